"""The day that a sentence gives for what a question asks the time of."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.answer.differ.dating import compatible, dates
from bot.answer.differ.subject import Asked, Line, about, clause, plain, stems, unsettled
from bot.answer.prove.support.days import Day
from bot.answer.prove.support.synonyms import same
from index.text.language import terms
from index.values import Span

_WHEN = re.compile(r"^\W*(?:and |so |but )?when\b|\b(?:what|which) (?:day|date|year|month)\b", re.I)
_AROUND = re.compile(
    r"\b(?:before|after|since|until|till|by|around|about|circa|from|between|during|early|late|mid|in the|through|of|to)"
    r"[\s-]+(?:the\s+)?$",
    re.I,
)
_OPENING = re.compile(r"^(?:On|In|Last|At)?\s*$")
_AHEAD = re.compile(r"\b(?:will|shall|is to|are to|opens|takes|begins|starts|next|tomorrow)\b", re.I)
# Between what happened and its day nothing else happens.
_OTHERWISE = re.compile(r"\b(?:which|who|that|when|where|after|before|to|was|were|had|has|have|is|are|will|as)\b", re.I)
# What happens to a thing once; whatever else is asked may have happened again.
_ONCE = frozenset(same(terms(
    "built born died founded completed constructed established invented discovered created opened abolished",
    "en",
)))  # fmt: skip
_AGAIN = 60  # days between two days that may be of one event which is no "once"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as a source tells it and the days that its words may mean; `span` is its words in the article."""

    line: Line
    span: Span
    cited: Span
    meanings: tuple[Day, ...]
    ahead: bool
    once: bool


def read(question: Asked, line: Line) -> Moment | None:
    """Return the only day that a sentence tells, where it is of what is asked."""
    if not _WHEN.search(question.text) or not about(question, line):
        return None
    text = line.text
    dated = dates(line)
    if len(dated) != 1:
        return None
    start, end, meanings = dated[0].start, dated[0].end, dated[0].meanings
    here = text if _OPENING.match(text[:start]) else clause(text, start, end)
    bare = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    told = bare if here == text else clause(bare, start, end)
    if not stems(told, line.language) & (question.names | question.beside):
        told = bare[: bare.index(told) + len(told)]
    if not plain(question, told, line.language):
        return None
    if unsettled(here) or _AROUND.search(text[:start]) or not _of(question, line, here, start, end):
        return None
    if not set(question.core[1:]) <= stems(text, line.language):
        return None
    span = Span(line.span.start + start, line.span.start + end)
    return Moment(line, span, line.span, meanings, bool(_AHEAD.search(here)), bool(set(question.core) & _ONCE))


def conflict(one: Moment, other: Moment) -> bool:
    """Tell whether two days of the same event cannot be the same day."""
    if one.ahead != other.ahead:
        return False
    pairs = [(a, b) for a in one.meanings for b in other.meanings]
    if any(compatible(a, b) for a, b in pairs):
        return False
    return one.once or any(_apart(a, b) <= _AGAIN for a, b in pairs)


def _of(question: Asked, line: Line, here: str, start: int, end: int) -> bool:
    """Tell whether the day is of what is asked: one of the question's words stands by it, and nothing between."""
    wanted = set(question.core[1:] or question.core)
    text = line.text
    fronted = bool(_OPENING.match(text[:start]))
    for match in re.finditer(r"[^\W\d_]+", text):
        if match[0] in here and wanted & set(same(terms(match[0], line.language))):
            between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
            if (fronted and match.start() >= end and "," not in between[1:]) or not _OTHERWISE.search(between):
                return True
    return False


def _apart(one: Day, other: Day) -> int:
    """Return the days between two dates at least, many where one of them has no year and month."""
    if not (one.year and one.month and other.year and other.month):
        return 10**6
    ends = sorted((_ends(one), _ends(other)))
    return max(0, (ends[1][0] - ends[0][1]).days)


def _ends(day: Day) -> tuple[date, date]:
    last = monthrange(day.year, day.month)[1]
    return date(day.year, day.month, min(day.day or 1, last)), date(day.year, day.month, min(day.day or last, last))
