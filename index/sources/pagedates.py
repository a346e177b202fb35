"""When a web page says that it was published: in its head, its address, and the lines around its headline.

The only importer of htmldate, which left to itself reads any day that a story mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.sources.blocks import BREAK, Leaf
from index.sources.datelines import LONGEST, Dateline, is_labelled, read_dateline
from index.sources.dates import day_order, parse_date
from index.sources.facts import language_of
from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

UNDATED = Dateline(None, None)
_STORY = 40  # characters from which a block of the article is its story and not a label
_BEHIND = 3  # blocks behind the first of the story, which may be its standfirst
_ABOVE, _NEAR = 3, 15  # blocks above the headline, and in all, that may name a day
_STOPS = (".", "!", "?")
_ELSEWHERE = ("nav", "aside", "footer", "li", "a", "pre", "blockquote")
_CHANGED = re.compile("modif|updat|revis|expire", re.IGNORECASE)
_FILED = re.compile(
    r"(?<![^/_.-])((?:19|20)\d\d)(?:/?([01]\d)([0-3]\d)|/([a-z]{3,9})/(\d\d?))(?![^/_.-])", re.IGNORECASE
)
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def stated_dates(tree: HtmlElement, page: Sequence[Leaf], blocks: Sequence[str], url: str) -> Dateline:
    """Return the dates that a page states besides its linked data; `blocks` of its blocks (`page`) are its article."""
    order = day_order(language_of(tree), urlsplit(url).hostname or "")
    around = _around_the_headline(tree, page, blocks, order)
    lines = [found for leaf in around if (found := _said(leaf, order))]
    published = (
        _in_metadata(tree, url) or day_in_address(url) or next((one.published for one in lines if one.published), None)
    )
    return Dateline(published, next((one.modified for one in lines if one.modified), None))


def _in_metadata(tree: HtmlElement, url: str) -> date | None:
    """Ask htmldate, which sees the metadata and the address alone; linked data is read elsewhere, node by node."""
    from htmldate import find_date
    from lxml import html

    page = html.document_fromstring("<html><head></head><body></body></html>")
    for element in tree.xpath("//head//meta"):
        if any(_CHANGED.search(element.get(name, "")) for name in ("property", "name", "itemprop", "http-equiv")):
            continue
        made = html.Element("meta")
        made.attrib.update(element.attrib)
        page.head.append(made)
    address = url or next(iter(tree.xpath("//head//link[@rel='canonical']/@href")), "")
    try:
        return parse_date(find_date(page, url=str(address) or None, extensive_search=False, original_date=True) or "")
    except _FAULTS:
        return None


def day_in_address(url: str) -> date | None:
    """Return the day that an address is filed under where htmldate reads none: /2025/jun/03/, /20250603/, /2025/0603/.

    A day that is still to come is a number of something else.
    """
    found = _FILED.search(urlsplit(url).path)
    year, *parts = [part for part in found.groups() if part] if found else [""]
    day = parse_date("-".join([year, *parts]) if parts and parts[0].isdecimal() else " ".join([*parts[::-1], year]))
    return day if day and day <= datetime.now(UTC).date() + timedelta(days=1) else None


def _around_the_headline(tree: HtmlElement, page: Sequence[Leaf], blocks: Sequence[str], order: str) -> list[Leaf]:
    """Return the short blocks between the headline and the story; behind its first block those that tell it."""
    story = {block for block in blocks if _is_story(block, order)}
    end = next((at for at, leaf in enumerate(page) if leaf.text in story), 0)
    heads = [at for at, leaf in enumerate(page[:end]) if leaf.element.tag == "h1"]
    mastheads = set(tree.xpath("//header[not(.//h1) and not(ancestor::article or ancestor::main)]")) if heads else set()
    start = max(heads[-1] - _ABOVE if heads else end - _NEAR, 0)
    behind = [leaf for leaf in page[end + 1 : end + 1 + _BEHIND] if is_labelled(leaf.text) or _is_moment(leaf)]
    near = [leaf for leaf in page[start:end][-_NEAR:] if mastheads.isdisjoint(leaf.element.iterancestors())]
    return [leaf for leaf in [*near, *behind] if _stands_there(leaf)]


def _is_story(block: str, order: str) -> bool:
    if len(block) < _STORY or block.startswith("## "):
        return False
    stated = len(block) <= LONGEST and is_labelled(block) and not block.endswith(_STOPS)
    return not stated and not read_dateline(block, order)


def _is_moment(leaf: Leaf) -> bool:
    """Tell a line that is nothing but a moment with its clock, as pages state their own; history has days."""
    times = [one for one in leaf.element.iter("time") if "T" in one.get("datetime", "")]
    return len(times) == 1 and one_line(times[0].text_content()) == leaf.text


def _stands_there(leaf: Leaf) -> bool:
    above = [leaf.element, *leaf.element.iterancestors()]
    return len(leaf.text) <= LONGEST and not any(one.tag in _ELSEWHERE for one in above)


def _said(leaf: Leaf, order: str) -> Dateline | None:
    """Return the dates of a block's lines; a `time` element in it says its own."""
    if leaf.text.endswith(_STOPS) and not is_labelled(leaf.text):
        return read_dateline(leaf.text, order)
    times = [leaf.element] if leaf.element.tag == "time" else list(leaf.element.iter("time"))
    stated = next((day for one in times if (day := parse_date(one.get("datetime", ""), order))), None)
    lines = [one_line(line) for line in "".join(leaf.parts).split(BREAK)]
    told = list(filter(None, (read_dateline(line, order) for line in lines)))
    told = told or list(filter(None, (read_dateline(part, order) for part in leaf.parts if is_labelled(part))))
    found = _together(told)
    if stated is None or (found and found.modified and not found.published):
        return found
    return Dateline(stated, found.modified if found else None)


def _together(told: Sequence[Dateline]) -> Dateline | None:
    published = next((one.published for one in told if one.published), None)
    return Dateline(published, next((one.modified for one in told if one.modified), None)) if told else None
