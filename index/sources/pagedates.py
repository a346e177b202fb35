"""When a web page says that it was published: in its head, its address, and the lines around its headline.

The only importer of htmldate, which left to itself reads any day that a story mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.sources.blocks import Leaf
from index.sources.datelines import Dateline
from index.sources.dates import day_order, parse_date
from index.sources.datezones import told_dates
from index.sources.facts import Facts, language_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

UNDATED = Dateline(None, None)
_A_DAY = timedelta(days=1)
_SECONDS = re.compile(r"\d{10}(?:\d{3})?")
_CHANGED = re.compile("modif|updat|revis|expire", re.IGNORECASE)
# A folder for each day, as papers and blogs file by: /2025/06/03/, /2025/sport/06/03/, /2025/jun/03/, /20250603/.
_FILED = re.compile(
    r"/((?:19|20)\d\d)(?:(?:/[a-z_]{2,30})?/(\d\d?)/(\d\d?)(?=/|$)|(?:/?([01]\d)/?([0-3]\d)|[-_]([01]\d)[-_]([0-3]\d)|/([a-z]{3,9})/(\d\d?))/(?=.))",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"/(?:events?|eventos?|eventi|e?v[eé]nements?|evenementen|termine?|veranstaltung(?:en)?|agenda|calendar|kalender|"
    r"calendrier|calendario|whats-on|fixtures|tickets)/",
    re.IGNORECASE,
)
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def stated_dates(tree: HtmlElement, page: Sequence[Leaf], blocks: Sequence[str], url: str, facts: Facts) -> Dateline:
    """Return the dates that a page states; `blocks` of its blocks (`page`) are its article."""
    order = day_order(language_of(tree), urlsplit(url).hostname or "")
    lines = told_dates(tree, page, blocks, order)
    shown = next((one.published for one in lines if one.published), None)
    changed = next((one.modified for one in lines if one.modified), None)
    published = _as_shown(facts.published, shown) if facts.published else _elsewhere(tree, url, shown)
    return Dateline(published, _as_shown(facts.modified, changed) if facts.modified else changed)


def _elsewhere(tree: HtmlElement, url: str, shown: date | None) -> date | None:
    """Return the day that other metadata or the address name, and that which is shown where it is the one beside it."""
    address = url or str(next(iter(tree.xpath("//head//link[@rel='canonical']/@href")), ""))
    day = _in_metadata(tree) or day_in_address(address)
    return shown if day is None or (shown and abs(shown - day) == _A_DAY) else day


def _as_shown(moment: datetime, shown: date | None) -> date:
    """Return the day of a moment where its publisher is: one stated in universal time may be another one than shown."""
    day = moment.date()
    return shown if shown and not moment.utcoffset() and abs(shown - day) == _A_DAY else day


def _in_metadata(tree: HtmlElement) -> date | None:
    """Ask htmldate, which sees the metadata alone; linked data is read elsewhere, node by node."""
    from htmldate import find_date
    from lxml import html

    page = html.document_fromstring("<html><head></head><body></body></html>")
    for element in tree.xpath("//head//meta[not(contains(@content, '://')) and string-length(@content) > 5]"):
        if any(_CHANGED.search(element.get(name, "")) for name in ("property", "name", "itemprop", "http-equiv")):
            continue
        made = html.Element("meta")
        made.attrib.update(element.attrib)
        if _SECONDS.fullmatch(element.get("content", "")) and (day := parse_date(element.get("content"))):
            made.set("content", day.isoformat())
        page.head.append(made)
    try:
        return parse_date(find_date(page, extensive_search=False, original_date=True) or "")
    except _FAULTS:
        return None


def day_in_address(url: str) -> date | None:
    """Return the day that an address is filed under. In a name it is perhaps the day of a fair, and so among events.

    A day that is still to come is a number of something else.
    """
    path = urlsplit(url).path
    found = _FILED.search(path)
    if found is None or _EVENTS.search(path[: found.start() + 1]):
        return None
    year, month, day = (part for part in found.groups() if part)
    stated = f"{year}-{month:0>2}-{day:0>2}" if month.isdecimal() else f"{day} {month} {year}"
    filed = parse_date(stated)
    return filed if filed and filed <= datetime.now(UTC).date() + timedelta(days=1) else None
