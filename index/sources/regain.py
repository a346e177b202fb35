"""What trafilatura left behind inside an article, taken back in the page's order."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from index.sources.blocks import Leaf, is_own_heading, leaves
from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SENTENCE_ENDS = (".", "!", "?", "…", "。", "”", '"', "»", ")")
COVERED = 0.9  # share of the extracted characters that must be found on the page, or its own blocks are trusted
_SENTENCE = 25  # characters from which a closed line is a sentence and not a label
_LINKED = 0.5  # share of a block that may stand in links; a paragraph of running text may be one link
_LINKED_SENTENCE = 60
_STORY = 150  # characters of prose that make a story; the shortest news have about 300
_REPEATED = 40  # characters from which a block says the same thing twice


def regained(tree: HtmlElement, extracted: Sequence[str]) -> list[str] | None:
    """Return the article's blocks as they stand on a page, None where the page does not show what was extracted.

    `extracted` are the blocks that trafilatura found. Between the first and the last of them, inside the element that
    holds them all, what it would never take for furniture belongs to the article too.
    """
    page, title, said = leaves(_pruned(tree)), _title(tree), _squeezed(" ".join(extracted))
    if other := _under_heading(page, title, said):
        return other
    shown = [[squeezed for part in leaf.cells or [leaf.text] if (squeezed := _squeezed(part))] for leaf in page]
    kept = [bool(parts) and all(part in said for part in parts) for parts in shown]
    covered = sum(len("".join(parts)) for parts, own in zip(shown, kept, strict=True) if own)
    if not said or covered < COVERED * len(said):
        return None
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    first, last = _from_heading(page, title, kept, first), _with_list_below(page, last)
    common = _common([leaf.element for leaf, own in zip(page, kept, strict=True) if own and len(leaf.text) > _SENTENCE])
    chosen = [
        leaf
        for at, leaf in enumerate(page[first : last + 1], first)
        if kept[at] or leaf.kind == "heading" or (_within(leaf.element, common) and _belongs(leaf))
    ]
    return _once(_without_empty_headings(chosen))


def _under_heading(page: Sequence[Leaf], title: str, said: str) -> list[str] | None:
    """Return the prose right under a page's heading where nothing of it was extracted, None where some was.

    Below a short story trafilatura prefers the teasers of others. The story ends where a line leads elsewhere.
    """
    run: list[Leaf] | None = None
    for leaf in page:
        if is_own_heading(leaf, title):
            run = []
        elif run is not None and leaf.linked > _LINKED * len(leaf.text) and leaf.kind != "text":
            break
        elif run is not None:
            run.append(leaf)
    prose = [leaf for leaf in run or () if len(leaf.text) >= _LINKED_SENTENCE and leaf.text.endswith(SENTENCE_ENDS)]
    if sum(len(leaf.text) for leaf in prose) < _STORY or any(_squeezed(leaf.text) in said for leaf in prose):
        return None
    return [leaf.block for leaf in prose]


def _pruned(tree: HtmlElement) -> HtmlElement:
    """Return a copy of a page without what trafilatura takes for furniture by its name."""
    from trafilatura.htmlprocessing import prune_unwanted_nodes
    from trafilatura.settings import MANUALLY_CLEANED
    from trafilatura.xpaths import OVERALL_DISCARD_XPATH, REMOVE_COMMENTS_XPATH, TEASER_DISCARD_XPATH

    copied = deepcopy(tree)
    for element in list(copied.iter(*(tag for tag in MANUALLY_CLEANED if tag not in ("time", "label")))):
        if element.getparent() is not None and not (element.tag == "figure" and element.find(".//table") is not None):
            element.drop_tree()
    found: HtmlElement = prune_unwanted_nodes(
        copied, [*OVERALL_DISCARD_XPATH, *TEASER_DISCARD_XPATH, *REMOVE_COMMENTS_XPATH]
    )
    return found


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _belongs(leaf: Leaf) -> bool:
    text = leaf.text
    if leaf.linked >= _LINKED * len(text):
        return leaf.element.tag == "p" and len(text) >= _LINKED_SENTENCE and text.endswith(SENTENCE_ENDS)
    return leaf.kind in ("item", "row") or (len(text) >= _SENTENCE and text.endswith(SENTENCE_ENDS))


def _from_heading(page: Sequence[Leaf], title: str, kept: Sequence[bool], first: int) -> int:
    """Return the place of the page's own heading where nothing but links was extracted above it, else the first."""
    heading = next((at for at, leaf in enumerate(page) if is_own_heading(leaf, title)), first)
    above = [leaf for leaf, own in zip(page[first:heading], kept[first:heading], strict=True) if own]
    return heading if all(leaf.linked >= _LINKED * len(leaf.text) for leaf in above) and above else first


def _title(tree: HtmlElement) -> str:
    return one_line(" ".join(tree.xpath("//head/title//text()")))


def _with_list_below(page: Sequence[Leaf], last: int) -> int:
    """Return the place of the last item of a list that follows right below the article's last block."""
    at = last + 1
    while at < len(page) and page[at].kind in ("item", "row") and page[at].linked < _LINKED * len(page[at].text):
        at += 1
    return at - 1


def _common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """Return the innermost element that holds them all."""
    found: list[HtmlElement] = []
    for element in elements:
        line = [element, *element.iterancestors()][::-1]
        shared = sum(1 for _ in _same(found, line)) if found else len(line)
        found = line[:shared]
    return found[-1] if found else None


def _same(one: Sequence[HtmlElement], other: Sequence[HtmlElement]) -> list[HtmlElement]:
    shared: list[HtmlElement] = []
    for first, second in zip(one, other, strict=False):
        if first is not second:
            break
        shared.append(first)
    return shared


def _within(element: HtmlElement, common: HtmlElement | None) -> bool:
    return common is not None and (element is common or any(above is common for above in element.iterancestors()))


def _without_empty_headings(chosen: Sequence[Leaf]) -> list[Leaf]:
    """Leave out headings under which nothing of the article stands."""
    return [
        leaf
        for leaf, following in zip(chosen, [*chosen[1:], None], strict=True)
        if leaf.kind != "heading" or (following is not None and following.kind != "heading")
    ]


def _once(chosen: Sequence[Leaf]) -> list[str]:
    """Return blocks in order; a long one that a page shows again, as a pull quotation, stands there once."""
    seen: set[str] = set()
    blocks = []
    for leaf in chosen:
        if len(leaf.text) < _REPEATED or leaf.text not in seen:
            blocks.append(leaf.block)
        seen.add(leaf.text)
    return blocks
