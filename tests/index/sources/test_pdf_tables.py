"""Rows of tables on PDF pages are read with the heads of their columns, where it is sure that they have some."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.index.sources.test_pdf_layout import WALL, paper, read, wrapped

LEFTS = (40, 200, 300)


def table(rows: Sequence[Sequence[str]], *, bold: bool = False) -> list[str]:
    """Return the lines of an article that a table stands in the midst of."""
    made = paper()
    for number, line in enumerate(wrapped(WALL[:1], 80)):
        made.text(40, 100 + 12 * number, line)
    for number, row in enumerate(rows):
        made.set_font("Times", style="B" if bold and not number else "", size=10)
        for left, cell in zip(LEFTS, row, strict=False):
            made.text(left, 160 + 14 * number, cell)
    made.set_font("Times", size=10)
    for number, line in enumerate(wrapped(WALL[1:], 80)):
        made.text(40, 180 + 14 * len(rows) + 12 * number, line)
    return read(made).text.split("\n\n")


@pytest.mark.parametrize(
    ("rows", "bold", "said"),
    [
        (
            [["Line", "2023", "2024"], ["Buses", "62", "71"], ["Trams", "14", "9"]],
            False,
            ["Line: Buses | 2023: 62 | 2024: 71", "Line: Trams | 2023: 14 | 2024: 9"],
        ),
        (
            [["", "Length", "Cost"], ["East wall", "310 m", "4.2 million"], ["Pier", "85 m", "600,000"]],
            False,
            ["East wall | Length: 310 m | Cost: 4.2 million", "Pier | Length: 85 m | Cost: 600,000"],
        ),
        (
            [["Place", "Mayor"], ["Norvik", "Ilse Brandt"], ["Velm", "Jonas Reed"]],
            True,
            ["Place: Norvik | Mayor: Ilse Brandt", "Place: Velm | Mayor: Jonas Reed"],
        ),
        (
            [["Line", "2023", "2024"], ["Buses", "62", "71"], ["Trams", "", "9"], ["Boats", "3", "4"]],
            False,
            ["Line: Buses | 2023: 62 | 2024: 71", "Line: Trams | 2024: 9", "Line: Boats | 2023: 3 | 2024: 4"],
        ),
    ],
)
def test_a_row_is_read_with_its_heads(rows: Sequence[Sequence[str]], bold: bool, said: Sequence[str]) -> None:
    lines = table(rows, bold=bold)
    assert set(said) <= set(lines)
    assert not any(line.startswith(" | ".join(filter(None, rows[0]))) for line in lines)


@pytest.mark.parametrize(
    "rows", [[["Driver", "Ole Roe"], ["Buses", "62"], ["Trams", "14"]], [["Norvik", "7:40"], ["Velm", "8:25"]]]
)
def test_a_first_row_that_may_be_one_of_values_is_no_head(rows: Sequence[Sequence[str]]) -> None:
    assert {" | ".join(row) for row in rows} <= set(table(rows))
