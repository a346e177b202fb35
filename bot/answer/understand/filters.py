"""What a question says about where to search: a publisher, a byline, publication dates, the newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.answer.understand.attribution import byline_named, publisher_named
from bot.reading import periods
from bot.reading.names import CALENDAR
from bot.values import Restriction
from bot.words.words import _
from index.text.language import terms
from index.values import Filters

_NEWEST = re.compile(
    r"\b(?:the )?(?:latest|most recent|newest)(?: (?:news|updates?|developments?))?(?= (?:on|about|from|regarding)\b)"
    r"|\b(?:the )?(?:latest|most recent|most recently|newest)\b|\b(?:neueste[nrs]?|dernières?|últim[ao]s)\b",
    re.I,
)
_NAMED = r"(?:the\s+)?((?-i:[A-ZÀ-ÖØ-Þ])[\w&.-]*(?: (?-i:[A-ZÀ-ÖØ-Þ])[\w&.-]*){0,3})"
_BY_WHOM = re.compile(
    rf"\b(?:does|did|do|has|have) {_NAMED} (?:reports?|reported|writes?|wrote|written|publish(?:ed)?|cover(?:ed)?)\b"
    rf"|\b(?:reported|published|written) by {_NAMED}|\b{_NAMED}['’]s? (?:articles?|coverage|reporting)\b"
    rf"|\b(?:articles?|reports?|stor(?:y|ies)|coverage) by {_NAMED}|\baccording to {_NAMED}(?=\W*$|,)",
    re.I,
)
_EMPTY_EDGES = re.compile(r"^[\s,;:–—-]+|[\s,;:–—-]+(?=[?.!]*$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question split into what to look for and where.

    `topic` is the question without its restrictions, or as it stands where nothing to search for is `left`; `label`
    says them as the reader sees them, empty without any.
    """

    topic: str
    filters: Filters
    newest_first: bool
    label: str
    left: str = field(default="", compare=False)


def read(
    question: str,
    *,
    publishers: Sequence[str],
    today: date,
    bylines: Sequence[str] = (),
    speaks: Callable[[str], bool] = lambda name: True,
    published: Callable[[], Iterable[date]] = lambda: (),
) -> Reading:
    """Return what the question restricts its search to, among the library's `publishers` and `bylines`.

    `speaks` tells whether somebody who writes is spoken of in articles, too. `published` gives the days of articles: a
    month without a year is the latest such month that has any.
    """
    topic, publisher = publisher_named(question, publishers)
    topic, byline = byline_named(topic, bylines, speaks)
    window = _latest(topic, today, published)
    topic, newest = _NEWEST.subn("", window.topic)
    filters = Filters(publisher=publisher, since=window.since, until=window.until, byline=byline)
    left = _tidy(topic)
    topic = left if terms(left, "en") else question
    return Reading(topic, filters, newest > 0, label(filters, newest_first=newest > 0), left)


def chosen(reading: Reading, question: str, restriction: Restriction) -> Reading:
    """Return a reading with what the person chose in place of what their words restrict, each part by itself.

    Words that restrict nothing any more go back into the topic.
    """
    read = reading.filters
    dated = restriction.since or restriction.until or restriction.any_date
    filters = Filters(
        publisher=restriction.publisher or read.publisher,
        since=restriction.since if dated else read.since,
        until=restriction.until if dated else read.until,
        byline=read.byline,
        article_id=restriction.article_id,
    )
    kept = (filters.since, filters.until) == (read.since, read.until) and read.publisher in ("", filters.publisher)
    newest = reading.newest_first or restriction.newest_first
    said, left = label(filters, newest_first=newest), reading.left if kept else question
    return Reading(reading.topic if kept else question, filters, newest, said, left)


def label(filters: Filters, *, newest_first: bool = False) -> str:
    """Say what is searched: `Reuters · 1–31 March 2024 · newest first`; empty when nothing is restricted."""
    span_of_days, order = span(filters.since, filters.until), _("newest first") if newest_first else ""
    parts = [filters.byline, filters.publisher, span_of_days, order]
    return " · ".join(part for part in parts if part)


def span(since: date | None, until: date | None, day: Callable[[date], str] | None = None) -> str:
    """Say a span of days: `1–31 March 2024`, `since 5 April 2024`, `until 5 April 2024`; empty for all time.

    With `day`, which writes one, both are written whole.
    """
    written = day or _day
    if since is None:
        return _("until {day}").format(day=written(until)) if until else ""
    if until is None:
        return _("since {day}").format(day=written(since))
    if since == until:
        return written(since)
    if day is None and (since.year, since.month) == (until.year, until.month):
        return f"{since.day}–{_day(until)}"
    if day is None and since.year == until.year:
        return f"{since.day} {since:%B} – {_day(until)}"
    return f"{written(since)} – {written(until)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def publisher_asked(question: str) -> str:
    """Return the name that a question gives for who wrote or published, a publisher here or not; else ""."""
    match = _BY_WHOM.search(question)
    return next((name for name in match.groups() if name and name.lower() not in CALENDAR), "") if match else ""


def _latest(topic: str, today: date, published: Callable[[], Iterable[date]]) -> periods.Window:
    """Return the window of a question; one of a month without a year as many years back as articles begin to be there.

    The latest past one where there never are any.
    """
    window = periods.read(topic, today)
    if not window.since or not periods.undated_month(topic):
        return window
    days = sorted(published())
    for year in range(today.year, days[0].year - 1, -1) if days else ():
        found = periods.read(topic, date(year, 12, 31) if year < today.year else today)
        if any((not found.since or found.since <= day) and (not found.until or day <= found.until) for day in days):
            return found
    return window


def _tidy(topic: str) -> str:
    topic = re.sub(r"\s+([?.!,;:])", r"\1", " ".join(topic.split()))
    topic = _EMPTY_EDGES.sub("", topic)
    return topic[:1].upper() + topic[1:]
