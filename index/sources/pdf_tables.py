"""Rows of a table on a PDF page, each cell with the head of its column. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.sources.pdf_lines import Line
from index.sources.tables import heads_figures

_NEAR = 4  # font sizes that a cell may begin away from where others of its column do: figures stand to the right
_CELLS = " | "


class Heads:
    """The heads of the table that was read last on a page; a row with other cells in between does not end it."""

    def __init__(self) -> None:
        self._names: Sequence[str] = ()
        self._columns: Sequence[float] = ()

    def rows(self, lines: Sequence[Line], columns: Sequence[float], above: Line | None) -> tuple[list[Line], bool]:
        """Return the rows of lines that stand in the same columns, and whether the line `above` was their heads."""
        if named := above is not None and self._take_above(above, lines, columns):
            pass
        elif _is_head(lines):
            self._take([cell.text for cell in lines[0].cells], columns)
            lines = lines[1:]
        elif not self._over(lines[0]):
            self._take((), columns)
        return [self._row(line) for line in lines], named

    def _take(self, names: Sequence[str], columns: Sequence[float]) -> None:
        self._names, self._columns = names, columns

    def _take_above(self, above: Line, lines: Sequence[Line], columns: Sequence[float]) -> bool:
        """Take heads over all columns but the first, whose rows name themselves."""
        lefts = [cell.left for cell in above.cells]
        fit = len(lefts) > 1 and len(lefts) == len(columns) - 1 and _are_near(lefts, columns[1:], above.size)
        if not fit or not _is_head([above, *(replace(line, cells=line.cells[1:]) for line in lines)]):
            return False
        self._take(["", *(cell.text for cell in above.cells)], columns)
        return True

    def _row(self, line: Line) -> Line:
        names = self._over(line) or [""] * len(line.cells)
        told = (f"{name}: {cell.text}" if name else cell.text for name, cell in zip(names, line.cells, strict=True))
        return replace(line, text=_CELLS.join(told) or line.text, row=len(line.cells) > 1)

    def _over(self, line: Line) -> list[str]:
        """Return the head over each cell of a row, which may lack some; none where one stands in no column."""
        places = [_nearest(cell.left, self._columns, line.size) for cell in line.cells] if self._names else []
        found = [place for place in places if place is not None]
        return [self._names[place] for place in found] if len({*found}) == len(line.cells) else []


def _nearest(left: float, columns: Sequence[float], size: float) -> int | None:
    place = min(range(len(columns)), key=lambda at: abs(columns[at] - left))
    return place if abs(columns[place] - left) <= _NEAR * size else None


def _are_near(lefts: Sequence[float], columns: Sequence[float], size: float) -> bool:
    return all(abs(left - column) <= _NEAR * size for left, column in zip(lefts, columns, strict=True))


def _is_head(lines: Sequence[Line]) -> bool:
    """Tell a first row that names the columns: it alone is bold, or it has words where others have figures."""
    first, rest = lines[0], lines[1:]
    if not rest or any(len(line.cells) != len(first.cells) for line in rest):
        return False
    if first.bold and not any(line.bold for line in rest):
        return True
    return heads_figures([[cell.text for cell in line.cells] for line in lines])
