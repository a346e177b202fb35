"""How often claims of messages are marked rightly: what is called supported or contradicted must be so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.answer.check.check import check
from bot.answer.check.checked import Mark
from bot.answer.prove.bench import Bench
from bot.answer.prove.judges import Judge
from index.library import Library
from tests.quality.support import Pair

# Written before the check was seen on them, on the shipped articles; the half of those that only tempt came after a
# first look.
CLAIMS = Path(__file__).resolve().parent / "claims.json"
Truth = Literal["borne", "refuted", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim, the sentence before it in its message, and whether a library's articles bear, refute or lack it."""

    claim: str
    before: str
    truth: Truth
    kind: str
    library: str = "golden"


@dataclass(frozen=True, slots=True)
class Score:
    """Shares: of claims marked supported those that are borne, of contradicted ones those that are refuted; and of
    refuted figures, dates and names those that are marked so. `wrong` are the claims with a wrong firm mark."""

    supported: float
    contradicted: float
    found: float
    firm: int
    wrong: tuple[str, ...]


def labelled(path: Path = CLAIMS) -> list[Labelled]:
    return [Labelled(**entry) for entry in json.loads(path.read_text("utf-8"))]


def of_pairs(chosen: Iterable[Pair], alone: str) -> list[Labelled]:
    """Return the statements of pairs as claims; sentences that stand alone are in the library called `alone`."""
    return [
        Labelled(
            pair.statement, "", "borne" if pair.label else "refuted", pair.kind, "golden" if pair.article else alone
        )
        for pair in chosen
    ]


def filed(chosen: Iterable[Pair], folder: Path) -> None:
    """Write each sentence that stands alone into a folder, an article each."""
    folder.mkdir()
    for number, sentence in enumerate(dict.fromkeys(pair.sentence for pair in chosen if not pair.article)):
        (folder / f"{number}.json").write_text(json.dumps({"text": sentence}), "utf-8")


def marked(library: Library, one: Labelled, judge: Judge | None = None) -> Mark:
    """Return the mark of a claim in its message; a message in which it is no claim does not cover it."""
    text = f"{one.before}\n{one.claim}" if one.before else one.claim
    found = check(text, library=library, name=one.library, bench=Bench(library, judge)).findings
    return found[-1].mark if found else "not covered"


def score(library: Library, chosen: Sequence[Labelled], judge: Judge | None = None) -> Score:
    marks = [(one, marked(library, one, judge)) for one in chosen]
    supported = [one for one, mark in marks if mark == "supported"]
    contradicted = [one for one, mark in marks if mark == "contradicted"]
    right = [one for one in contradicted if one.truth == "refuted"]
    told = [mark for one, mark in marks if one.truth == "refuted" and one.kind in ("figure", "number", "date", "name")]
    wrong = [one.claim for one in supported if one.truth != "borne"]
    wrong += [one.claim for one in contradicted if one.truth != "refuted"]
    return Score(
        sum(one.truth == "borne" for one in supported) / max(1, len(supported)),
        len(right) / max(1, len(contradicted)),
        sum(mark == "contradicted" for mark in told) / max(1, len(told)),
        len(supported) + len(contradicted),
        tuple(wrong),
    )
