"""Raised and lowered characters of a page: powers keep their meaning, marks of footnotes go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUPERSCRIPT = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_POWER = re.compile(
    r"(?:^|[^\d.,])10$|(?:^|[\s\d(/·])(?:k|c|m|d|µ)?[mgsl]$|(?:^|[\s(π])(?:ft|in|mi|yd|[a-zA-Z])$|[=+×·]\s?[a-zA-Z]{1,3}$"
)
_MILLIONS = re.compile(r"[£$€¥]\s?[\d.,]+m$")  # not metres
_PRICE = re.compile(r"[£$€¥]\s?[\d.,]*\d[.,]?$")
_EXPONENT = re.compile(r"[+−–-]?\d{1,3}")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?(?:\s*[,–-]\s*[\[(]?\d{1,3}[\])]?)*")
_SHORT = re.compile(r"(?:^|[^\d.,])\d{1,3}$")  # a number that is no year and no amount
_BASE = re.compile(r"(?:^|[^\w.,])(?:2|10|[a-z])$")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_ORDINAL = re.compile(r"(?:\d|\b[IVXLCDM]+|\b[Nn])$")  # of French, Spanish and Italian: XIXe, 2o, no


def settle(tree: HtmlElement) -> None:
    """Write powers with superscript characters, so that 10⁶ is not read as 106, and take out what marks a footnote."""
    marks = tree.xpath("//sup | //*[contains(translate(@style, ' ', ''), 'vertical-align:super')]")
    shown = {one_line(mark.text_content()) for mark in marks}
    for mark in marks:
        text = one_line(mark.text_content())
        linked = bool(mark.xpath(".//a"))
        said = stands_for(text, _before(mark), mark.tail or "", shown, after=_following(mark), linked=linked)
        if said:
            put(mark, said)
        elif said is not None:
            mark.drop_tree()
    for low in tree.xpath("//sub"):
        if (text := low.text_content()).isdecimal() and _before(low)[-1:].isdigit():
            put(low, text.translate(_SUBSCRIPT))


def put(element: HtmlElement, text: str) -> None:
    """Make an element a piece of text."""
    for child in list(element):
        element.remove(child)
    element.text, element.tag = text, "span"


def stands_for(
    text: str, before: str, tail: str, shown: set[str], *, after: str = "", linked: bool = False
) -> str | None:
    """Return what a raised text stands for: "" for the mark of a footnote, None where it may stay as it is.

    Right behind it in its line stands its `tail`, `after` is what follows wherever it stands; `shown` are all raised
    texts of the page.
    """
    after = after or tail.strip()
    if text[:1].isalpha() and len(text) > 1:
        return text
    if text.isdigit() and after[:1] in ("/", "⁄", "∕"):
        return f" {text}" if before[-1:].isdigit() else text
    if linked:
        return "" if _MARK.fullmatch(text) else None
    if text.isdigit() and (not before or before[-1:].isspace()) and _ELEMENT.match(tail):
        return text.translate(_SUPERSCRIPT)
    if _EXPONENT.fullmatch(text) and not _MILLIONS.search(before):
        if len(text) == 2 and _PRICE.search(before) and before[-1] in ".,":
            return text
        if _POWER.search(before) or _is_power(text, before, after, shown):
            return text.translate(_SUPERSCRIPT)
    if text in "eo" and _ORDINAL.search(before):
        return text
    if text.isalpha() and text in "ijkmntxy" and _BASE.search(before):
        return f"^{text}"
    return "" if _MARK.fullmatch(text) else None


def _is_power(text: str, before: str, after: str, shown: set[str]) -> bool:
    """Tell a power of a plain number. Marks of footnotes count from 1: a high one without the one before it is none."""
    if not _SHORT.search(before):
        return bool(_PRICE.search(before)) and len(text) == 2
    lone = int(text) >= 10 and str(int(text) - 1) not in shown if text.isdigit() else True
    return lone or after[:1] in ("=", "×", "·") or (_BASE.search(before) is not None and "1" not in shown)


def _before(mark: HtmlElement) -> str:
    """Return the text right before an element in its own block."""
    previous = mark.getprevious()
    if previous is not None:
        return ((previous.text_content() if isinstance(previous.tag, str) else "") + (previous.tail or ""))[-20:]
    parent = mark.getparent()
    return (parent.text or "")[-20:] if parent is not None else ""


def _following(mark: HtmlElement) -> str:
    """Return the text right behind an element in its own block."""
    after = mark.getnext()
    return (mark.tail or "").strip() or (one_line(after.text_content()) if after is not None else "")
