"""The lines of a PDF page and the cells that white space parts in them. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that white space sets apart; `left` is where it begins, in points."""

    left: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `top` is its height in points (growing upwards), `size` its font size.

    A `row` is a line of a table, its cells parted by bars. A line that is `turned` runs in another direction than most
    of its page; its places are told in that direction. A `bold` one begins in bold letters.
    """

    text: str
    top: float
    size: float
    cells: tuple[Cell, ...] = ()
    row: bool = False
    turned: bool = False
    bold: bool = False
