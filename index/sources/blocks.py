"""Blocks of an HTML tree as a reader sees them: paragraphs, list items, table rows, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from index.sources.raised import put, settle
from index.sources.signup import without_signups
from index.sources.speakers import part_names
from index.sources.tables import is_layout, rows
from index.sources.text import heading, one_line
from index.sources.unseen import without_unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BREAK = "\u2028"  # white space that stands in the parts of a block where its line is broken
Kind = Literal["text", "heading", "item", "row"]
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
_ITEMS = {"li", "dt", "dd"}
# Elements that stand in a line of text (HTML Living Standard, phrasing content); every other one ends a block.
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "math", "img", "hi", "ref", "graphic", "meta", "link",
}  # fmt: skip
_LABELS = ("a", "span", "time")
_NEVER = {"script", "style", "template", "noscript", "head", "iframe", "svg", "button", "select", "textarea", "object"}
_NAME = 40  # characters of a term, as of who speaks, that its description follows in the same line
_PAIR = 160  # characters of a term with its description; more is prose
_MOST_OF_TITLE = 0.6
_OWN_HEADING = 15  # characters of a heading that is a story's; "News" and "Harbour" are a section's
_LISTED = re.compile(r"(?:[-–—*•·▪‣]|\(?\d{1,2}[.)])\s|\d{1,2}[:.h]\d\d\b|[^\W\d_][^:.!?]{0,40}: ?\S")
_WORD_END = re.compile("[a-zà-ÿ]{3}$")
_LINE = 90  # characters; a longer line with a figure in it is prose


@dataclass(slots=True)
class Leaf:
    """A block in the making. `element` is the innermost one that holds it; `linked` characters stand in links.

    `whole` is its text once nothing more is added, `cells` what a row's cells show, with the heads above the first.
    """

    kind: Kind
    element: HtmlElement
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    whole: str | None = None
    cells: Sequence[str] = ()

    @property
    def text(self) -> str:
        return one_line("".join(self.parts)) if self.whole is None else self.whole

    @property
    def block(self) -> str:
        """The block as it stands in `Page.text`."""
        return heading(self.text) if self.kind == "heading" else self.text


def prepare(tree: HtmlElement) -> None:
    """Take out of a page what it does not say: struck and hidden text, reading aids, marks of footnotes.

    A term and what it is stay together.
    """
    without_unseen(tree)
    without_signups(tree)
    for button in tree.xpath("//button"):  # which opens an answer, and is left out as every other one otherwise
        if button.xpath("ancestor::h1|ancestor::h2|ancestor::h3|ancestor::h4|ancestor::dt"):
            button.tag = "span"
        elif one_line(button.text_content()).endswith(("?", "？")):
            button.tag = "h4"
    settle(tree)
    part_names(tree)
    for signed in tree.xpath("//blockquote/footer"):  # who said it; every other footer is the page's
        signed.tag = "p"
    for caption in tree.xpath("//table/caption"):  # trafilatura takes it for the first row, and so for the heads
        table = caption.getparent()
        caption.tag, caption.tail = "p", None
        table.addprevious(caption)
    for term in tree.xpath(
        "//dl/dt[following-sibling::*[1][self::dd]] | //dl/div/dt[following-sibling::*[1][self::dd]]"
    ):
        _join(term, term.getnext())


def leaves(root: HtmlElement) -> list[Leaf]:
    """Return the blocks below an element in order, empty ones left out."""
    walk = _Walk()
    walk.into(root, Leaf("text", root))
    found = [line for leaf in walk.found for line in _lines(leaf)]
    for leaf in found:
        leaf.whole = leaf.text
    return [leaf for leaf in found if leaf.text]


def _lines(leaf: Leaf) -> list[Leaf]:
    """Return the items of a list that was written with line breaks, else the block as it is."""
    if BREAK not in leaf.parts or leaf.kind == "heading":
        return [leaf]
    lines = [line for part in "".join(leaf.parts).split(BREAK) if (line := one_line(part))]
    if len(lines) < 2 or not all(map(_is_listed, lines[1:])):
        return [leaf]
    share = leaf.linked / sum(map(len, lines))
    return [Leaf("item", leaf.element, [line], round(share * len(line))) for line in lines]


def _is_listed(line: str) -> bool:
    return bool(_LISTED.match(line)) or (len(line) <= _LINE and line[0].isupper() and any(map(str.isdigit, line)))


def is_own_heading(leaf: Leaf, title: str) -> bool:
    """Tell the heading of a page: one that stands in its `title`, or an h1 that leads nowhere, as teasers' do.

    What is no heading by its element is one where it makes most of the title.
    """
    named = len(leaf.text) >= _OWN_HEADING and leaf.text in title
    if leaf.kind == "heading":
        return named or (leaf.element.tag == "h1" and not leaf.linked)
    return named and leaf.kind == "text" and not leaf.linked and len(leaf.text) >= _MOST_OF_TITLE * len(title)


def _join(term: HtmlElement, said: HtmlElement) -> None:
    """Make "For: 14" of the term "For" and its description, where each is a few words."""
    name, value = one_line(term.text_content()), one_line(said.text_content())
    asked = name.endswith((".", "!", "?", "？"))
    short = len(name) + len(value) <= _PAIR or len(name) <= _NAME
    if name and value and short and not asked and not any(map(_holds_blocks, [*term, *said])):
        put(term, f"{name.rstrip(':')}: {value}")
        term.tag = "dt"
        said.drop_tree()


class _Walk:
    """One way through a tree."""

    def __init__(self) -> None:
        self.found: list[Leaf] = []

    def into(self, element: HtmlElement, leaf: Leaf) -> Leaf:
        """Add an element's text to a block, and begin new ones where it holds any; return the block that is open."""
        leaf = self._said(leaf, element.text, element)
        for child in element:
            if leaf.parts and _is_apart(child):
                leaf.parts.append(" ")
            leaf = self._child(child, leaf)
            leaf = self._said(leaf, child.tail, element)
        return leaf

    def _child(self, child: HtmlElement, leaf: Leaf) -> Leaf:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in _NEVER:
            return leaf
        if tag in ("br", "lb", "hr"):
            return self._broken(child, leaf)
        said_by = tag == "cite" and child.getparent().tag == "blockquote"
        if tag in _INLINE and not said_by and not _holds_blocks(child):
            return self.into(child, leaf)
        if tag == "table" and not is_layout(child):
            self.found += [Leaf("row", row.element, [row.text], row.linked, cells=row.cells) for row in rows(child)]
        else:
            kind: Kind = "heading" if tag in _HEADINGS else "item" if tag in _ITEMS else _inherited(leaf)
            self.into(child, Leaf(kind, child))
        return Leaf(_inherited(leaf), leaf.element)

    def _broken(self, child: HtmlElement, leaf: Leaf) -> Leaf:
        """A line break is a space, two are the end of a paragraph."""
        following = child.getnext()
        again = following is not None and following.tag == child.tag and not (child.tail or "").strip()
        if again or child.tag == "hr":
            return Leaf(leaf.kind, leaf.element)
        return self._said(leaf, BREAK, child)

    def _said(self, leaf: Leaf, text: str | None, element: HtmlElement) -> Leaf:
        if text:
            if not leaf.parts:
                self.found.append(leaf)
            leaf.parts.append(text)
            if text.strip() and (element.tag == "a" or next(element.iterancestors("a"), None) is not None):
                leaf.linked += len(one_line(text))
        return leaf


def _is_apart(child: HtmlElement) -> bool:
    """Tell a label that a style sheet sets apart from the one before it, as nothing in the text does (1 of 381)."""
    before = child.getprevious()
    if child.tag not in _LABELS or before is None or before.tag not in _LABELS or before.tail:
        return False
    ends, begins = before.text_content()[-1:], child.text_content()[:1]
    words = _WORD_END.search(before.text_content()) and begins.isdigit()
    return bool(words or (ends.islower() and begins.isupper()) or (ends.isdigit() and begins.isalpha()))


def _inherited(leaf: Leaf) -> Kind:
    return "item" if leaf.kind == "item" else "text"


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(below.tag, str) and below.tag not in _INLINE | {"br", "lb"} for below in element.iter())
