"""What the style sheets in a page hide: elements by one class or id alone, as `.note { display: none }`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.sources.text import ends_sentence, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPECIAL = re.compile(r"@[\w-]+[^{};]{0,200}(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")  # for print, small screens, fonts
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME = re.compile(r"\s*[a-z]{0,10}([.#])([\w-]+)\s*", re.IGNORECASE)
_WORDS = 40  # characters
_SCREENS = ("", "all", "screen")
_MOST, _LONGEST = 200, 200_000  # names that are looked for, characters of styles that are read


def hidden_by_styles(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that a page's own style sheets hide: of 214 real articles one had two such boxes in its text.

    Rules for other media and compound selectors, which scripts switch on and off, are passed over.
    """
    names = list(dict.fromkeys(_hidden(tree)))[:_MOST]
    classes = {name for kind, name in names if kind == "."}
    ids = {name for kind, name in names if kind == "#"}
    if not names:
        return
    for element in tree.xpath("//body//*[@class or @id]"):
        named = element.get("id") in ids or not classes.isdisjoint((element.get("class") or "").split())
        if named and _says_something(element):
            yield element


def _says_something(element: HtmlElement) -> bool:
    """Tell words from a name or a day, which some styles hide beside a story (2 of 214 bylines)."""
    text = one_line(element.text_content())
    return len(text) >= _WORDS or ends_sentence(text)


def _hidden(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    sheets = (one.text or "" for one in tree.iter("style") if one.get("media", "").strip().lower() in _SCREENS)
    for selectors, rules in _RULE.findall(_SPECIAL.sub("", _REMARK.sub("", "\n".join(sheets)[:_LONGEST]))):
        if _HIDES.search(rules):
            yield from (found.groups() for one in selectors.split(",") if (found := _NAME.fullmatch(one)))  # type: ignore[misc]
