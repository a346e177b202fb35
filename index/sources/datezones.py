"""The lines of a page that may say when its article was published: around the headline, or under that name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from index.sources.blocks import BREAK, Leaf
from index.sources.datelines import (
    LONGEST,
    Dateline,
    is_labelled,
    only_day,
    read_dateline,
    stamped_day,
)
from index.sources.dates import parse_date
from index.sources.teasers import HEADLINE, LEAST_HEADING, REMARKS
from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STORY = 40  # characters from which a block of the article is its story and not a label
_BEHIND = 3  # blocks behind the first of the story, which may be its standfirst
_ABOVE, _NEAR = 3, 15  # blocks above the headline, and in all, that may name a day
_STOPS = (".", "!", "?")
# Headers of a site: without the headline, or with the ways through it.
_MASTHEADS = "//header[(not(.//h1) or .//nav) and not(ancestor::article or ancestor::main)]"
_STAMP = re.compile(r"\D{0,12}\d[^:]{5,20}\d{1,2}[:.h]\d\d")
_MACHINE = re.compile(r"\dT\d\d:")  # a moment for programs, which some styles hide
_CLOCK = re.compile(r"\b\d{1,2}[:h]\d\d")
_NEVER = ("nav", "a", "pre", "blockquote", "article")
_ELSEWHERE = ("nav", "aside", "footer", "li", "a", "pre", "blockquote")
_NAMES = ("class", "id", "itemprop")
_DATED = re.compile(r"date|datum|fecha|publi|posted|submitted|timestamp", re.IGNORECASE)
_PUBLISHED = re.compile(r"publi|posted|submitted|byline|post-?(?:date|meta)|entry-?(?:date|meta)", re.IGNORECASE)
_META = re.compile(rf"{_DATED.pattern}|meta|by-?line|auth?or|auteur|post-?details", re.IGNORECASE)
_ENTRY = re.compile(  # how blogs end
    r"(?:this|diese[rs]|cet(?:te)?|ce|est[ea]|questo|dit|det(?:ta|te)|denne) "
    r"(?:entry|post|article|artikel|beitrag|eintrag|billet|entrada|artículo|artigo|articolo|bericht|inlägg|innlegget?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"event|termin|update|modif|comment|kommentar|related|widget", re.IGNORECASE)


def told_dates(tree: HtmlElement, page: Sequence[Leaf], blocks: Sequence[str], order: str) -> list[Dateline]:
    """Return what the lines around an article say of dates; `blocks` of a page's are the article.

    First what stands between headline and story, then right behind its beginning, above the headline, and anywhere.
    """
    heads = _headings(tree, page)
    story = {block for block in blocks if _is_story(block, order)} - {page[at].text for at in heads}
    told_at = [at for at, leaf in enumerate(page) if leaf.kind != "heading" and leaf.text in story]
    shown = [at for at in told_at if page[at].kind == "text"] or told_at  # menus have items of several sentences
    if heads and shown and heads[0] > shown[0]:
        shown = [at for at in shown if at > heads[-1]] or shown
    first = shown[0] if shown else 0
    under, above = _near(tree, page, [at for at in heads if at < first], first)
    own = [one for at in (*heads[-1:], *shown[:1]) for one in page[at].element.iterancestors()]
    around = [*under, *(leaf for leaf in _behind(page[first + 1 : first + 1 + _BEHIND]) if not _is_remark(leaf, own))]
    stated = (leaf for leaf in around if _stands_there(leaf, own) or _is_own(leaf, own))
    told = [found for leaf in stated if (found := _said(leaf, order))]
    over = ((leaf, _said(leaf, order)) for leaf in above if _stands_there(leaf, own))
    told += [found for leaf, found in over if found and (_is_sure(leaf) or (heads and not _is_today(found)))]
    below = _below(page[shown[-1] + 1 :][:_BEHIND], own, order) if shown else ()
    return [*told, *below, *_agreed(page, own, order)]


def _near(tree: HtmlElement, page: Sequence[Leaf], heads: Sequence[int], end: int) -> tuple[list[Leaf], list[Leaf]]:
    """Return the blocks between headline and story, and those above; without a headline those above, nearest first.

    What the site's own header holds comes last: the day of today stands there.
    """
    if not heads:
        return [], list(page[max(end - _NEAR, 0) : end][::-1])
    mastheads = set(tree.xpath(_MASTHEADS))
    start = heads[-1]
    near = [*page[start : end + 1][:_NEAR], *page[max(start + _NEAR, end - _NEAR) : end + 1]]
    under = [leaf for leaf in near if mastheads.isdisjoint(leaf.element.iterancestors())]
    above = [
        leaf for leaf in page[max(start - _ABOVE, 0) : start] if mastheads.isdisjoint(leaf.element.iterancestors())
    ]
    return under, above


def _headings(tree: HtmlElement, page: Sequence[Leaf]) -> list[int]:
    """Return the places of what may be the headline: what the title names, else what is marked as one."""
    title = one_line(" ".join(tree.xpath("//head/title[1]//text()")))
    named = [at for at, leaf in enumerate(page) if len(leaf.text) >= LEAST_HEADING and leaf.text in title]
    return named or [at for at, leaf in enumerate(page) if leaf.element.tag == "h1"]


def _behind(page: Sequence[Leaf]) -> list[Leaf]:
    return [
        leaf
        for leaf in page
        if is_labelled(leaf.text)
        or _is_named(leaf, _DATED)
        or _is_stamp(leaf)
        or _is_minor(leaf)
        or any(_named_day(one) for one in leaf.element.iterdescendants())
    ]


def _is_remark(leaf: Leaf, own: Collection[HtmlElement]) -> bool:
    """Tell a line of a comment, whose day is not the article's; the page around the article may be named for them."""
    around = (one for one in (leaf.element, *leaf.element.iterancestors()) if one not in own)
    return any(REMARKS.search(one.get(name, "")) for one in around for name in _NAMES)


