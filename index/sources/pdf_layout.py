"""Lines of a PDF to paragraphs. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.sources.text import heading

EDGE = 2  # lines at the top and bottom of a page that may be running heads
_USUAL = 0.15  # share of all steps
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|von|/|de)\s*\d{1,4})?", re.IGNORECASE
)
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-$")
_ENDS = (".", "!", "?", "”", '"', "’", ":", ")", "»", "…")


WIDTH = 0.45  # of the font size: the mean width of a letter in a proportional font, on the narrow side
GAP = 1.5  # font sizes of white space that part two cells; the widest space of justified text has about one
_COLUMN = 15  # characters that a line of a column has at least, on average


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that white space sets apart; `left` is where it begins, in points."""

    left: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `top` is its height in points (growing upwards), `size` its font size.

    A `row` is a line of a table, its cells parted by bars.
    """

    text: str
    top: float
    size: float
    cells: tuple[Cell, ...] = ()
    row: bool = False


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """Put lines of text columns that were drawn row by row one column after the other; mark the rows of tables.

    Running text tells columns: most of their lines go on in small letters in the next line of the same column.
    """
    found: list[Line] = []
    for together in _stretches(_side_by_side(lines)):
        if len(together[0].cells) < 2:
            found += together
        elif _is_running(together):
            for column in range(len(together[0].cells)):
                found += [_column(line, column) for line in together if column < len(line.cells)]
        else:
            found += [replace(line, text=" | ".join(cell.text for cell in line.cells), row=True) for line in together]
    return found


def _side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Join what stands at one height, from left to right, to lines of several cells."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        level = before and before.cells and line.cells and abs(before.top - line.top) < 0.3 * (line.size or 1)
        if before and level and before.cells[-1].left < line.cells[0].left:
            found[-1] = replace(before, text=f"{before.text} {line.text}", cells=(*before.cells, *line.cells))
        else:
            found.append(line)
    return found


def _column(line: Line, at: int) -> Line:
    return replace(line, text=line.cells[at].text, cells=line.cells[at : at + 1])


def _stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that have as many cells, or the last of a column that is longer than its neighbour."""
    found: list[list[Line]] = []
    for line in lines:
        before = found[-1] if found else None
        cells = len(before[0].cells) if before else 0
        if before and (max(cells, 1) == max(len(line.cells), 1) or (cells > 1 and _is_rest(before, line))):
            before.append(line)
        else:
            found.append([line])
    return found


def _is_rest(before: Sequence[Line], line: Line) -> bool:
    """Tell the last lines of a first column beside which nothing stands any more."""
    first, last = before[0], before[-1]
    same = len(line.cells) == 1 and abs(line.cells[0].left - first.cells[0].left) < first.size
    near = abs(line.size - first.size) < 0.6 and 0 < last.top - line.top < 2 * first.size
    return same and near and _is_running(before)


def _is_running(lines: Sequence[Line]) -> bool:
    steps = [(above.cells[0].text, below.cells[0].text) for above, below in pairwise(lines)]
    long = sum(len(line.cells[0].text) for line in lines) >= _COLUMN * len(lines)
    return long and bool(steps) and sum(below[:1].islower() for _, below in steps) >= 0.3 * len(steps)


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
    """Give a drop capital back to its word."""
    found: list[Line] = []
    for line in page:
        capital = found[-1] if found else None
        if capital and len(capital.text) == 1 and capital.text.isupper() and capital.size > 1.5 * line.size:
            found[-1] = replace(line, text=capital.text + ("" if line.text[:1].islower() else " ") + line.text)
        else:
            found.append(line)
    return found


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
    return (spacing > 0 and _step(before, line) > 1.3 * spacing) or (finished and short)


def _block(lines: Sequence[Line], size: float, words: frozenset[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = _join(text, line.text, words)
    larger = lines[0].size > size + 0.6 and len(text) < 200
    return heading(text) if larger else text


def _join(text: str, line: str, words: frozenset[str]) -> str:
    """Join two lines; the hyphen of a broken word goes unless the document also writes the word with it."""
    if not (_HYPHENATED.search(text) and line[:1].islower()):
        return f"{text} {line}"
    left, right = text.rsplit(" ", 1)[-1], re.match(r"[\w-]*", line)
    compound = (left + (right[0] if right else "")).casefold().strip("“\"'(„«")
    return text + line if compound in words else text[:-1] + line
