"""Golden questions over `articles/`: what is measured, and the floors that a change may not lower silently.

`python -m tests.golden.measure` prints every question; with `--update` it raises the floors to what is measured,
and lowers one only with `--lower` beside it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.answer.answer import Answerer
from bot.values import Disagreement
from index.library import Library
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parents[1] / "articles"


@dataclass(frozen=True, slots=True)
class Golden:
    """A question with the article (part of its source) and any of the texts that a right answer quotes; "" for none."""

    question: str
    article: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a question: `found` in any quote of the right article, `first` in the first one.

    `strong` is an answer that says of itself that it is borne by one source or more.
    """

    golden: Golden
    outcome: str
    found: bool
    first: bool
    quotes: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    strong: bool = False


def questions() -> list[Golden]:
    """Return the golden questions; those without answers are not answered by any article."""
    entries = json.loads((HERE / "questions.json").read_text("utf-8"))
    return [Golden(entry["question"], entry["article"], tuple(entry["answers"])) for entry in entries]


def floors() -> dict[str, float]:
    """Return the pinned floors."""
    pinned: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))
    return pinned


def measured(library: Library, name: str, every: int = 1) -> list[Verdict]:
    """Ask every golden question of an indexed library, or `every` second, third …"""
    answerer = Answerer(library)
    sources = {row.id: row.source for row in library.articles(name)}
    verdicts = []
    for golden in questions()[::every]:
        answer = answerer.ask(golden.question, library=name)
        right = [
            golden.article in sources[citation.article_id] and any(text in citation.quote for text in golden.answers)
            for citation in answer.citations
        ]
        quotes = tuple(citation.quote for citation in answer.citations)
        first = bool(right) and right[0]
        strong = answer.evidence is not None and answer.evidence.strength == "strong"
        verdicts.append(Verdict(golden, answer.outcome, any(right), first, quotes, answer.disagreements, strong))
    return verdicts


def as_floor(verdicts: list[Verdict]) -> dict[str, float]:
    """Return the measures that have floors, rounded down to three decimals."""
    inside = [verdict for verdict in verdicts if verdict.golden.answers]
    outside = [verdict for verdict in verdicts if not verdict.golden.answers]
    return {
        "answered": _share([verdict.outcome != "not_found" for verdict in inside]),
        "right quote": _share([verdict.found for verdict in inside]),
        "right first quote": _share([verdict.first for verdict in inside]),
        "not found": _share([verdict.outcome == "not_found" for verdict in outside]),
    }


def main(arguments: list[str]) -> None:
    """Print verdicts and measures; pin them with `--update`."""
    with (
        tempfile.TemporaryDirectory(prefix="footnote-golden-") as home,
        RememberingLibrary.open(IndexSettings(footnote_home=Path(home))) as library,
    ):
        library.sync("golden", ARTICLES)
        verdicts = measured(library, "golden")
    for verdict in verdicts:
        good = verdict.found if verdict.golden.answers else verdict.outcome == "not_found"
        print("ok  " if good else "MISS", verdict.golden.question, "" if good else verdict.quotes)
    values = as_floor(verdicts)
    print(values)
    if "--update" in arguments:
        path = HERE / "floors.json"
        old = json.loads(path.read_text("utf-8")) if path.exists() else {}
        pinned = {
            key: value if "--lower" in arguments else max(value, old.get(key, 0.0)) for key, value in values.items()
        }
        path.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")


def _share(flags: list[bool]) -> float:
    return int(1000 * sum(flags) / len(flags)) / 1000


if __name__ == "__main__":
    main(sys.argv[1:])
