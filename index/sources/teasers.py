"""Blocks that announce other pages: their headlines, and what is said of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.sources.blocks import Leaf
from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

REMARKS = re.compile(r"comment|kommentar|disqus|discussion", re.IGNORECASE)
HEADLINE = range(20, 220)  # characters of a link that leads to an article
LEAST_HEADING = 15  # characters of a heading that is a story's; "News" and "Harbour" are a section's
_LABEL = 20  # characters that may stand beside the headline of a teaser: a time, a mark
_FEW = 5  # other pages that make a list of them


def without_teasers(page: Sequence[Leaf], least: int) -> Sequence[Leaf]:
    """Cut the announcements of other pages that follow an article of at least so many characters.

    Of 381 real pages five lose teasers by it, and one the last of the goods that it recommends.
    """
    end = len(page)
    while end and (_led(page[end - 1]) or (end > 1 and page[end - 2].kind == "heading" and _led(page[end - 2]))):
        end -= 1
    led = {path for leaf in page[end:] if (path := _led(leaf))}
    return page[:end] if len(led) >= _FEW and sum(len(leaf.text) for leaf in page[:end]) >= least else page


def _led(leaf: Leaf) -> str:
    """Return the path of the other page that a block announces, "" where it announces none."""
    link = only_link(leaf)
    link = next(leaf.element.iterancestors("a"), None) if link is None else link
    path = urlsplit(link.get("href", "")).path if link is not None else ""
    whole = leaf.kind == "heading" and leaf.linked >= 0.9 * len(leaf.text)
    return path if whole or is_teaser(leaf) else ""


def only_link(leaf: Leaf) -> HtmlElement | None:
    """Return the link of a block that leads to one page alone."""
    links = [link for link in leaf.element.iter("a") if link.get("href")] if leaf.linked else []
    return links[0] if len({link.get("href") for link in links}) == 1 else None


def is_teaser(leaf: Leaf) -> bool:
    """Tell a block that begins or ends with the headline of another page, which says the rest of it."""
    link = only_link(leaf) if len(leaf.text) > LEAST_HEADING else None
    headline = one_line(link.text_content()) if link is not None else ""
    if len(headline) < min(HEADLINE) or headline.count(" ") < 2 or is_aside(leaf):
        return False
    before, _, after = leaf.text.partition(headline)
    return len(before) <= _LABEL or (len(after) <= _LABEL and headline[-1] not in ".!?")


def is_remark(leaf: Leaf) -> bool:
    """Tell a block of a comment by the names of the elements around it."""
    around = (leaf.element, *leaf.element.iterancestors())
    return any(REMARKS.search(one.get(name, "")) for one in around for name in ("class", "id", "itemprop"))


def is_aside(leaf: Leaf) -> bool:
    """Tell a block that stands beside what the page is about."""
    around = (leaf.element, *leaf.element.iterancestors())
    return any(one.tag in ("nav", "footer", "aside", "figcaption") for one in around)
