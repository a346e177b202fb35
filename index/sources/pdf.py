"""Articles saved as PDF. The only importer of pypdf."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.dates import parse_date
from index.sources.documents.markup import title_of
from index.sources.pdf_columns import GAP, WIDTH, UnclearOrder, in_columns
from index.sources.pdf_layout import paragraphs, without_furniture
from index.sources.pdf_lines import Cell, Line
from index.sources.pdf_raised import Rise, marked, settled
from index.sources.text import one_line
from index.values import Failure, Page

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 300
_LEVEL = 0.1  # font sizes between the heights of one line
_UNCLEAR = "it cannot be told whether the page has columns or a table, so its sentences are not quoted; add its text."
# What pypdf lets through on damaged files, seen by fuzzing: its own errors are only part of it.
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip


def read_pdf(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of a PDF, lines joined to paragraphs, running heads and page numbers dropped."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        yield from _read(data, source, origin)
    except DependencyError as error:
        raise UnreadableSource(source, "the PDF is encrypted; save it without protection.") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise UnreadableSource(source, "the PDF is damaged or cut short and cannot be read.") from error


def _read(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    from pypdf import PdfReader

    if b"%PDF-" not in data[:1024]:
        raise UnreadableSource(source, "this is not a PDF, whatever its name says.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each thing that it repairs
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableSource(source, "the PDF is protected by a password; save it without one.")
    if len(reader.pages) > MAX_PAGES:
        raise UnreadableSource(source, f"the PDF has {len(reader.pages)} pages; {MAX_PAGES} are read at most.")
    pages = [_ordered(page) for page in reader.pages]
    refused = [Failure(f"{source}#page={number}", _UNCLEAR) for number, page in enumerate(pages, 1) if page is None]
    text = paragraphs(without_furniture([page for page in pages if page is not None]))
    if not text.strip() and not refused:
        raise UnreadableSource(
            source, "the PDF holds no text, only pictures of pages; run text recognition on it first."
        )
    if text.strip():
        yield _page(reader, text, source, origin)
    yield from refused if text.strip() else [Failure(source, _UNCLEAR)]


def _ordered(page: PageObject) -> list[Line] | None:
    """Return the lines of a page as they are read, None where nobody can tell their order."""
    try:
        return in_columns(_lines(page))
    except UnclearOrder:
        return None


def _page(reader: PdfReader, text: str, source: str, origin: str) -> Page:
    facts: Mapping[str, object] = reader.metadata or {}
    title, author = one_line(str(facts.get("/Title") or "")), one_line(str(facts.get("/Author") or ""))
    created = str(facts.get("/CreationDate") or "").removeprefix("D:")[:8]
    return Page(
        source=source,
        text=text,
        title=title_of(title),
        byline=author if " " in author else "",
        origin=origin,
        created=parse_date(f"{created[:4]}-{created[4:6]}-{created[6:]}") if created.isdigit() else None,
    )


def _lines(page: PageObject) -> list[Line]:
    """Return the lines of a page in the order of drawing with their height on the page, font size and cells."""
    lines: list[Line] = []
    cells: list[tuple[float, str]] = []
    place: list[_Place] = []
    rise = Rise()

    def flush() -> None:
        if text := one_line("".join(said for _, said in cells)):
            at = place[0] if place else _Place(0.0, 0.0, 0.0, turned=False)
            told = tuple(Cell(left, one_line(said)) for left, said in cells if one_line(said))
            lines.append(Line(text, at.top, at.size, told, turned=at.turned, bold=at.bold))
        cells.clear()
        place.clear()

    def visit(text: str, cm: list[float], tm: list[float], font: Mapping[str, object] | None, size: float) -> None:
        at = replace(_place(cm, tm, size), bold="Bold" in str((font or {}).get("/BaseFont")))
        if place and cells and text.strip() and _begins_line(place[0], cells[-1][0], at):
            flush()
        for number, piece in enumerate(text.split("\n")):
            if number:
                flush()
            if piece.strip() and not place:
                place.append(at)
            line = place[0] if place else at
            told = marked(piece, rise.shown, at.size, at.top - line.top, line.size)
            end = cells[-1][0] + (WIDTH * len(cells[-1][1].strip()) + GAP) * line.size if cells else 0.0
            if cells and (told != piece or not piece.strip() or at.left <= end):
                cells[-1] = cells[-1][0], cells[-1][1] + told
            elif piece.strip():
                cells.append((at.left, told))

    page.extract_text(visitor_text=visit, visitor_operand_before=rise.see)
    flush()
    return _upright(settled(lines))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text begins: along the direction in which it runs, and across it. Points."""

    left: float
    top: float
    size: float
    turned: bool
    bold: bool = False


def _place(cm: list[float], tm: list[float], size: float) -> _Place:
    """Return where text stands that is drawn with these matrices (PDF 1.7, 8.3.3)."""
    right, rising = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
    points = round(abs(size) * hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]), 1)
    if abs(rising) <= abs(right):
        return _Place(x, y, points, turned=False)
    return _Place(y, -x, points, turned=True) if rising > 0 else _Place(-y, x, points, turned=True)


def _begins_line(line: _Place, left: float, at: _Place) -> bool:
    """Tell text that goes back to the left on another height, which pypdf takes for the same line where it is near."""
    back = at.left < left - at.size and abs(line.top - at.top) > _LEVEL * at.size
    return back or line.turned != at.turned


def _upright(lines: list[Line]) -> list[Line]:
    """Tell as turned what runs in another direction than most of the page."""
    turned = sum(len(line.text) for line in lines if line.turned)
    if 2 * turned <= sum(len(line.text) for line in lines):
        return lines
    return [replace(line, turned=not line.turned) for line in lines]
