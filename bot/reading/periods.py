"""Which publication dates a question restricts itself to.

A date counts as a restriction after a word that says so ("since Monday", "before 5 April", "in March 2024", "published
on 22 March") and in "last week" and its kind. "on 22 March" is when something happened, which articles of any later
day report, so it stays part of what is asked.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.reading.days import Days, parser, whole

_ENGLISH = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH = (
    rf"(?:{_ENGLISH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
    "|januar|februar|märz|mai|juni|juli|oktober|dezember"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_WEEKDAY = (
    "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
)
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.)?"
_OF_MONTH = rf"{_MONTH}(?:,? (?:de |of )?{_YEAR}\b)?"
_ON_DAY = rf"(?:\d{{4}}-\d\d-\d\d|{_DAY} (?:of |de )?{_OF_MONTH}|{_MONTH} {_DAY}(?:,? {_YEAR})?)"
_RELATIVE = (
    "(?:(?:last|this) (?:week|month|year)|yesterday|letzte woche|letztes jahr|gestern|hier|la semana pasada|ayer)"
)
_POINT = rf"(?:the |dem |der |le |el )?(?:{_ON_DAY}|{_OF_MONTH}|{_YEAR}|(?:last )?{_WEEKDAY}|{_RELATIVE})"
_PUBLISHED = "(?:published|posted|written|dated|veröffentlicht|erschienen|publiée?s?|parue?s?|publicad[oa]s?)"
# A month before a year that no article can be from ("June 1755"), or one of two ("June/July"), is not the latest June.
_END = r"(?![\w/-]|['’]s\b|\.\d|,? \d{3,4}\b)"
_COUNT = r"(?:\d{1,3}|two|three|four|five|six|seven|ten|twelve)"

# Alone, these are also words.
_AMBIGUOUS = frozenset(("may", "march", "august", "mars", "mar", "dec", "jan", "sep", "mai", "hier"))


@dataclass(frozen=True, slots=True)
class Window:
    """The question without its restrictions, and the first and last publication day they allow."""

    topic: str
    since: date | None = None
    until: date | None = None


def read(question: str, today: date) -> Window:
    """Return how the question restricts publication dates; a date without its year is the latest past one."""
    window = Window(question)
    if not _named_time().search(question):
        return window
    for pattern, bounds in _patterns():
        for match in pattern.finditer(window.topic):
            if (found := bounds(match, today)) and _past(found, today):
                window = _narrowed(window, match, found)
                break
    return window


def undated_month(question: str) -> bool:
    """Tell whether a question names a month and no year, nor a time that is counted from today."""
    return bool(_named_month().search(question)) and not _counted_from_today().search(question)


def _past(found: tuple[date | None, date | None], today: date) -> bool:
    since, until = found
    return (since is None or since <= today) and (since is not None or (until is not None and until < today))


def _narrowed(window: Window, match: re.Match[str], found: tuple[date | None, date | None]) -> Window:
    since = max((day for day in (window.since, found[0]) if day), default=None)
    until = min((day for day in (window.until, found[1]) if day), default=None)
    if since and until and since > until:
        return window
    kept = match.groupdict().get("keep", "")
    return Window(f"{window.topic[: match.start()]} {kept} {window.topic[match.end() :]}", since, until)


def _between(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    last = _days(match["b"], today)
    if last is None:
        return None
    first = _earlier(match["a"], last[0], today)
    return (first, last[1]) if first and first <= last[1] else None


def _earlier(phrase: str, last: date, today: date) -> date | None:
    """The day that opens a range whose last part may alone name the month and the year."""
    if re.fullmatch(_DAY, phrase, re.I):
        phrase = f"{re.sub('[^0-9]', '', phrase)} {calendar.month_name[last.month]} {last.year}"
    elif not re.search(_YEAR, phrase) and re.search(_MONTH, phrase, re.I):
        phrase = f"{phrase} {last.year}"
    first = _days(phrase, today)
    if first and first[0] > last and str(last.year) in phrase:
        first = _days(phrase.replace(str(last.year), str(last.year - 1)), today)
    return first[0] if first else None


def _since(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    days = _days(match["a"], today)
    return days and (days[0], None)


def _after(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    days = _days(match["a"], today)
    return days and (days[1] + timedelta(days=1), None)


def _before(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    days = _days(match["a"], today)
    return days and (None, days[0] - timedelta(days=1))


def _until(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    days = _days(match["a"], today)
    return days and (None, days[1])


def _within(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    return _days(match["a"], today)


def _recent(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    parsed = parser(today, prefer="current").get_date_data(f"{match['n'] or 1} {match['unit']} ago").date_obj
    return (parsed.date(), None) if parsed else None


def _days(phrase: str, today: date) -> Days | None:
    """The first and last day that a phrase names, or None where it names none."""
    if phrase.lower() in _AMBIGUOUS and not (phrase.istitle() and phrase.lower() in _ENGLISH):
        return None
    phrase = re.sub(r"^(?:the|dem|der|le|el) ", "", phrase, flags=re.I)
    data = parser(today).get_date_data(phrase)
    return whole(data.date_obj.date(), data.period or "day") if data.date_obj else None


@cache
def _named_month() -> re.Pattern[str]:
    return re.compile(rf"\b{_MONTH}\b", re.I)


@cache
def _counted_from_today() -> re.Pattern[str]:
    return re.compile(rf"\b{_YEAR}\b|\b{_WEEKDAY}\b|\b{_RELATIVE}\b|\b(?:last|past|this)\b", re.I)


@cache
def _named_time() -> re.Pattern[str]:
    return re.compile(rf"{_YEAR}|{_MONTH}|{_WEEKDAY}|{_RELATIVE}|\b(?:last|past)\b", re.I)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf",?\s*\b{text}{_END}", re.I)


_Bounds = Callable[[re.Match[str], date], "tuple[date | None, date | None] | None"]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Bounds], ...]:
    """What each restriction looks like, compiled when a question first names a time: that takes 40 ms."""
    return (
        (
            _pattern(
                rf"(?:{_PUBLISHED} )?(?:between|from|during|in|zwischen|vom|von|entre|du|desde|del) (?:the )?"
                rf"(?P<a>{_DAY}|{_POINT})"
                rf"(?: (?:and|to|until|till|through|und|bis(?: zum)?|et|au|y|al?|hasta) | ?[–-] ?)(?P<b>{_POINT})"
            ),
            _between,
        ),
        (_pattern(rf"{_PUBLISHED} (?:(?:on|am|le|el) )?(?P<a>{_POINT})"), _within),
        (
            _pattern(rf"(?P<keep>articles?|reports?|news|stor(?:y|ies)|coverage) (?:from|of|on) (?P<a>{_POINT})"),
            _within,
        ),
        (_pattern(rf"(?:{_PUBLISHED} )?(?:since|seit|depuis|desde) (?P<a>{_POINT})"), _since),
        (_pattern(rf"(?:{_PUBLISHED} )?(?:after|nach|après|después del?) (?P<a>{_POINT})"), _after),
        (_pattern(rf"(?:{_PUBLISHED} )?(?:before|vor|avant|antes del?) (?P<a>{_POINT})"), _before),
        (_pattern(rf"(?:{_PUBLISHED} )?(?:until|till|up to|bis(?: zum)?|jusqu.au|hasta) (?P<a>{_POINT})"), _until),
        (_pattern(rf"(?:{_PUBLISHED} )?(?:in|during|im|en) (?P<a>{_OF_MONTH}|{_YEAR})"), _within),
        (
            _pattern(
                rf"(?:in|over|during|within) the (?:last|past) (?:(?P<n>{_COUNT}) )?(?P<unit>day|week|month|year)s?"
            ),
            _recent,
        ),
        (_pattern(rf"(?:from )?(?P<a>{_RELATIVE})"), _within),
    )
