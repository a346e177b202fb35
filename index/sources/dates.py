"""Publication dates as publishers write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_ANYWHERE = ("co", "io", "tv", "me", "ai", "fm")  # domains of countries that sites of any country use
_YEARS = range(1600, 2200)
_LONGEST = 60  # characters; a longer string is prose, not a date
_ISO = re.compile(r"(\d{4})([-/.])(\d{2})\2(\d{2})(?=$|[T ]\d{1,2}[:.]?\d\d(?!.*(?<!\d)(?:19|20)\d\d(?!\d)))")
_HAS_DAY = re.compile(r"\d{1,4}\D+(\d|\w{3,})|\d{8}")
_NAMED_MONTH = re.compile(r"[^\W\d_]*[.,]? ?\d{1,4}\D{1,2}.{1,40}")
# dateparser tries every one of its 200 languages otherwise: 5 s for the first date, 0.3 s with these.
_LANGUAGES = [
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ru",
    "uk",
    "tr",
    "ja",
    "zh",
    "el",
    "ar",
    "he",
    "ko",
    "ro",
    "hu",
]
_AT = r"(?:[^\W\d_]{1,4}\.?(?: las)?)"  # at, um, à, às, klo, kl., alle: in any language, right before a clock
# A clock, with or without its zone, before or after a day: "5.30pm BST", "18h05", "at 6:02 p.m. Eastern", "um 9 Uhr".
_CLOCK = (
    r"\d{1,2}(?: ?[:.h] ?\d{2}(?::\d{2}(?:\.\d+)?)?)?\s*(?:[ap]\.?\s?m\.?|uhr|h)?"
    r"(?:\s*\(?(?:[A-Z]{2,4}T|GMT|UTC|Eastern|Central|Pacific|ET|PT|CT|Z|[+-]\d{2}:?\d{2})\)?){0,2}"
)
_TOLD = r"(?:\d{1,2}(?:[:.h]| h )\d{2}|\d{1,2}\s*(?:[ap]\.?\s?m\b|uhr\b|h\b))"  # what makes it a clock and no day
_CLOCK_AFTER = re.compile(rf"(?<=\d|\w)\s*[,|·•–—-]*\s+{_AT}?\s*(?={_TOLD}){_CLOCK}$", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(rf"^{_AT}?\s*(?={_TOLD}){_CLOCK}[,|·•–—-]*\s+(?:on\s+)?(?=\S)", re.IGNORECASE)
_ZONE_AFTER = re.compile(r"\s+(?:[A-Z]{2,4}T|GMT|UTC)$")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\d)")
_EPOCH = re.compile(r"\d{10}(?:\d{3}){0,2}(?:\.\d+)?")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|2[01])\d\d(?!\d)")  # which dateutil passes over in "3, 29 June 2007"
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_SPACED = re.compile(r"(?<!\d)(\d{1,2})\. (\d{1,2})\. (?=\d{4}(?!\d))")  # "3. 6. 2025"
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")


def parse_date(value: object, order: str = "") -> date | None:
    """Return the calendar date that a publisher stated, in the publisher's own time zone; None when it is no date.

    `order` is "dmy", "mdy" or "ymd" where the language or country tells it: "3/6/2025" is a date only then, unless one
    of the two numbers can be no month, and "18-03-08" in the last alone. Seconds since 1970 and parts of them are read.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if abs(value) < 1e17 else ""
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    if not text or len(text) > _LONGEST or not _HAS_DAY.search(text):
        return None
    found = _epoch(text) if _EPOCH.fullmatch(text) else _iso(text) or _read(text, order)
    return found if found and found.year in _YEARS else None


def day_order(language: str, host: str = "") -> str:
    """Return in which order a page writes days and months, by its language and country; "" where that is not known.

    Only the United States, and what writes as they do, put the month first (CLDR, dateFormats of en-US).
    """
    code, _, country = language.replace("_", "-").casefold().partition("-")
    top = host.casefold().rstrip(".").rpartition(".")[2]
    if country in ("us", "ph") or top == "us":
        return "" if len(top) == 2 and top not in (*_ANYWHERE, "us", "ph") else "mdy"  # a template's own language
    if code in ("zh", "ja", "ko"):
        return "ymd"
    if country or (code and code != "en"):
        return "dmy"
    return "dmy" if len(top) == 2 and top not in _ANYWHERE else ""


def _epoch(text: str) -> date | None:
    seconds = float(text) / 10 ** (len(text.partition(".")[0]) - 10)
    return datetime.fromtimestamp(seconds, UTC).date()


def _read(text: str, order: str) -> date | None:
    text = _SPACED.sub(r"\1.\2.", _ORDINAL.sub("", _ZONE_AFTER.sub("", text)))
    text = _CLOCK_BEFORE.sub("", _CLOCK_AFTER.sub("", text)).strip(" ,|·•–—-")
    if not _HAS_DAY.search(text):
        return None
    if numeric := _NUMERIC.search(text):
        return _numeric(text, numeric, order)
    return _english(text) or _any_language(text) or _without_weekday(text)


def _without_weekday(text: str) -> date | None:
    """Read "Thu, 5 Dez 2024": the name of a day may be another language's than that of the month."""
    rest = _WEEKDAY.sub("", text)
    return (_english(rest) or _any_language(rest)) if rest != text else None


def _numeric(text: str, found: re.Match[str], order: str) -> date | None:
    """Read two numbers and a year, alone or after a weekday; which is the month, one of them or `order` must tell."""
    if len(_WEEKDAY.sub("", text)) != len(found[0]) or text != text[: found.start()] + found[0]:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    short = len(found[4]) == 2
    if short and order == "ymd":
        year, first, second = first, second, year
    elif short and not order and found[2] == "-" and second <= 12:  # "18-03-08" may begin with its year
        return None
    elif (found[2] == "." and order != "mdy") or first > 12 >= second or (order == "dmy" and second <= 12):
        first, second = second, first
    elif not (second > 12 >= first or order == "mdy" or first == second):
        return None
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    try:
        return date(year, first, second)
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    found = _ISO.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _english(text: str) -> date | None:
    from dateutil import parser

    try:
        # Two defaults that differ in every field: a date that names only a part of itself gives two results.
        first, second = (
            parser.parse(text, default=datetime(*parts), ignoretz=True).date()  # noqa: DTZ001
            for parts in ((2000, 1, 1), (2001, 2, 2))
        )
    except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError):
        return None
    years = _YEAR.findall(text)
    return first if first == second and (not years or str(first.year) in years) else None


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
