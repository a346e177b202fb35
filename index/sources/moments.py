"""Points in time as feeds, sitemaps and pages write them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from functools import lru_cache

from index.sources.dates import parse_date

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\d*\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$", re.I
)
_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(
    r"[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)(?!\s*[ap]\.?m)\s*([+-]\d{2}:?\d{2})?.*$|[T ]\d{1,2}:.*$", re.I
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")


def parse_moment(value: object) -> datetime | None:
    """Return the moment that a publisher stated, in its own zone; UTC where it states none, midnight where no clock."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if seconds := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(seconds[1]), UTC)
    found = _iso(text) or _mail(text)
    if found is None and (day := _day(_CLOCK.sub("", text))):
        found = _at(day, _CLOCK.search(text))
    if found is None or not 1600 <= found.year < 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _at(day: date, clock: re.Match[str] | None) -> datetime:
    if clock and clock[1]:
        with suppress(ValueError):
            return datetime.fromisoformat(f"{day}T{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}{clock[4] or ''}")
    return datetime.combine(day, time(), UTC)


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text[:60])
    if not found:
        return None
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{(found[3] or '').upper()}")
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    if not text[:60].rstrip() or not text[:1].isalnum() or ":" not in text[:60]:
        return None
    try:
        return parsedate_to_datetime(text[:60])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


@lru_cache(maxsize=4096)  # feeds of a few thousand entries name a few hundred days
def _day(text: str) -> date | None:
    """Return a date; whatever has the shape of no date costs nothing, however many entries of a feed write it."""
    return parse_date(text) if _reads(_DIGITS.sub(_specimen, text)) else None


@lru_cache(maxsize=1024)
def _reads(specimen: str) -> bool:
    return parse_date(specimen) is not None


def _specimen(digits: re.Match[str]) -> str:
    """Return digits that make a date wherever others of their number do."""
    return {1: "1", 2: "11", 4: "2024", 8: "20241111"}.get(len(digits[0]), "0")
