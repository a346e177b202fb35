"""Articles saved as PDF. The only importer of pypdf."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.dates import parse_date
from index.sources.pdf_layout import GAP, WIDTH, Cell, Line, in_columns, paragraphs, without_furniture
from index.sources.text import one_line
from index.values import Failure, Page

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 300
# What pypdf lets through on damaged files, seen by fuzzing: its own errors are only part of it.
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip


def read_pdf(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of a PDF, lines joined to paragraphs, running heads and page numbers dropped."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        yield _read(data, source, origin)
    except DependencyError as error:
        raise UnreadableSource(source, "the PDF is encrypted; save it without protection.") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise UnreadableSource(source, "the PDF is damaged or cut short and cannot be read.") from error


def _read(data: bytes, source: str, origin: str) -> Page:
    from pypdf import PdfReader

    if b"%PDF-" not in data[:1024]:
        raise UnreadableSource(source, "this is not a PDF, whatever its name says.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each thing that it repairs
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableSource(source, "the PDF is protected by a password; save it without one.")
    if len(reader.pages) > MAX_PAGES:
        raise UnreadableSource(source, f"the PDF has {len(reader.pages)} pages; {MAX_PAGES} are read at most.")
    text = paragraphs(without_furniture([in_columns(_lines(page)) for page in reader.pages]))
    if not text.strip():
        raise UnreadableSource(
            source, "the PDF holds no text, only pictures of pages; run text recognition on it first."
        )
    return _page(reader, text, source, origin)


def _page(reader: PdfReader, text: str, source: str, origin: str) -> Page:
    facts: Mapping[str, object] = reader.metadata or {}
    title, author = one_line(str(facts.get("/Title") or "")), one_line(str(facts.get("/Author") or ""))
    created = str(facts.get("/CreationDate") or "").removeprefix("D:")[:8]
    named = title.casefold().rsplit(".", 1)[-1] in ("doc", "docx", "pdf", "indd", "txt", "odt") or title.startswith(
        "Microsoft"
    )
    return Page(
        source=source,
        text=text,
        title="" if named or title.casefold() in ("untitled", "") else title,
        byline=author if " " in author else "",
        origin=origin,
        created=parse_date(f"{created[:4]}-{created[4:6]}-{created[6:]}") if created.isdigit() else None,
    )


def _lines(page: PageObject) -> list[Line]:
    """Return the lines of a page in reading order with their height on the page, font size and cells."""
    lines: list[Line] = []
    cells: list[tuple[float, str]] = []
    place: list[tuple[float, float]] = []

    def flush() -> None:
        if text := one_line("".join(said for _, said in cells)):
            top, size = place[0] if place else (0.0, 0.0)
            told = tuple(Cell(left, one_line(said)) for left, said in cells if one_line(said))
            lines.append(Line(text, top, size, told))
        cells.clear()
        place.clear()

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        left, points = cm[0] * tm[4] + cm[4], abs(size * tm[3] * cm[3])
        for number, piece in enumerate(text.split("\n")):
            if number:
                flush()
            if piece.strip() and not place:
                place.append((cm[3] * tm[5] + cm[5], round(points, 1)))
            apart = bool(cells) and left > cells[-1][0] + WIDTH * points * len(cells[-1][1].strip()) + GAP * points
            if cells and not (piece.strip() and apart):
                cells[-1] = cells[-1][0], cells[-1][1] + piece
            elif piece.strip():
                cells.append((left, piece))

    page.extract_text(visitor_text=visit)
    flush()
    return lines