def _is_minor(leaf: Leaf) -> bool:
    """Tell a day in a heading of the lowest ranks, with which some sites set it (1 of 297); chronicles have higher."""
    return leaf.element.tag in ("h5", "h6") and parse_date(leaf.text) is not None


def _is_sure(leaf: Leaf) -> bool:
    """Tell a line that says more than a day, or is named as one for such things."""
    timed = next(leaf.element.iter("time"), None) is not None or _is_named(leaf, _PUBLISHED)
    return timed or is_labelled(leaf.text) or _CLOCK.search(leaf.text) is not None


def _is_today(said: Dateline) -> bool:
    """Tell the day on which a page is read, which papers set in their mastheads, wherever that is."""
    return said.published is not None and abs(said.published - datetime.now(UTC).date()) <= timedelta(days=1)


def _is_stamp(leaf: Leaf) -> bool:
    """Tell a line that begins with a moment, or is but a day in an element that is named as one (1 of 297)."""
    return _STAMP.match(leaf.text) is not None or (_is_named(leaf, _META) and parse_date(leaf.text) is not None)


def _below(page: Sequence[Leaf], own: Collection[HtmlElement], order: str) -> list[Dateline]:
    """Return what lines right below a story say that are named for such things (1 of 154 real pages with a day)."""
    near = takewhile(lambda leaf: _leads_nowhere(leaf.element) and not _is_remark(leaf, own), page)
    return [found for leaf in near if _is_named(leaf, _META) and (found := read_dateline(leaf.text, order))]


def _agreed(page: Sequence[Leaf], own: Collection[HtmlElement], order: str) -> list[Dateline]:
    """Return the day of the lines anywhere on a page that say "published", where all of them name the same.

    Of 298 real pages with a day seven have theirs only there, and two more in a blog's "This entry was posted on".
    """
    said = (leaf for leaf in page if is_labelled(leaf.text) or _is_named(leaf, _PUBLISHED))
    days = {found.published for leaf in said if _is_alone(leaf, own) and (found := _said(leaf, order))}
    days |= {only_day(leaf.text, order) for leaf in page if _ENTRY.match(leaf.text) and not _is_remark(leaf, own)}
    days -= {None}
    return [Dateline(day, None) for day in days] if len(days) == 1 else []


