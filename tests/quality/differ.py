"""How often articles that differ on what a question asks are shown to differ, on cases labelled by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer.answer import Answerer
from bot.values import Answer
from index.library import Library

# Written without knowing the rules, which were then fitted on them. Half of the cases that differ do so in no number.
PAIRS = Path(__file__).resolve().parent / "differ_pairs.json"
# Written last, and never looked at: what this set says is what a reader may expect.
UNSEEN = Path(__file__).resolve().parent / "differ_unseen.json"
# Later reports that take back what the earlier one says, and such that take back something else.
LATER = Path(__file__).resolve().parent / "differ_later.json"


@dataclass(frozen=True, slots=True)
class Case:
    """Two or three articles and a question that the sentence `answer` of the first one answers.

    `other` is a sentence of the second that tells something else; `values` are the words in which the two differ, none
    where they only seem to. `told` are the articles as JSON files hold them.
    """

    question: str
    told: tuple[dict[str, str], ...]
    answer: str
    other: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of disagreements shown those that are some, of those that are some those shown, and how many there are."""

    precision: float
    recall: float
    cases: int


def cases(path: Path = PAIRS) -> list[Case]:
    return [_case(entry) for entry in json.loads(path.read_text("utf-8"))]


def filed(chosen: Sequence[Case], folder: Path) -> None:
    """Write the articles of all cases into a folder, a JSON file each."""
    folder.mkdir()
    for number, case in enumerate(chosen):
        for place, told in enumerate(case.told):
            (folder / f"{number}-{place}.json").write_text(json.dumps(told), "utf-8")


def score(library: Library, name: str, chosen: Sequence[Case]) -> Score:
    """Ask every question of a library that holds the articles of all cases."""
    answerer = Answerer(library)
    shown = [(case, answer) for case in chosen if (answer := answerer.ask(case.question, library=name)).disagreements]
    right = sum(differs(case, answer) for case, answer in shown)
    some = sum(bool(case.values) for case in chosen)
    return Score(right / max(1, len(shown)), right / max(1, some), len(chosen))


def quoted(library: Library, name: str, chosen: Sequence[Case]) -> float:
    """Return how often a library that holds the articles answers with one of the two sentences of a case."""
    answerer = Answerer(library)
    right = 0
    for case in chosen:
        quotes = [one.quote for one in answerer.ask(case.question, library=name).citations]
        right += any(text in quote for text in (case.answer, case.other) for quote in quotes)
    return right / len(chosen)


def not_found(library: Library, name: str, chosen: Sequence[Case]) -> float:
    """Return how often a library that holds articles of other cases alone says that they do not say."""
    answerer = Answerer(library)
    return sum(answerer.ask(case.question, library=name).outcome == "not_found" for case in chosen) / len(chosen)


def differs(case: Case, answer: Answer) -> bool:
    """Tell whether an answer shows that the two sentences of a case differ which do."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    sides = [quotes[side.citation] for one in answer.disagreements for side in one.sides]
    return bool(case.values) and all(any(text in side for side in sides) for text in (case.answer, case.other))


def _case(entry: dict[str, Any]) -> Case:
    told = tuple(
        {"title": one["title"], "text": one["text"], "publisher": one["publisher"], "published": one["day"]}
        for one in entry["told"]
    )
    return Case(entry["question"], told, entry["answer"], entry["other"], tuple(entry["values"]))
