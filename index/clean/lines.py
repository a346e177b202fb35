"""Text to draft blocks: paragraphs that were wrapped are joined again, everything else keeps its lines apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.sources.text import HEADING, tidy
from index.values import BlockKind

WIDEST = 120  # characters; wrapped text is narrower, a paragraph on one line is wider
NARROWEST = 40

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_NO_SPACES = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff60\u3001-\u3011]")
_MARKED = re.compile(r"#{1,6}\s+(\S.{0,200})$")
_BYLINE = re.compile(r"[Bb]y [A-ZÀ-Þ][\w.’'-]+(?: (?:and|&|[A-ZÀ-Þ][\w.’'-]*)){1,6}")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# First parts of compounds that are broken where their hyphen stands.
_FIRST_PARTS = frozenset(("ex", "far", "half", "high", "long", "low", "non", "right", "self", "short", "vice", "well"))
# Words before which a hyphen stands for the rest of a compound: "Nord- und Südbahn", "two- or threefold".
SUSPENDING = frozenset(("und", "oder", "bzw", "bis", "and", "or", "to", "et", "ou", "en", "of", "och", "og", "eller"))
_LEFT = re.compile(r"([^\W\d_]{2,})[-‐]$")
_RIGHT = re.compile(r"[^\W\d_]+")
_STOPS = (".", "!", "?", "”", '"', "’", ":", ")", "»", "…", "。", "！", "？")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block in the making. `group` is the number of the blank-line-separated group it stood in.

    A `spoken` one begins with the name of who says it.
    """

    text: str
    group: int
    kind: BlockKind = "prose"
    marked: bool = False
    spoken: bool = False


def drafts(text: str) -> list[Draft]:
    """Return the blocks of a page's text in order, each on one line with single spaces."""
    groups = [
        [" ".join(line.split()) for line in group.split("\n") if line.strip()] for group in _BLANK.split(tidy(text))
    ]
    width = _width(groups)
    words = _compounds(text, groups)
    return [
        _draft(line, number)
        for number, group in enumerate(groups)
        for line in _joined(group, width, words, first=not number)
    ]


def _draft(line: str, group: int) -> Draft:
    match = _MARKED.match(line) if line.startswith("#") else None
    return Draft(match[1], group, "heading", marked=True) if match else Draft(line, group)


def _width(groups: Sequence[Sequence[str]]) -> int:
    """Return how wide the text was wrapped, or 0 where lines are paragraphs.

    Lines were wrapped when most that are followed are of middling length and many of the next go on in small letters.
    """
    followed = [(line, after) for group in groups for line, after in pairwise(group) if len(line) >= NARROWEST]
    narrow = [(line, after) for line, after in followed if len(line) <= WIDEST]
    if not narrow or len(narrow) < 0.8 * len(followed):
        return 0
    going_on = sum(after[0].isalpha() and not after[0].isupper() for _, after in narrow)
    return max(len(line) for line, _ in narrow) if going_on >= 0.3 * len(narrow) else 0


def _compounds(text: str, groups: Sequence[Sequence[str]]) -> frozenset[str] | None:
    """Return the words and compounds that a text writes inside its lines, None where its lines break no words.

    One hyphen at a line's end is a compound that happened to stand there; a typesetter leaves several.
    """
    broken = sum(bool(_LEFT.search(line)) and after[0].islower() for group in groups for line, after in pairwise(group))
    return frozenset(_WORDS.findall(text.casefold())) if broken > 1 else None


def _joined(group: Sequence[str], width: int, words: frozenset[str] | None, *, first: bool) -> Iterator[str]:
    parts: list[str] = []
    last = ""
    for at, line in enumerate(group):
        byline = first and at == 1 and _BYLINE.fullmatch(line)
        if last and not byline and _goes_on(last, line, width):
            broken = _is_broken(last, line, words)
            parts[-1] = parts[-1][:-1] if broken else parts[-1]
            parts.append("" if broken else _gap(last, line))
        elif parts:
            yield "".join(parts)
            parts = []
        parts.append(line)
        last = line
    if parts:
        yield "".join(parts)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Tell whether a paragraph continues on the next line: it had no room left, or its sentence is not over."""
    if line.startswith(HEADING) or following.startswith((HEADING, "- ", "* ", "• ")):
        return False
    broken = len(line) >= NARROWEST and not line.endswith(_STOPS)
    if following[:1].islower() and (broken or _LEFT.search(line)):
        return True
    return bool(width) and len(line) <= WIDEST and len(line) + 1 + len(following.split(" ", 1)[0]) > 0.92 * width


def _is_broken(line: str, following: str, words: frozenset[str] | None) -> bool:
    """Tell a word that was broken at the line's end from a compound, which the text also writes inside a line."""
    left, right = _LEFT.search(line), _RIGHT.match(following)
    if words is None or left is None or right is None or not right[0][0].islower():
        return False
    if right[0] in SUSPENDING:
        return f"{left[1]}{right[0]}".casefold() in words
    return left[1].casefold() not in _FIRST_PARTS and f"{left[1]}-{right[0]}".casefold() not in words


def _gap(line: str, following: str) -> str:
    """Return what stands between two joined lines: nothing inside a compound or a script without spaces."""
    unspaced = _NO_SPACES.match(line[-1]) and _NO_SPACES.match(following[0])
    word = _RIGHT.match(following)
    compound = re.search(r"[^\W\d_][-‐]$", line) and word is not None and word[0] not in SUSPENDING
    return "" if unspaced or compound else " "
