"""Days, and parts of months and years, as the span of days that each leaves possible."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answer.differ import dating
from bot.answer.prove.support.days import Day

# Which part of a month or a year its words mean, in twelfths; generous, for "early" ends nowhere.
_PARTS = (
    (r"(?:very )?early(?: in)?|(?:the )?(?:start|beginning|opening (?:weeks|months)) of", (0, 5)),
    (r"mid(?:dle of)?|(?:the )?middle of|halfway through", (3, 9)),
    (
        r"late(?: in)?|(?:the )?(?:very )?(?:end|close) of|(?:the )?(?:last|closing|final) (?:weeks|months|days) of",
        (7, 12),
    ),
    (r"(?:the )?first half of", (0, 6)), (r"(?:the )?second half of", (6, 12)),
    (r"(?:the )?first quarter of", (0, 3)), (r"(?:the )?second quarter of", (3, 6)),
    (r"(?:the )?third quarter of", (6, 9)), (r"(?:the )?(?:fourth|last|final) quarter of", (9, 12)),
    (r"(?:the )?spring(?: of| in)?", (2, 6)), (r"(?:the )?summer(?: of| in)?", (5, 9)),
    (r"(?:the )?(?:autumn|fall)(?: of| in)?", (8, 12)),
)  # fmt: skip
_PART = re.compile("|".join(f"(?P<p{place}>{words})" for place, (words, _) in enumerate(_PARTS)), re.I)
BEFORE = re.compile(rf"\b(?:{'|'.join(words for words, _ in _PARTS)})(?:[\s-]+(?:the|in))?[\s-]+$", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    """A date as told and the first and last day that it leaves possible, none where the year is not known."""

    day: Day
    first: date | None = None
    last: date | None = None


def period(day: Day, part: str = "") -> Period:
    """Return the span of a date, or of that part of it which words before it name ("the end of", "spring")."""
    if not day.year:
        return Period(day)
    first = date(day.year, day.month or 1, min(day.day or 1, monthrange(day.year, day.month or 1)[1]))
    if day.day:
        return Period(day, first, first)
    after = date(day.year + 1, 1, 1) if day.month in (0, 12) else date(day.year, day.month + 1, 1)
    length, match = (after - first).days, _PART.search(part)
    if not match or not match.lastgroup:
        return Period(day, first, after - timedelta(days=1))
    start, end = _PARTS[int(match.lastgroup[1:])][1]
    return Period(day, first + timedelta(days=length * start // 12), first + timedelta(days=length * end // 12 - 1))


def compatible(one: Period, other: Period) -> bool:
    """Tell whether two dates may be the same day, as far as both are told."""
    return dating.compatible(one.day, other.day) and apart(one, other) == 0


def apart(one: Period, other: Period) -> int:
    """Return the days between two dates at least, 0 where they overlap or one of them has no year."""
    if not (one.first and one.last and other.first and other.last):
        return 0
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def between(one: Period, other: Period) -> int | None:
    """Return the days between the middles of two dates, None where one of them has no year."""
    if not (one.first and one.last and other.first and other.last):
        return None
    return abs((one.first - other.first) + (one.last - other.last)).days // 2
