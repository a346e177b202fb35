"""Kinds of lines: which table each is of, and what of the catalogue does not travel."""

from __future__ import annotations

from pydantic import ValidationError

from index.errors import ExportRefused
from index.portable import shapes
from index.portable.lines import END, HEADER, Line
from index.portable.shapes import FORMAT, Row

PARTS: dict[str, type[Row]] = {"revision": shapes.RevisionRow, "passage": shapes.PassageRow}
TABLES: dict[str, tuple[str, type[Row], tuple[str, ...]]] = {
    "file": ("files", shapes.FileRow, ("path",)),
    "source": ("sources", shapes.SourceRow, ("id",)),
    "item": ("items", shapes.ItemRow, ("source", "address")),
    "record": ("records", shapes.RecordRow, ("rowid",)),
    "quoted": ("quoted", shapes.QuotedRow, ("answer", "number")),
    "correction": ("corrections", shapes.CorrectionRow, ("id",)),
    "audit": ("audit", shapes.AuditRow, ("id",)),
}
"""Kind of line → table, columns, order; lines of these kinds follow the articles in this order."""
MODELS: dict[str, type[Row]] = PARTS | {kind: model for kind, (_, model, _) in TABLES.items()}
MODELS |= {HEADER: shapes.HeaderRow, END: shapes.EndRow, "article": shapes.ArticleRow}
JSON = {"sources", "validators", "counts", "value"}
"""Columns that hold JSON."""


def parse(name: str, line: Line) -> Row:
    """Return what a line holds; ExportRefused, with the file's `name` and the line's number, where it is not that."""
    model = MODELS.get(line.kind)
    if model is None:
        raise ExportRefused(f"{name}, line {line.number}: unknown kind “{line.kind}”.")
    try:
        return model.model_validate_json(line.value)
    except ValidationError as error:
        found = error.errors(include_url=False)
        for one in found:  # a newer format may have other fields as well
            if (line.kind, one["loc"], one["type"]) == (HEADER, ("format",), "less_than_equal"):
                raise ExportRefused(
                    f"{name} was written by a newer Footnote (format {one['input']}, this one reads {FORMAT}). "
                    "Update Footnote."
                ) from error
        place = ".".join([line.kind, *map(str, found[0]["loc"])])
        raise ExportRefused(f"{name}, line {line.number}: {place}: {found[0]['msg']}.") from error
