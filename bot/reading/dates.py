"""The dates that a text tells, and what an article of a day means by them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = (
    "january|januar|janvier|enero", "february|februar|février|febrero", "march|märz|mars|marzo", "april|avril|abril",
    "may|mai|mayo", "june|juni|juin|junio", "july|juli|juillet|julio", "august|août|agosto",
    "september|septembre|septiembre", "october|oktober|octobre|octubre", "november|novembre|noviembre",
    "december|dezember|décembre|diciembre",
)  # fmt: skip
_SHORT = {name[:3]: place for place, name in enumerate((names.split("|")[0] for names in _MONTHS), 1)}
_MONTH = {name: place for place, names in enumerate(_MONTHS, 1) for name in names.split("|")} | _SHORT | {"sept": 9}
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_WORDS = frozenset(("march", "mars", "sept"))  # words of other meanings too
_WRITTEN = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m1>{_NAME})\b\.?,?(?:\s+(?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<m2>{_NAME})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d{{3}}\b)(?:,?\s+(?P<y2>\d{{4}})\b)?"
    rf"|\b(?P<m3>{_NAME})\b\.?,?\s+(?P<y3>\d{{4}})\b"
    rf"|\b(?P<y4>\d{{4}})-(?P<m4>\d\d)-(?P<d4>\d\d)\b"
    rf"|\b(?P<m5>{'|'.join(name for name in _MONTH if len(name) > 3 and name not in _WORDS)})\b"
    rf"|\b(?:in|since|until|from|by|of|last|next|early|late|mid) (?P<m7>march|may|mai)\b(?!\.?,?\s+\d)"
    r"|(?<![\d.,])(?P<y6>1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)",
    re.I,
)
CACHED = 512  # texts: the sentences and statements of some answers, each asked for about ten times
_FOLDED = str.maketrans("ſı", "si")  # what a pattern that ignores case takes for s and i
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.I)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as told: what is not said is 0. `weekday` counts from Monday, -1 where none is named."""

    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    start: int = 0
    end: int = 0

    def within(self, other: Day) -> bool:
        """Tell whether `other` bears this date: it tells at least as much, and the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        same = all(mine in (0, theirs) for mine, theirs in pairs)
        return same and self.weekday in (-1, other.weekday)


@lru_cache(maxsize=CACHED)
def days(text: str) -> tuple[Day, ...]:
    """Return the dates and weekdays of a text."""
    found = [_day(match) for match in _WRITTEN.finditer(text)]
    named = [Day(weekday=_DAYS.index(_lower(m[1])), start=m.start(), end=m.end()) for m in _WEEKDAY.finditer(text)]
    return (*found, *named)


@lru_cache(maxsize=CACHED)
def blanked(text: str) -> str:
    """Return a text of the same length without its dates, so that their digits are not read as counts."""
    for told in days(text):
        if told.weekday < 0 or told.day:
            text = text[: told.start] + " " * (told.end - told.start) + text[told.end :]
    return text


def meant(told: Iterable[Day], published: date | None) -> list[Day]:
    """Return dates as an article of a day means them: years filled in, weekdays the latest ones before it."""
    return [full for day in told for full in _full(day, published)]


def of(day: date) -> Day:
    return Day(day.year, day.month, day.day, day.weekday())


def _full(day: Day, published: date | None) -> Iterable[Day]:
    yield day
    if published is None:
        return
    if day.weekday >= 0 and not day.day:
        with suppress(OverflowError):  # some systems write 1 January of the year 1 where they know no date
            yield of(published - timedelta(days=(published.weekday() - day.weekday) % 7))
    elif day.month and not day.year:
        for year in (published.year, published.year - 1, published.year + 1):
            near = abs((year - published.year) * 12 + day.month - published.month)
            if near <= 6:
                yield _dated(year, day)


def _dated(year: int, day: Day) -> Day:
    try:
        weekday = date(year, day.month, day.day).weekday() if day.day else -1
    except ValueError:
        weekday = -1
    return Day(year, day.month, day.day, weekday)


def _day(match: re.Match[str]) -> Day:
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    month = _lower(parts.get("m", "0"))
    number = int(month) if month.isdigit() else _MONTH[month]
    year, day = int(parts.get("y", 0)), int(parts.get("d", 0))
    full = _dated(year, Day(month=number, day=day)) if year and number and day else Day(year, number, day)
    return Day(full.year, full.month, full.day, full.weekday, match.start(), match.end())


def _lower(word: str) -> str:
    return word.lower().translate(_FOLDED)
