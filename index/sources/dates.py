"""Publication dates as publishers write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

_YEARS = range(1600, 2200)
_LONGEST = 60  # characters; a longer string is prose, not a date
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_HAS_DAY = re.compile(r"\d{1,4}\D+(\d|\w{3,})|\d{8}")
_NAMED_MONTH = re.compile(r"[^\W\d_]*[.,]? ?\d{1,4}\D{1,2}.{1,40}")
# dateparser tries every one of its 200 languages otherwise: 5 s for the first date, 0.3 s with these.
_LANGUAGES = ["de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs", "ru", "uk", "tr", "ja", "zh"]
_ZONE = re.compile(r"\s+(?:[A-Z]{2,4}T|GMT|UTC|Uhr)$")
_CLOCK = re.compile(r"(?<=\d{4} )(\d{1,2})\.(\d{2})$")
_AT = re.compile(r"\s+(?:at|um|à)\s+", re.IGNORECASE)


def parse_date(value: object) -> date | None:
    """Return the calendar date that a publisher stated, in the publisher's own time zone; None when it is no date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    if not text or len(text) > _LONGEST or not _HAS_DAY.search(text):
        return None
    found = _iso(text) or _english(_CLOCK.sub(r"\1:\2", _AT.sub(" ", _ZONE.sub("", text)))) or _any_language(text)
    return found if found and found.year in _YEARS else None


def _iso(text: str) -> date | None:
    if not _ISO.match(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _english(text: str) -> date | None:
    from dateutil import parser

    day_first = bool(re.match(r"\d{1,2}\.\d{1,2}\.", text))
    try:
        # Two defaults that differ in every field: a date that names only a part of itself gives two results.
        first, second = (
            parser.parse(text, default=datetime(*parts), ignoretz=True, dayfirst=day_first).date()  # noqa: DTZ001
            for parts in ((2000, 1, 1), (2001, 2, 2))
        )
    except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError):
        return None
    return first if first == second else None


@lru_cache(maxsize=256)
def _any_language(text: str) -> date | None:
    if not _NAMED_MONTH.fullmatch(text):
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "RETURN_AS_TIMEZONE_AWARE": False}
    try:
        found = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    except (ValueError, OverflowError, TypeError, AttributeError, LookupError, re.error):
        return None
    return found.date() if found else None
