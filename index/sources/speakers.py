"""Names of those who speak by turns in an interview or a debate, told from other short lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 60  # characters of a name with what somebody is
_WORDS = 6
_LEAST_TURNS, _LEAST_SPEAKERS = 3, 2
_AGAIN = 5  # of so many turns one is at least that of somebody who spoke before
_ENDS = (".", "!", "?", "…", "。")
_ROLE = re.compile(r"[,(（].*")
_SMALL = frozenset(("and", "de", "del", "der", "di", "du", "la", "le", "of", "the", "to", "und", "van", "von", "&"))
_LEADING = (  # what stands out at the head of a paragraph
    "//*[self::p or self::div or self::li]/*[1][self::b or self::strong or self::cite or contains(@class,'speaker')]"
    "[not(preceding-sibling::text()[normalize-space()])]"
)


def is_name(text: str) -> bool:
    """Tell whether a line may be a speaker's name, with what they are behind it: "Tom Venn, harbour master:"."""
    if len(text) > _LONGEST or any(map(str.isdigit, text)) or text.endswith(_ENDS):
        return False
    words = _ROLE.sub("", text.rstrip(" :：")).split()
    return 0 < len(words) <= _WORDS and all(word in _SMALL or not word[0].islower() for word in words)


def take_turns(lines: Sequence[str]) -> bool:
    """Tell whether names are those of people who take turns: several, of whom some speak again after another.

    A credit or a button says the same twice in a row.
    """
    speakers = [_ROLE.sub("", line.rstrip(" :：")).strip().casefold() for line in lines]
    twice = sum(one == other for one, other in pairwise(speakers))
    again = len(lines) - len(set(speakers)) - 2 * twice
    return len(lines) >= _LEAST_TURNS and len(set(speakers)) >= _LEAST_SPEAKERS and _AGAIN * again >= len(lines)


def part_names(tree: HtmlElement) -> None:
    """Put a colon behind each speaker's name that only bold letters or a line break set apart from what is said."""
    found = [(one, one_line(one.text_content())) for one in tree.xpath(_LEADING)]
    turns = [(one, name) for one, name in found if is_name(name) and _is_followed(one)]
    if not take_turns([name for _, name in turns]):
        return
    for element, name in turns:
        following = element.getnext()
        if following is not None and following.tag == "br" and not (element.tail or "").strip():
            following.drop_tree()
        said = (element.tail or "").lstrip()
        if not said.startswith((":", "：", "–", "—", "-")):
            element.tail = f" {said}" if name.endswith((":", "：")) else f": {said}"


def _is_followed(element: HtmlElement) -> bool:
    """Tell whether words stand behind a name in its paragraph."""
    following = element.getnext()
    broken = following is not None and following.tag == "br" and (following.tail or "").strip()
    return bool((element.tail or "").strip() or broken)
