"""Kinds of lines: which table each is of, and what of the catalogue does not travel."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from index.errors import ExportRefused
from index.portable.lines import END, HEADER, Line
from index.portable.shapes import (
    ArticleRow,
    AuditRow,
    CorrectionRow,
    EndRow,
    FileRow,
    HeaderRow,
    ItemRow,
    PassageRow,
    QuotedRow,
    RecordRow,
    RevisionRow,
    Row,
    SourceRow,
)

FORMAT = 1
"""Raised when files are written that an older Footnote cannot read."""
PARTS: dict[str, type[Row]] = {"revision": RevisionRow, "passage": PassageRow}
TABLES: dict[str, tuple[str, type[Row], tuple[str, ...]]] = {
    "file": ("files", FileRow, ("path",)),
    "source": ("sources", SourceRow, ("id",)),
    "item": ("items", ItemRow, ("source", "address")),
    "record": ("records", RecordRow, ("rowid",)),
    "quoted": ("quoted", QuotedRow, ("answer", "number")),
    "correction": ("corrections", CorrectionRow, ("id",)),
    "audit": ("audit", AuditRow, ("id",)),
}
"""Kind of line → table, columns, order; lines of these kinds follow the articles in this order."""
MODELS: dict[str, type[Row]] = PARTS | {kind: model for kind, (_, model, _) in TABLES.items()}
MODELS |= {HEADER: HeaderRow, END: EndRow, "article": ArticleRow}
JSON = {"sources", "validators", "counts", "value"}
"""Columns that hold JSON."""

LEFT = {
    "libraries": {"id", "name", "collection", "changes"},
    "articles": {"library", "title", "byline", "publisher", "published", "modified", "url", "language", "story"},
    "revisions": {"library", "article"},
    "passages": {"rowid", "library", "id", "article", "revision", "digest"},
    "files": {"library"},
    "sources": {"id", "library"},
    "items": {"library"},
    "records": {"rowid", "library"},
    "quoted": {"library"},
    "corrections": {"id", "library"},
    "audit": {"id", "library"},
}
"""Columns that do not travel: numbers of one data folder, and what follows from revision, text and model."""
LEFT_TABLES = {"departed", "jobs", "spooled", "staged", "signatures", "bands", "terms"}
"""Work under way, and what is made of the articles' text."""


class _Versioned(BaseModel):
    format: int = 0


def format_of(header: Line) -> int:
    """Return the format that a header names, 0 where it names none."""
    try:
        return _Versioned.model_validate_json(header.value).format
    except ValidationError:
        return 0


def parse(name: str, line: Line) -> Row:
    """Return what a line holds; ExportRefused, with the file's `name` and the line's number, where it is not that."""
    model = MODELS.get(line.kind)
    if model is None:
        raise ExportRefused(f"{name}, line {line.number}: unknown kind “{line.kind}”.")
    try:
        return model.model_validate_json(line.value)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join([line.kind, *map(str, first["loc"])])
        raise ExportRefused(f"{name}, line {line.number}: {place}: {first['msg']}.") from error
