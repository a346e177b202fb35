"""What stands in a page's markup and is not said by it: struck and hidden text, reading aids, marks of footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.sources.stylesheets import hidden_by_styles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = ("del", "s", "strike", "rt", "rp", "rtc", "template")
_STYLES = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|line-through|(?:left|text-indent):-\d{4}|clip:rect\(0|"
    r"(?:font-size|opacity):0(?:\.0*)?(?:p[xt]|r?em|%)?(?:;|!|$)",
    re.IGNORECASE,
)
_CLASSES = frozenset((
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-only",
    "assistive-text", "element-invisible", "strike", "strikethrough", "line-through",
))  # fmt: skip
_CANDIDATES = (  # a walk through every element of a page would take as long as all else that is done here
    f"//{'|//'.join(_TAGS)}|//*[@hidden]|//*[@style]|//*["
    + " or ".join(
        f"contains(@class,'{part}')"
        for part in ("sr-only", "hidden", "reader", "assist", "invis", "strike", "-through")
    )
    + "]"
)
_NOTES = (
    "//a[contains(@role,'doc-noteref') or contains(@*[name()='epub:type'],'noteref')"
    " or contains(@class,'footnote-ref') or contains(@class,'noteref')]"
)
_JUMPS = "//a[starts-with(@href,'#')]"
_BRACKETED = re.compile(r"[\[(](?:\d{1,3}|[a-z]|[*†‡§])[\])]")
_BACK = re.compile("(?:[↩↑⏎⤴^]\ufe0e?\ufe0f?)+")
_DIGITS = 3  # of a footnote's number
_ANCHORS = f"//*[{' or '.join(f'self::h{level}' for level in range(1, 7))}]//a[contains(@href,'#')]"
_ANCHOR_MARKS = frozenset("¶#§🔗⚓∞")  # by which a heading says where it is linked to
_MOST = 0.5  # share of a page's text that is not hidden but shown later, by a script
_NOTED = 8  # characters of a footnote's mark


def without_unseen(tree: HtmlElement) -> None:
    """Take out of a page what no visitor reads in it, and the links that are marks of footnotes."""
    total = 0
    named = list(filter(_is_unseen, tree.xpath(_CANDIDATES)))
    for element in [*named, *hidden_by_styles(tree)]:
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        total = total or len(tree.text_content())
        if element.tag in _TAGS or not _is_page(element, total):
            element.drop_tree()
    for mark in tree.xpath(_NOTES):
        if len(mark.text_content().strip()) <= _NOTED and mark.getparent().tag != "sup":
            mark.drop_tree()
    for mark in tree.xpath(_JUMPS):
        if mark.getparent().tag != "sup" and _marks_note(mark):
            _without_brackets(mark)
            mark.drop_tree()
    for anchor in tree.xpath(_ANCHORS):
        if anchor.text_content().strip() in _ANCHOR_MARKS:
            anchor.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _TAGS or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(
        (style and _STYLES.search("".join(style.split())))
        or not _CLASSES.isdisjoint((element.get("class") or "").split())
    )


def _marks_note(link: HtmlElement) -> bool:
    """Tell a link within its page that marks a footnote, "[1]" or a figure that touches a word, or that leads back."""
    text = link.text_content().strip()
    if _BRACKETED.fullmatch(text) or _BACK.fullmatch(text):
        return True
    previous = link.getprevious()
    before = (link.getparent().text if previous is None else previous.tail) or ""
    return text.isdigit() and len(text) <= _DIGITS and bool(before) and not before[-1].isspace()


def _without_brackets(mark: HtmlElement) -> None:
    """Take out the brackets around the mark of a footnote that stand outside of its link."""
    previous, after = mark.getprevious(), mark.tail or ""
    before = (mark.getparent().text if previous is None else previous.tail) or ""
    if before[-1:] + after[:1] in ("()", "[]"):
        mark.tail = after[1:]
        if previous is None:
            mark.getparent().text = before[:-1]
        else:
            previous.tail = before[:-1]


def _is_page(element: HtmlElement, total: int) -> bool:
    """Tell what holds the headline or most of the page: a script shows it once it is loaded (1 of 381 real pages)."""
    return element.tag == "h1" or element.find(".//h1") is not None or len(element.text_content()) > _MOST * total