def _is_alone(leaf: Leaf, own: Collection[HtmlElement]) -> bool:
    """Tell a short line that leads nowhere, is no sentence and no part of a comment, of a margin or another article."""
    around = [leaf.element, *leaf.element.iterancestors()]
    if len(leaf.text) > LONGEST or leaf.text.endswith(_STOPS) or not _leads_nowhere(leaf.element):
        return False
    footer = any(one.tag == "footer" for one in around) and not any(one.tag == "article" for one in around)
    beside = any(one.tag in (*_NEVER, "aside") and one not in own for one in around)
    return not (footer or beside or _is_remark(leaf, own))


def _leads_nowhere(element: HtmlElement) -> bool:
    return all(len(one_line(link.text_content())) < min(HEADLINE) for link in element.iter("a"))


def _is_story(block: str, order: str) -> bool:
    if len(block) < _STORY or block.startswith("## "):
        return False
    stated = len(block) <= LONGEST and is_labelled(block) and not block.endswith(_STOPS)
    return not stated and not read_dateline(block, order)


def _is_named(leaf: Leaf, names: re.Pattern[str]) -> bool:
    """Tell a block by the names of its element and of the one around it."""
    parent = leaf.element.getparent()
    around = [leaf.element, *([parent] if parent is not None and parent.tag == "div" else [])]
    return any(names.search(one.get(name, "")) for one in around for name in _NAMES)


def _stands_there(leaf: Leaf, own: Collection[HtmlElement] = ()) -> bool:
    """Tell a line that is no part of what stands beside an article; `own` elements hold the article itself."""
    above = [one for one in (leaf.element, *leaf.element.iterancestors()) if one not in own]
    return len(leaf.text) <= LONGEST and not any(one.tag in _ELSEWHERE for one in above)


def _is_own(leaf: Leaf, own: Collection[HtmlElement]) -> bool:
    """Tell a line in a list, footer or margin under the headline that is of the article: no other page is led to.

    Of 297 real pages with a day four have theirs by it.
    """
    above = [one for one in (leaf.element, *leaf.element.iterancestors()) if one not in own]
    if len(leaf.text) > LONGEST or any(one.tag in _NEVER for one in above):
        return False
    return _is_sure(leaf) and _leads_nowhere(next((one for one in above if one.tag == "li"), leaf.element))


def _said(leaf: Leaf, order: str) -> Dateline | None:
    """Return the dates of a block's lines; a `time` element in it says its own."""
    if leaf.text.endswith(_STOPS) and not is_labelled(leaf.text):
        return read_dateline(leaf.text, order)
    times = [leaf.element] if leaf.element.tag == "time" else list(leaf.element.iter("time"))
    stated = next((day for one in times if (day := parse_date(one.get("datetime", ""), order))), None)
    stated = stated or next(filter(None, (_named_day(one, order) for one in leaf.element.iterdescendants())), None)
    lines = [one_line(line) for line in "".join(leaf.parts).split(BREAK)]
    told = list(filter(None, (read_dateline(line, order) for line in lines)))
    named = _is_named(leaf, _META) and not _is_named(leaf, _OTHER)
    told = told or list(
        filter(
            None,
            (
                read_dateline(part, order)
                for part in leaf.parts
                if is_labelled(part) or (named and not _MACHINE.search(part))
            ),
        )
    )
    found = _together(told)
    if stated is None and found is None:
        stated = (only_day(leaf.text, order) if named else None) or stamped_day(leaf.text, order)
    if stated is None or (found and (is_labelled(leaf.text) or not found.published)):
        return found
    return Dateline(stated, found.modified if found else None)


def _named_day(element: HtmlElement, order: str = "") -> date | None:
    """Return the day that all of an element says which is named as one for such things (2 of 297 real pages)."""
    names = " ".join(element.get(name, "") for name in _NAMES)
    named = _DATED.search(names) and not _OTHER.search(names)
    return parse_date(one_line(element.text_content()), order) if named else None


def _together(told: Sequence[Dateline]) -> Dateline | None:
    published = next((one.published for one in told if one.published), None)
    return Dateline(published, next((one.modified for one in told if one.modified), None)) if told else None
