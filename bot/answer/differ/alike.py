"""How likely it is that two sentences in different words tell different things of the same."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.answer.differ.amounts import Amount
from bot.answer.differ.deeds import close, deeds
from bot.answer.differ.elsewhere import elsewhere, narrowed
from bot.answer.differ.subject import Asked, around, stems
from bot.answer.differ.told import Told, When

FARTHEST = 3.0
_NARROWING = ("grade", "past", "able", "part", "place", "alone", "state", "first")
_DECADES = 20 * 365
# Log odds, fitted with signs held (`tests/quality/fit_differ.py`) on 440 pairs of fictional articles, half of which
# differ, in one library, and on questions put to paragraphs that hardly ever do.
BIAS = -0.88
WEIGHTS = {
    "names": 0.33, "asked": 0.49, "answered": 0.69, "apart": -0.17, "close": 0.55, "answer close": 0.38, "cosine": 1.09,
    "lead": -0.42, "top": 0.22, "ratio": -1.9, "days": -0.83, "person": -2.14, "grade": -0.24, "past": -0.16,
    "able": -0.53, "part": -0.88, "place": -0.08, "alone": -0.46, "state": -1.07, "first": -0.41,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a sentence of another source bears on the question, as the answerer without a model scored it.

    `lead` is how far the answer's sentence is ahead in log odds, `top` that no other of its story scored higher,
    `cosine` the likeness of the two sentences.
    """

    lead: float
    top: bool
    cosine: float


def likelihood(question: Asked, one: Told, other: Told, bearing: Bearing) -> float:
    """Return how likely (0 to 1) what another source tells is of what is asked and what the answer tells.

    `one` is the value in the answer, `other` the one in the other source; both are of one kind.
    """
    if elsewhere(question, one, other):
        return 0.0
    odds = BIAS + sum(WEIGHTS[name] * value for name, value in evidence(question, one, other, bearing).items())
    return 1 / (1 + math.exp(-odds))


def evidence(question: Asked, one: Told, other: Told, bearing: Bearing) -> dict[str, float]:
    """Return what speaks for and against it, by the names of the weights."""
    asked, answered, told = deeds(question.text), deeds(one.line.text), deeds(other.line.text)
    language = other.line.language
    wide = stems(around(other.line), language) | stems(other.line.text, language)
    more = narrowed(question, one, other)
    return {
        "names": len(question.names & wide) / len(question.names) if question.names else 1.0,
        "asked": float(bool(told & asked)),
        "answered": float(bool(told & answered)),
        "apart": float(not told & (asked | answered)),
        "close": float(close(other.line.text, other.start, other.end, asked | answered)),
        "answer close": float(close(one.line.text, one.start, one.end, asked)),
        "cosine": bearing.cosine,
        "lead": min(FARTHEST, max(0.0, bearing.lead) / 3),
        "top": float(bearing.top),
        "ratio": _ratio(one, other),
        "days": _days(one, other),
        "person": float(one.kind == "person"),
        **{name: float(bool(more[name])) for name in _NARROWING},
    }


def _ratio(one: Told, other: Told) -> float:
    """Return the logarithm of the ratio of two numbers, tamed: sources that differ are rarely far apart."""
    if not (isinstance(one.value, Amount) and isinstance(other.value, Amount)):
        return 0.0
    sizes = one.value.size, other.value.size
    return min(FARTHEST, abs(math.log(sizes[0] / sizes[1]))) if all(sizes) else FARTHEST


def _days(one: Told, other: Told) -> float:
    """Return the days between two times as a logarithm, tamed; decades count by themselves."""
    if not (isinstance(one.value, When) and isinstance(other.value, When)):
        return 0.0
    gap = one.value.gap(other.value)
    return min(FARTHEST, math.log1p(gap) / 3) + min(FARTHEST, gap / _DECADES)
