"""Blocks of an HTML tree as a reader sees them: paragraphs, list items, table rows, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from index.sources.text import heading, one_line

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
    "time", "tt", "u", "var", "wbr", "math", "img", "hi", "ref", "graphic",
}  # fmt: skip
_NEVER = {"script", "style", "template", "noscript", "head", "iframe", "svg", "button", "select", "textarea", "object"}
_PAIR = 160  # characters of a term with its description; more is prose
_OWN_HEADING = 15  # characters of a heading that is a story's; "News" and "Harbour" are a section's
_SUPERSCRIPT = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_POWER = re.compile(r"(?:^|[^\d.,])10$|(?:^|[\s\d(/·])(?:k|c|m|d|µ)?[mgsl]$|(?:^|[\s(])(?:ft|in|mi|yd|[a-zA-Z])$")
_PRICE = re.compile(r"[£$€¥]\s?[\d.,]+m$")  # millions, not metres
_EXPONENT = re.compile(r"[+−–-]?\d{1,3}")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?(?:\s*[,–-]\s*[\[(]?\d{1,3}[\])]?)*")
_GONE = (
    "//del|//s|//strike|//rt|//rp|//rtc|//*[@hidden]|//template"
    "|//*[contains(translate(@style,' ','') ,'display:none') or contains(translate(@style,' ',''),'visibility:hidden')]"
)


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

    Powers become superscript characters, so that 10⁶ is not read as 106, and a term and what it is stay together.
    """
    for element in tree.xpath(_GONE):
        if element.getparent() is not None and element.tag not in ("html", "body"):
            element.drop_tree()
    for mark in tree.xpath("//sup"):
        _raise(mark)
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
    for leaf in walk.found:
        leaf.whole = leaf.text
    return [leaf for leaf in walk.found if leaf.text]


def is_own_heading(leaf: Leaf, title: str) -> bool:
    """Tell the heading of a page: one that stands in its `title`, or an h1 that leads nowhere, as teasers' do."""
    named = len(leaf.text) >= _OWN_HEADING and leaf.text in title
    return leaf.kind == "heading" and (named or (leaf.element.tag == "h1" and not leaf.linked))


def _raise(mark: HtmlElement) -> None:
    text, before = one_line(mark.text_content()), _before(mark)
    if text[:1].isalpha() and len(text) > 1:  # 1st, XXe
        return
    if not mark.xpath(".//a") and _EXPONENT.fullmatch(text) and _POWER.search(before) and not _PRICE.search(before):
        _put(mark, text.translate(_SUPERSCRIPT))
    elif _MARK.fullmatch(text) and (before or mark.xpath(".//a")):
        mark.drop_tree()


def _join(term: HtmlElement, said: HtmlElement) -> None:
    """Make "For: 14" of the term "For" and its description, where each is a few words."""
    name, value = one_line(term.text_content()), one_line(said.text_content())
    if name and value and len(name) + len(value) <= _PAIR and not any(map(_holds_blocks, [*term, *said])):
        _put(term, f"{name.rstrip(':')}: {value}")
        term.tag = "dt"
        said.drop_tree()


def _put(mark: HtmlElement, text: str) -> None:
    for child in list(mark):
        mark.remove(child)
    mark.text, mark.tag = text, "span"


def _before(mark: HtmlElement) -> str:
    """Return the text right before an element in its own block."""
    previous = mark.getprevious()
    if previous is not None:
        return ((previous.text_content() if isinstance(previous.tag, str) else "") + (previous.tail or ""))[-20:]
    parent = mark.getparent()
    return (parent.text or "")[-20:] if parent is not None else ""


class _Walk:
    """One way through a tree."""

    def __init__(self) -> None:
        self.found: list[Leaf] = []

    def into(self, element: HtmlElement, leaf: Leaf) -> Leaf:
        """Add an element's text to a block, and begin new ones where it holds any; return the block that is open."""
        leaf = self._said(leaf, element.text, element)
        for child in element:
            leaf = self._child(child, leaf)
            leaf = self._said(leaf, child.tail, element)
        return leaf

    def _child(self, child: HtmlElement, leaf: Leaf) -> Leaf:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in _NEVER:
            return leaf
        if tag in ("br", "lb", "hr"):
            return self._broken(child, leaf)
        if tag in _INLINE and not _holds_blocks(child):
            return self.into(child, leaf)
        if tag == "table" and not _is_layout(child):
            self.found.extend(_rows(child))
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


def _inherited(leaf: Leaf) -> Kind:
    return "item" if leaf.kind == "item" else "text"


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(below.tag, str) and below.tag not in _INLINE | {"br", "lb"} for below in element.iter())


def _is_layout(table: HtmlElement) -> bool:
    """Tell a table that only places things on a page: it holds another, or a cell with several blocks."""
    several = "count(.//p | .//div | .//h1 | .//h2 | .//h3) > 1 or .//br[following-sibling::node()[1][self::br]]"
    return bool(table.xpath(f".//table | .//td[{several}]"))


def _rows(table: HtmlElement) -> Iterator[Leaf]:
    """Yield a table's rows, each cell with the head of its column where the table has heads."""
    heads: Sequence[str] = ()
    unread: Sequence[str] = ()
    for row in table.iter("tr"):
        cells = [one_line(" ".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")]
        if not heads and _is_head(row) and len([cell for cell in cells if cell]) > 1:
            heads = unread = cells
            continue
        named = list(zip(heads, cells, strict=True)) if len(heads) == len(cells) else [("", cell) for cell in cells]
        text = " | ".join(f"{head}: {cell}" if head and cell else cell for head, cell in named if cell)
        if text:
            linked = sum(len(one_line(link.text_content())) for link in row.iter("a"))
            yield Leaf("row", row, [text], linked, cells=[*unread, *cells])
            unread = ()


def _is_head(row: HtmlElement) -> bool:
    parent = row.getparent()
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return bool(cells) and ((parent is not None and parent.tag == "thead") or all(cell.tag == "th" for cell in cells))
