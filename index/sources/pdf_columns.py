"""Lines of a PDF page in the order in which they are read: columns one after the other, tables row by row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.sources.pdf_lines import Line
from index.sources.pdf_tables import Heads
from index.sources.text import ENDS

WIDTH = 0.45  # of the font size: the mean width of a letter in a proportional font, on the narrow side
GAP = 1.5  # font sizes of white space that part two cells; the widest space of justified text has about one
_LEVEL, _INDENT, _STEP = 0.9, 4, 2  # font sizes: heights of one row; a first line's indent; from one row to the next
_SAME_SIZE = 0.6  # points
_COLUMN, _WIDE = 15, 30  # characters that a line of a column has at least, on average; and that one of a table has not
_RUNNING = 0.3  # share of a column's lines that go on in the next one
_FEW = 4  # rows
_LATEST = 60  # rows that tell whether the next one goes on


class UnclearOrder(Exception):
    """The lines of a page stand side by side, and nothing tells whether they are columns or rows."""


@dataclass(slots=True)
class _Stretch:
    """Lines that belong together, and where the columns begin in which their cells stand."""

    lines: list[Line]
    columns: list[float] = field(default_factory=list)


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """Put lines of text columns that were drawn row by row one column after the other; read the rows of tables.

    Running text tells columns: most of their lines go on in small letters in the next line of the same column.
    Raises UnclearOrder where wide lines stand side by side that nothing tells to be either.
    """
    found: list[Line] = []
    heads = Heads()
    for stretch in _stretches(_side_by_side(lines)):
        columns = _placed(stretch)
        if len(columns) < 2:
            found += [replace(line, row=line.turned) for line in stretch.lines]
        elif _is_running(columns):
            found += [line for column in columns for line in column]
        elif _is_unclear(columns):
            raise UnclearOrder
        else:
            rows, named = heads.rows(stretch.lines, stretch.columns, found[-1] if found else None)
            found = [*(found[:-1] if named else found), *rows]
    return found


def _side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Join what stands at about one height, from left to right, to lines of several cells."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and _is_beside(before, line):
            found[-1] = replace(before, text=f"{before.text} {line.text}", cells=(*before.cells, *line.cells))
        else:
            found.append(line)
    return found


def _is_beside(before: Line, line: Line) -> bool:
    if not (before.cells and line.cells) or before.turned != line.turned:
        return False
    size, last = line.size or 1, before.cells[-1]
    clear = last.left + WIDTH * size * len(last.text) < line.cells[0].left
    return abs(before.top - line.top) < (_LEVEL if clear else 0.3) * size and last.left < line.cells[0].left


def _stretches(lines: Sequence[Line]) -> list[_Stretch]:
    """Group lines of one text, and lines whose cells stand in the same columns."""
    found: list[_Stretch] = []
    for line in lines:
        before = found[-1] if found else None
        columns = _joined(before, line) if before else None
        if before is None or columns is None:
            above = _above(before, line) if before else []
            found.append(_Stretch([*above, line], [cell.left for cell in line.cells]))
        else:
            before.lines.append(line)
            before.columns = columns
    return [stretch for stretch in found if stretch.lines]


def _joined(before: _Stretch, line: Line) -> list[float] | None:
    """Return the columns of a stretch with one more line, None where the line begins another."""
    lefts = [cell.left for cell in line.cells]
    if before.lines[-1].turned != line.turned:
        return None
    if len(lefts) == max(len(before.columns), 1) or max(len(lefts), len(before.columns)) < 2:
        return [min(pair) for pair in zip(before.columns, lefts, strict=True)] if lefts else before.columns
    if len(before.columns) < 2 or not _follows(before.lines[-1], line):
        return None
    if not _is_running(_placed(_Stretch(before.lines[-_LATEST:], before.columns))):
        return None
    fewer, more = sorted((lefts, before.columns), key=len)
    places = [_place(left, more, line.size) for left in fewer]
    return list(more) if None not in places and len(set(places)) == len(places) else None


def _above(before: _Stretch, line: Line) -> list[Line]:
    """Take from a text the lines that are the top of a later column than the first, which begins higher."""
    found: list[Line] = []
    lefts = [cell.left for cell in line.cells]
    below = line
    while len(before.columns) < 2 < len(lefts) + 1 and before.lines and _follows(before.lines[-1], below):
        last = before.lines[-1]
        if not last.cells or not _place(last.cells[0].left, lefts, last.size):
            break
        below = before.lines.pop()
        found.insert(0, below)
    return found


def _follows(above: Line, below: Line) -> bool:
    alike = abs(above.size - below.size) < _SAME_SIZE and above.turned == below.turned
    return alike and 0 < above.top - below.top < _STEP * (below.size or 1)


def _place(left: float, columns: Sequence[float], size: float) -> int | None:
    """Return in which column a cell stands: that which begins at it, or before it by a first line's indent."""
    at = max((at for at, column in enumerate(columns) if column <= left + size), default=None)
    return at if at is not None and left - columns[at] <= _INDENT * size else None


def _placed(stretch: _Stretch) -> list[list[Line]]:
    """Return the lines of each column of a stretch."""
    columns: list[list[Line]] = [[] for _ in stretch.columns]
    for line in stretch.lines:
        whole = len(line.cells) == len(columns)
        for at, cell in enumerate(line.cells):
            place = at if whole else _place(cell.left, stretch.columns, line.size)
            if place is not None:
                columns[place].append(replace(line, text=cell.text, cells=(cell,)))
    return columns


def _is_running(columns: Sequence[Sequence[Line]]) -> bool:
    longest = max(columns, key=lambda column: sum(len(line.text) for line in column), default=())
    steps = list(pairwise(line.text for line in longest))
    return bool(steps) and _is_wide(columns, _COLUMN) and sum(map(_goes_on, steps)) >= _RUNNING * len(steps)


def _goes_on(step: tuple[str, str]) -> bool:
    """Tell a line that goes on in the next one: in a small letter, or in a script that has none."""
    above, below = step
    first = below[:1]
    caseless = first.isalpha() and first.lower() == first.upper()
    return first.islower() or (caseless and not above.endswith(ENDS))


def _is_unclear(columns: Sequence[Sequence[Line]]) -> bool:
    return len(columns[0]) >= _FEW and _is_wide(columns, _WIDE)


def _is_wide(columns: Sequence[Sequence[Line]], least: int) -> bool:
    return all(sum(len(line.text) for line in column) >= least * len(column) for column in columns)
