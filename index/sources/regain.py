"""What trafilatura left behind inside an article, taken back in the page's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from index.sources.blocks import Leaf, is_own_heading, leaves
from index.sources.teasers import is_remark, without_teasers
from index.sources.text import ends_sentence, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

COVERED = 0.9  # share of the extracted characters that must be found on the page, or its own blocks are trusted
_SENTENCE = 20  # characters from which a closed line is a sentence and not a label
_SHORTEST = 10  # the same of two and more words amid a story: "Nobody came."
_LINKED = 0.5  # share of a block that may stand in links; a paragraph of running text may be one link
_LINKED_SENTENCE = 60
_LABELLED = re.compile(r"[^\W\d_][^:.!?]{0,40}: ?\S")
_STORY = 150  # characters of prose that make a story; the shortest news have about 300
_RATHER = 4  # times as long as what stands under the heading is what was extracted where that is a notice
_SAID = (".", "!", "?", "”", "»")
_REPEATED = 40  # characters from which a block says the same thing twice


def regained(tree: HtmlElement, extracted: Sequence[str]) -> list[str] | None:
    """Return the article's blocks as they stand on a page, None where the page does not show what was extracted.

    `extracted` are the blocks that trafilatura found. Between the first and the last of them, inside the element that
    holds them all, what it would never take for furniture belongs to the article too.
    """
    page, title, said = leaves(_pruned(tree, extracted)), _title(tree), _squeezed(" ".join(extracted))
    if other := _under_heading(page, title, said):
        return other
    shown = [[squeezed for part in leaf.cells or [leaf.text] if (squeezed := _squeezed(part))] for leaf in page]
    kept = [bool(parts) and all(part in said for part in parts) for parts in shown]
    covered = sum(len("".join(parts)) for parts, own in zip(shown, kept, strict=True) if own)
    if not said or covered < COVERED * len(said):
        return None
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    first, last = _from_heading(page, title, kept, first), _with_list(page, last, 1)
    first = first if is_own_heading(page[first], title) else _with_list(page, first, -1)
    first -= first > 0 and _is_bare(page[first - 1], beside=page[first])
    last += last + 1 < len(page) and _is_bare(page[last + 1], beside=page[last])
    common = _common([leaf.element for leaf, own in zip(page, kept, strict=True) if own and len(leaf.text) > _SENTENCE])
    chosen = [
        leaf
        for at, leaf in enumerate(page[first : last + 1], first)
        if kept[at] or leaf.kind == "heading" or (_within(leaf.element, common) and _belongs(leaf))
    ]
    told = without_teasers(chosen, _STORY)
    own = _without_empty_headings(told)
    return _once([leaf for leaf in own if not _leads_elsewhere(leaf)])


def _under_heading(page: Sequence[Leaf], title: str, said: str) -> list[str] | None:
    """Return the prose right under a page's heading where nothing of it was extracted, None where some was.

    Below a short story trafilatura prefers the teasers of others. The story ends where a line leads elsewhere. Of 381
    real pages it changes none, and six of the made ones are lost without it.
    """
    run: list[Leaf] | None = None
    for leaf in page:
        if is_own_heading(leaf, title):
            run = []
        elif run is not None and leaf.linked > _LINKED * len(leaf.text) and leaf.kind != "text":
            break
        elif run is not None:
            run.append(leaf)
    prose = [leaf for leaf in run or () if len(leaf.text) >= _LINKED_SENTENCE and ends_sentence(leaf.text)]
    told = sum(len(leaf.text) for leaf in prose)
    if told < max(_STORY, len(said) // _RATHER) or any(_squeezed(leaf.text) in said for leaf in prose):
        return None
    return [leaf.block for leaf in prose]


def _pruned(tree: HtmlElement, extracted: Sequence[str]) -> HtmlElement:
    """Return a copy of a page without what trafilatura takes for furniture by its name.

    A name that holds the headline or a paragraph of the article is none of furniture ("viewport", "text--icons").
    """
    from trafilatura.settings import MANUALLY_CLEANED
    from trafilatura.xpaths import OVERALL_DISCARD_XPATH, REMOVE_COMMENTS_XPATH, TEASER_DISCARD_XPATH

    copied = deepcopy(tree)
    for element in list(copied.iter(*(tag for tag in MANUALLY_CLEANED if tag not in ("time", "label")))):
        if element.getparent() is not None and not (
            element.tag == "figure" and element.xpath(".//table|.//blockquote")
        ):
            element.drop_tree()
    discarded = [*OVERALL_DISCARD_XPATH, *TEASER_DISCARD_XPATH, *REMOVE_COMMENTS_XPATH]
    named = dict.fromkeys(element for expression in discarded for element in expression(copied))
    told = [block for block in extracted if len(block) >= _REPEATED]
    names = {_name(one) for one in named if one.find(".//h1") is not None or _holds_any(one, told)}
    for element in named:
        if _name(element) not in names and element.getparent() is not None:
            element.drop_tree()
    return copied


def _name(element: HtmlElement) -> tuple[str | None, ...]:
    return element.tag, element.get("id"), element.get("class")


def _holds_any(element: HtmlElement, told: Sequence[str]) -> bool:
    shown = " ".join(element.text_content().split())
    own = len(shown) >= _LINKED_SENTENCE and any(shown in block for block in told)
    return own or any(block in shown for block in told)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _belongs(leaf: Leaf) -> bool:
    text = leaf.text
    if leaf.linked >= _LINKED * len(text):
        return leaf.element.tag == "p" and len(text) >= _LINKED_SENTENCE and ends_sentence(text)
    if leaf.kind in ("item", "row") or any(
        one.tag == "blockquote" for one in (leaf.element, *leaf.element.iterancestors())
    ):
        return True
    paragraph = leaf.element.tag == "p"
    if paragraph and _LABELLED.match(text):
        return True
    return (paragraph or (len(text) >= _SHORTEST and " " in text)) and ends_sentence(text)


def _leads_elsewhere(leaf: Leaf) -> bool:
    """Tell a heading that is a link to another page and stands in a box of its own, as a teaser does (10 of 381)."""
    if leaf.kind != "heading":
        return False
    link = next((one for one in (*leaf.element.iter("a"), *leaf.element.iterancestors()) if one.tag == "a"), None)
    if link is None or leaf.linked < 0.9 * len(leaf.text) or "#" in link.get("href", "#"):
        return False
    box = next((one for one in leaf.element.iterancestors() if one.tag != "a"), leaf.element)
    return _squeezed(box.text_content()) == _squeezed(leaf.text)


def _from_heading(page: Sequence[Leaf], title: str, kept: Sequence[bool], first: int) -> int:
    """Return the place of the page's own heading where only links and lists were extracted above it, else `first`.

    It leaves out a section's name or a menu on 45 of 381 real pages.
    """

    def is_head(leaf: Leaf) -> bool:
        return leaf.linked >= _LINKED * len(leaf.text) or leaf.kind in ("item", "row") or is_own_heading(leaf, title)

    told = next((at for at in range(first, len(page)) if kept[at] and not is_head(page[at])), first)
    return max((at for at in range(first, told) if is_own_heading(page[at], title)), default=first)


def _title(tree: HtmlElement) -> str:
    return one_line(" ".join(tree.xpath("//head/title//text()")))


def _is_bare(leaf: Leaf, *, beside: Leaf) -> bool:
    """Tell prose without an element of its own, in the one that holds the block beside it: a story's first or last.

    Of 381 real pages two have their first paragraph by it.
    """
    prose = len(leaf.text) >= _LINKED_SENTENCE and ends_sentence(leaf.text) and leaf.linked < _LINKED * len(leaf.text)
    return prose and leaf.kind == "text" and leaf.element is beside.element.getparent()


def _with_list(page: Sequence[Leaf], at: int, step: int) -> int:
    """Return the place of the last item of a list right above (-1) or below (1) an article's block, none of comments.

    Of 381 real pages one has three facts by it that stand above its story; pages are made so that end in a list.
    """
    end = at + step
    while 0 <= end < len(page) and _is_item(page[end]) and not is_remark(page[end]):
        end += step
    return end - step


def _is_item(leaf: Leaf) -> bool:
    return leaf.kind in ("item", "row") and leaf.linked < _LINKED * len(leaf.text)


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
    """Leave out headings under which nothing of the article stands; one that is a sentence is a standfirst or was said.

    Of 213 real articles three have such a sentence.
    """
    found: list[Leaf] = []
    for leaf, following in zip(chosen, [*chosen[1:], None], strict=True):
        over = leaf.kind != "heading" or (following is not None and following.kind != "heading")
        if over or (len(leaf.text) >= _LINKED_SENTENCE and leaf.text.endswith(_SAID) and not leaf.linked):
            found.append(leaf if over else replace(leaf, kind="text"))
    return found


def _once(chosen: Sequence[Leaf]) -> list[str]:
    """Return blocks in order; a long one that a page shows again, as a pull quotation, stands there once."""
    seen: set[str] = set()
    blocks = []
    for leaf in chosen:
        if len(leaf.text) < _REPEATED or leaf.text not in seen:
            blocks.append(leaf.block)
        seen.add(leaf.text)
    return blocks
