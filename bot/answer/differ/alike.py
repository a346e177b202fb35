"""How likely it is that two sentences in different words tell different things of the same."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bot.answer.differ.amounts import Amount
from bot.answer.differ.dating import another_time, dates
from bot.answer.differ.deeds import close, deeds
from bot.answer.differ.periods import compatible, period
from bot.answer.differ.scope import scopes
from bot.answer.differ.subject import Asked, Line, around, denied, stems
from bot.answer.differ.told import Told, When
from bot.answer.support import days
from bot.answer.support.synonyms import same
from index.language import terms

FARTHEST = 3.0
_NARROWING = ("grade", "past", "able", "part", "place", "alone", "state", "first")
_DECADES = 20 * 365
_KIN = re.compile(
    r"\b(?:his|her|their) (?:\w+ )?(?:husband|wife|sister|brother|son|daughter|father|mother|partner|twin)\b"
)
_OF_OTHER = re.compile(r"\b(?P<role>[a-z]+) of (?:the )?(?:[a-z]+ ){0,2}(?P<name>[^\W\d_a-z][\w’'-]+)")
_BESIDE = 24  # characters of the words beside a name
_ROLE = re.compile(
    r"\b(?:prosecut\w+|lawyer|counsel|solicitor|barrister|judge|justice|mayor|minister|premier|president|director|coach|"
    r"captain|skipper|pilot|conductor|soloist|architect|engineer|author|editor|actor|actress|singer|owner|tenant|"
    r"chief|chair\w*|head|spokes\w+|secretary|treasurer|surgeon|referee|goalkeeper|winner|runner-up)\b",
    re.I,
)
_PEOPLE = frozenset(same(terms("people persons", "en")))
_SOME_PEOPLE = re.compile(
    r"^\s*(?:\w+ )?(?:firefighters?|police|officers|rescuers|soldiers|children|women|men|girls|boys|nurses|doctors|"
    r"drivers|staff|employees|crew|tourists|foreigners|students|pupils|players)\b",
    re.I,
)
# Log odds, fitted with signs held (`tests/quality/fit_differ.py`) on 440 pairs of fictional articles, half of which
# differ, in one library, and on questions put to paragraphs that hardly ever do.
BIAS = -0.88
WEIGHTS = {
    "names": 0.33, "asked": 0.49, "answered": 0.69, "apart": -0.17, "close": 0.55, "answer close": 0.38, "cosine": 1.09,
    "lead": -0.42, "top": 0.22, "ratio": -1.9, "days": -0.83, "person": -2.14, "grade": -0.24, "past": -0.16,
    "able": -0.53, "part": -0.88, "place": -0.08, "alone": -0.46, "state": -1.07, "first": -0.41,
}  # fmt: skip
_PUBLISHED = re.compile(
    r"\b(?:announc\w*|made public|publi(?:sh\w*|cly)|presented|unveil\w*|reveal\w*|learn\w*|report(?:ed)? on)\b", re.I
)


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
    narrowed = _narrowed(question, one, other)
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
        **{name: float(bool(narrowed[name])) for name in _NARROWING},
    }


def elsewhere(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a sentence denies, tells of another time or of others, or of when something was made known."""
    narrowed = _narrowed(question, one, other)
    text = other.clause
    return bool(
        denied(other.line.text)
        or (_PUBLISHED.search(text) and not _PUBLISHED.search(f"{question.text} {one.clause}"))
        or (one.kind == "time" and narrowed["stage"])
        or (one.kind != "time" and (narrowed["past"] or narrowed["aim"] or another_time(one.line, other.line)))
        or (one.kind != "time" and _otherwise(question.text, other.line))
        or (one.kind == "person" and (narrowed["rank"] or narrowed["first"] or _another_role(question, one, other)))
        or _outdated(question, one, other)
        or _others(question, one, other)
        or _some(question, one, other)
        or _of_another(question, one, other)
    )


def _narrowed(question: Asked, one: Told, other: Told) -> dict[str, frozenset[str]]:
    """Return the words by which a clause tells of a part, a rate or a plan, where neither question nor answer do."""
    asked, answered, told = scopes(question.text), scopes(one.clause), scopes(other.clause)
    found = {name: words - answered[name] - asked[name] for name, words in told.items()}
    whole, answer = scopes(other.line.text)["first"], scopes(one.line.text)["first"]
    return found | {"first": whole - answer - asked["first"]}


def _others(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a clause is of women where the question is of men, or the like."""
    wanted = scopes(question.text)["sex"] or scopes(one.clause)["sex"]
    told = scopes(other.clause)["sex"]
    return bool(wanted and told and not wanted & told)


def _outdated(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether an answer says how it ended, and the other source was published before."""
    ended = scopes(f"{question.text} {one.line.text}")["final"] and not scopes(other.line.text)["final"]
    days = (one.line.article.published, other.line.article.published)
    return bool(ended and days[0] and days[1] and days[1] < days[0])


def _another_role(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a name stands beside a role that neither question nor answer speaks of: "prosecutor Elijah Kip"."""
    text = other.line.text
    beside = [*_ROLE.findall(text[: other.start][-_BESIDE:]), *_ROLE.findall(text[other.end :][:_BESIDE])]
    about = f"{question.text} {one.line.text}"
    return bool(beside) and not any(
        deeds(role) & deeds(about) or stems(role, "en") & stems(about, "en") for role in beside
    )


def _some(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a number counts some kind of people where people are asked for."""
    match = _SOME_PEOPLE.match(other.noun)
    known = stems(f"{question.text} {one.line.text}", "en")
    return bool(match and known & _PEOPLE and not stems(match[0], "en") & known)


def _of_another(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a sentence is of somebody's kin, or names the holder of a role in something else."""
    line = other.line
    before = line.before.of(line.article.text) if line.before else ""
    if re.match(r"(?:He|She)\b", line.text) and _KIN.search(before):
        return True
    if one.kind != "person":
        return False
    known = question.names | stems(one.line.text, "en")
    away = any(
        stems(match["role"], "en") & set(question.core) and not stems(match["name"], "en") <= known
        for match in _OF_OTHER.finditer(line.text)
    )
    return away or bool(re.match(r"(?:Her|His)\b", line.text))


def _otherwise(question: str, line: Line) -> bool:
    """Tell whether a sentence dates what it tells to no day that a question names."""
    asked = [period(day) for day in days.meant(days.days(question), line.article.published)]
    told = [period(day) for one in dates(line) for day in one.meanings]
    return bool(asked and told) and not any(compatible(a, b) for a in asked for b in told)


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
