"""When that happened which a stored sentence tells: its dates as its article means them, less those of the telling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.answer.differ.subject import Line
from bot.answer.prove.support import days
from bot.answer.prove.support.days import Day

_REPORTED = re.compile(
    r"\b(?:said|says|told|added|stated|reported|announced|confirmed|wrote|according to|published|presented)"
    r"\b[^,;.]{0,40}$"
)
_RELATIVE = re.compile(r"\b(yesterday|today|tonight|tomorrow|(?:last|this|next) (?:week|month|year))\b", re.I)
_LATELY = 62  # days around its publication of which an article without dates may speak
_GAP = 4  # characters at most between a weekday and its date


@dataclass(frozen=True, slots=True)
class Dated:
    """A date where it stands in a sentence, and the days that it may mean."""

    start: int
    end: int
    meanings: tuple[Day, ...]


def dates(line: Line) -> list[Dated]:
    """Return the dates of what a sentence tells in order, a weekday with its date as one."""
    text, published = line.text, line.article.published
    found = [Dated(day.start, _trimmed(text, day), _meanings(day, published)) for day in days.days(text)]
    found += [Dated(m.start(), m.end(), (_relative(m[1].lower(), published),)) for m in _RELATIVE.finditer(text)]
    found = sorted((one for one in found if not _REPORTED.search(text[: one.start])), key=lambda one: one.start)
    if len(found) == 2 and all(other.start - one.end < _GAP for one, other in pairwise(found)):
        both = [day for one in found for day in one.meanings if day.day]
        return [Dated(found[0].start, found[1].end, tuple(day for day in both if _borne(day, found)) or tuple(both))]
    return found


def compatible(one: Day, other: Day) -> bool:
    """Tell whether two dates may be the same day, as far as both are told."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(0 in pair or pair[0] == pair[1] for pair in pairs) and (
        -1 in (one.weekday, other.weekday) or one.weekday == other.weekday
    )


def another_time(one: Line, other: Line) -> bool:
    """Tell whether two sentences date what they tell differently, or one of them alone a time long past."""
    mine, theirs = ([day for dated in dates(line) for day in dated.meanings] for line in (one, other))
    if mine and theirs:
        return not any(compatible(a, b) for a in mine for b in theirs)
    return bool(mine and _stale(one, mine)) or bool(theirs and _stale(other, theirs))


def _stale(line: Line, told: list[Day]) -> bool:
    """Tell whether what a sentence dates happened long before, or will long after, its article was published."""
    published = line.article.published
    if published is None:
        return False
    near = [days.of(published + timedelta(days=step)) for step in range(-_LATELY, _LATELY + 1)]
    return not any(compatible(day, other) for day in told for other in near)


def _trimmed(text: str, day: Day) -> int:
    return day.start + len(text[day.start : day.end].rstrip(".,"))


def _meanings(day: Day, published: date | None) -> tuple[Day, ...]:
    """Return what a date may mean, years filled in; of a weekday the last one and, for what is to come, the next."""
    found = days.meant([day], published)
    if published and day.weekday >= 0 and not day.day:
        ahead = days.of(published + timedelta(days=(day.weekday - published.weekday()) % 7))
        return tuple(one for one in (*found, ahead) if one.day)
    return tuple(found)


def _relative(which: str, published: date | None) -> Day:
    """Return the day, month or year that is meant; one that tells nothing for a week, whose bounds vary."""
    word, _, unit = which.rpartition(" ")
    if published is None or unit == "week":
        return Day()
    if not word:
        return days.of(published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(unit, 0)))
    step = {"last": -1, "next": 1}.get(word, 0)
    if unit == "year":
        return Day(published.year + step)
    month = published.month - 1 + step
    return Day(published.year + month // 12, month % 12 + 1)


def _borne(day: Day, found: list[Dated]) -> bool:
    return all(any(compatible(day, other) for other in one.meanings) for one in found)
