"""The rows of an HTML table, each cell with the heads of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SURE = 2  # columns of figures below words
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?")
_WIDEST, _DEEPEST = 20, 200  # columns and rows that a cell is believed to span


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is read: `cells` are its own ones and those of unread heads above it."""

    element: HtmlElement
    text: str
    linked: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """`columns` repeat what spans several of them or several rows; `own` cells begin here."""

    element: HtmlElement
    columns: Sequence[str]
    own: Sequence[str]
    spread: bool


def is_layout(table: HtmlElement) -> bool:
    """Tell a table that only places things on a page: it holds another, or a cell with several blocks."""
    several = "count(.//p | .//div | .//h1 | .//h2 | .//h3) > 1 or .//br[following-sibling::node()[1][self::br]]"
    return bool(table.xpath(f".//table | .//td[{several}]"))


def rows(table: HtmlElement) -> Iterator[Row]:
    """Yield a table's rows with text; a table that has nothing but heads is read without them."""
    heads: Sequence[str] = ()
    unread: list[_Line] = []
    lines = list(_lines(table))
    unmarked = lines[:1] if heads_figures([line.columns for line in lines]) and not any(map(_is_head, lines)) else []
    for line in lines:
        if _goes_on(unread, line) or (not heads and (line in unmarked or _is_head(line))):
            heads = [_joined(*pair) for pair in zip(heads or [""] * len(line.columns), line.columns, strict=True)]
            unread.append(line)
        elif text := _read(line, heads):
            yield _row(line, text, [*(cell for above in unread for cell in above.own), *line.own])
            unread = []
    yield from (_row(line, " | ".join(filter(None, line.own)), line.own) for line in unread)


def heads_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns, by words where others have figures below.

    Over one of two columns it may as well be a row whose value is a word: "Driver | Ole Roe" above "Buses | 62".
    """
    first, rest = rows[0] if rows else (), rows[1:]
    if not rest or any(len(row) != len(first) for row in rest) or not all(map(_names, first)):
        return False
    figures = sum(_are_figures(head, below) for head, *below in zip(*rows, strict=True))
    return figures >= _SURE or (figures > 0 and len(first) > _SURE and len(rest) > 1)


def _names(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None or not any(map(str.isdigit, text))


def _are_figures(head: str, below: Sequence[str]) -> bool:
    """Tell a named column of figures; years below a year go on with it."""
    years = _YEAR.fullmatch(head) is not None
    return bool(head) and all(any(map(str.isdigit, text)) and not (years and _YEAR.fullmatch(text)) for text in below)


def _row(line: _Line, text: str, cells: Sequence[str]) -> Row:
    linked = sum(len(one_line(link.text_content())) for link in line.element.iter("a"))
    return Row(line.element, text, linked, cells)


def _read(line: _Line, heads: Sequence[str]) -> str:
    if line.spread or len(heads) != len(line.columns):
        return " | ".join(filter(None, line.own))
    named = zip(heads, line.columns, strict=True)
    return " | ".join(f"{head}: {cell}" if head else cell for head, cell in named if cell)


def _joined(above: str, below: str) -> str:
    return above if above == below else f"{above} {below}".strip()


def _lines(table: HtmlElement) -> Iterator[_Line]:
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        columns: list[str] = []
        own = [one_line(" ".join(cell.itertext())) for cell in cells]
        for cell, text in zip(cells, own, strict=True):
            _fill(columns, below)
            for _ in range(_span(cell, "colspan", _WIDEST)):
                below[len(columns)] = _span(cell, "rowspan", _DEEPEST) - 1, text
                columns.append(text)
        _fill(columns, below)
        yield _Line(row, columns, own, any(_span(cell, "colspan", _WIDEST) > 1 for cell in cells))


def _fill(columns: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Add the cells of rows above that reach down into the next columns."""
    while below.get(len(columns), (0, ""))[0] > 0:
        left, text = below[len(columns)]
        below[len(columns)] = left - 1, text
        columns.append(text)


def _span(cell: HtmlElement, name: str, most: int) -> int:
    stated = cell.get(name, "")
    return min(max(int(stated), 1), most) if stated.isascii() and stated.isdigit() and len(stated) < 5 else 1


def _is_head(line: _Line) -> bool:
    several = len(set(line.columns)) > 1 and any(line.columns[1:])  # one cell over all columns is the table's title
    return several and (_in_head(line) or all(map(_is_label, _cells(line))))


def _goes_on(heads: Sequence[_Line], line: _Line) -> bool:
    """Tell a second row of heads, which stands below heads that span several columns."""
    if not heads or not heads[-1].spread or len(heads[-1].columns) != len(line.columns):
        return False
    return _in_head(line) or all(cell.tag == "th" for cell in _cells(line))


def _in_head(line: _Line) -> bool:
    parent = line.element.getparent()
    return parent is not None and parent.tag == "thead"


def _cells(line: _Line) -> list[HtmlElement]:
    return [cell for cell in line.element if cell.tag in ("td", "th") and one_line(cell.text_content())]


def _is_label(cell: HtmlElement) -> bool:
    """Tell a cell that heads others: a `th`, or one that is bold from end to end, as editors without heads write it."""
    bold = "".join(part.text_content() for part in cell.iter("b", "strong"))
    return bool(cell.tag == "th" or one_line(bold) == one_line(cell.text_content()))
