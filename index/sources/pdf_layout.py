"""Lines of a PDF to paragraphs. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.sources.datelines import read_dateline
from index.sources.pdf_lines import Line
from index.sources.text import heading

EDGE = 2  # lines at the top and bottom of a page that may be running heads
_USUAL = 0.15  # share of all steps
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|von|/|de)\s*\d{1,4})?", re.IGNORECASE
)
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-$")
_SIGNED = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or) [A-ZÀ-Þ][^.!?:;]{2,60}")
# Words before which a hyphen stands for the rest of a compound: "Nord- und Südbahn", "two- or threefold".
_SUSPENDING = frozenset(("und", "oder", "bzw", "bis", "and", "or", "to", "et", "ou", "en", "of", "och", "og", "eller"))
_CAPITAL = re.compile(r"[“„«\"‘'(¿¡]?[^\W\d_a-zß-ÿ]")
_ALONE = frozenset("AIOUYEÀÉÓVKSZВКСУОЯИА")  # letters that are words
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?", "”", '"', "’", ":", ")", "»", "…")


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Drop page numbers, and lines that repeat (but for digits) at the edge of at least half of the pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in (*page[:EDGE], *page[-EDGE:])})
    often = max(2, len(pages) / 2)

    def furniture(page: Sequence[Line], at: int) -> bool:
        if EDGE <= at < len(page) - EDGE:
            return False
        return bool(_PAGE_NUMBER.fullmatch(page[at].text)) or seen[_key(page[at])] >= often

    return [[line for at, line in enumerate(page) if not furniture(page, at)] for page in pages]


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """Return the text of the pages: one block a paragraph, larger or set-off short lines as headings."""
    pages = [_with_capitals(page) for page in pages]
    lines = [line for page in pages for line in page]
    if not lines:
        return ""
    body = Counter({line.size: 0 for line in lines})
    for line in lines:
        body[line.size] += len(line.text)
    size = body.most_common(1)[0][0]
    width = sorted(len(line.text) for line in lines)[-max(1, len(lines) // 10)]
    spacing = _spacing(pages)
    blocks: list[list[Line]] = []
    for page in pages:
        for at, line in enumerate(page):
            before = blocks[-1][-1] if blocks else None
            if before is None or _breaks(before, line, spacing if at else None, width):
                blocks.append([])
            blocks[-1].append(line)
    words = frozenset(re.findall(r"[\w-]+", " ".join(line.text for line in lines).casefold()))
    return "\n\n".join(_block(block, size, words) for block in blocks)


def _with_capitals(page: Sequence[Line]) -> list[Line]:
    """Give a drop capital, perhaps behind the mark of a quotation, back to its word."""
    words = Counter(_WORD.findall(" ".join(line.text for line in page).casefold()))
    found: list[Line] = []
    for line in page:
        capital = found[-1] if found else None
        if capital and _CAPITAL.fullmatch(capital.text) and capital.size > 1.5 * line.size:
            found[-1] = replace(line, text=capital.text + _gap(capital.text[-1], line.text, words) + line.text)
        else:
            found.append(line)
    return found


def _gap(letter: str, rest: str, words: Counter[str]) -> str:
    """Return what stands behind a drop capital: nothing, or a space where it is a word, as the rest is elsewhere."""
    word = _WORD.match(rest)
    if word is None:
        return ""
    named = word[0][:1].isupper() and word[0][1:2].islower()
    alone = letter in _ALONE and words[word[0].casefold()] > 1 and not words[f"{letter}{word[0]}".casefold()]
    return " " if named or alone else ""


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text)


def _spacing(pages: Sequence[Sequence[Line]]) -> float:
    """Return the smallest usual step from line to line, as a multiple of the font size: that inside a paragraph."""
    steps = sorted(step for page in pages for above, below in pairwise(page) if 0 < (step := _step(above, below)) < 10)
    usual = (step for step in steps if sum(step <= other <= 1.1 * step for other in steps) >= _USUAL * len(steps))
    return next(usual, 0.0)


def _step(above: Line, below: Line) -> float:
    return (above.top - below.top) / (below.size or 1.0)


def _breaks(before: Line, line: Line, spacing: float | None, width: int) -> bool:
    """Tell whether a new paragraph begins; across a page only a finished short line ends one."""
    if before.row or line.row or abs(before.size - line.size) > 0.6:
        return True
    finished = before.text.endswith(_ENDS)
    short = len(before.text) + len(line.text.split(" ", 1)[0]) + 1 < 0.85 * width
    if spacing is None:
        return finished and (short or not line.text[:1].islower())
    return (spacing > 0 and _step(before, line) > 1.3 * spacing) or (short and (finished or _heads(before.text)))


def _heads(text: str) -> bool:
    """Tell a line that names an author or a day, as stands between a headline and its story."""
    return _SIGNED.fullmatch(text) is not None or read_dateline(text) is not None


def _block(lines: Sequence[Line], size: float, words: frozenset[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = _join(text, line.text, words)
    larger = lines[0].size > size + 0.6 and len(text) < 200
    return heading(text) if larger else text


def _join(text: str, line: str, words: frozenset[str]) -> str:
    """Join two lines; the hyphen of a broken word goes unless the document also writes the word with it."""
    right = re.match(r"[\w-]*", line)
    word = right[0] if right else ""
    if not _HYPHENATED.search(text) or word in _SUSPENDING or not word[:1].isalpha():
        return f"{text} {line}"
    if not word[0].islower():
        return text + line
    compound = (text.rsplit(" ", 1)[-1] + word).casefold().strip("“\"'(„«")
    return text + line if compound in words else text[:-1] + line
