"""What each kind of line holds; pydantic checks it before anybody sees it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Base64Bytes,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    create_model,
)
from sqlalchemy import Column, Integer, Table

from index.catalogue.codec import KINDS, stamp
from index.errors import ExportRefused
from index.follow.origins import Counts, SourceKind
from index.portable.lines import END, HEADER, Line, dumps
from index.sources.fields import address
from index.sources.text import MAX_CHARACTERS, unfit
from index.tables import audit, corrections, files, items, quoted, records, sources
from index.values import Article, Block, CorrectionKind, PassageKind, Span

FORMAT = 1
"""Raised when files are written that an older Footnote cannot read."""
LONGEST_TEXT = 2 * MAX_CHARACTERS  # captions come on top of what a page's text may have


def _line(text: str) -> str:
    if unfit(text) or "\n" in text:
        raise ValueError("characters that no title or name has")
    return text


def _moment(text: str) -> str:
    """Accept what `registry.stamp` writes: times in UTC, which sort as text."""
    if text and stamp(datetime.fromisoformat(text)) != text:
        raise ValueError("no time in UTC")
    return text


def _counts(counts: dict[str, int]) -> dict[str, int]:
    if counts.keys() - {field.name for field in fields(Counts)}:
        raise ValueError("unknown counts")
    return counts


def _fit(text: str) -> str:
    if unfit(text):
        raise ValueError("characters that no article has")
    return text


def _said(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Accept what can be written again: numbers that are none are read without a word."""
    dumps(value)
    return value


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Place = Annotated[int, Field(ge=0, le=LONGEST_TEXT)]
Name = Annotated[str, AfterValidator(_line)]
Address = Annotated[str, AfterValidator(_line), AfterValidator(address)]  # "" for what may become no link
Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment)]
Flag = Annotated[int, Field(ge=0, le=1)]
Signed = Annotated[int, Field(gt=-(2**31), lt=2**31)]
Counted = Annotated[dict[str, Number], AfterValidator(_counts)]
Free = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class Row(BaseModel):
    """One line's fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class HeaderRow(Row):
    """The first line of a library: whose model made the vectors, their size, and how many lines of each kind follow."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    library: str
    model: Free
    dimension: Number
    vectors: bool
    indexed_at: Moment
    made: Moment
    counts: dict[str, Number]
    rule: str


class EndRow(Row):
    """The last line of a library."""

    counts: dict[str, Number]


class ArticleRow(Row):
    """An article; its revisions follow, then its passages where it is live."""

    id: Id
    source: Annotated[str, Field(min_length=1, pattern=r"^[^\x00]*$")]
    digest: Free
    revision: Annotated[int, Field(ge=1, le=2**31 - 2)]
    live: bool
    passages: Number
    indexed_at: Moment


class Body(Row):
    """One revision as it is stored."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_fit)]
    title: Name
    byline: Name
    publisher: Name
    url: Address
    origin: Address
    language: Annotated[str, Field(max_length=10), AfterValidator(_line)]
    source: Free
    published: date | None
    modified: date | None
    paywalled: bool = False
    blocks: list[tuple[Place, Place, Annotated[int, Field(ge=0, lt=len(KINDS))]]]
    sentences: list[tuple[Place, Place]]


class RevisionRow(Row):
    """A revision of the article above it."""

    number: Annotated[int, Field(ge=1, le=2**31 - 2)]
    body: Body

    def article(self, article_id: str) -> Article:
        return Article(
            id=article_id,
            revision=self.number,
            **self.body.model_dump(exclude={"blocks", "sentences"}),
            blocks=tuple(Block(start, end, KINDS[kind]) for start, end, kind in self.body.blocks),  # type: ignore[arg-type]
            sentences=tuple(Span(start, end) for start, end in self.body.sentences),
        )


class PassageRow(Row):
    """A passage of the latest revision; `vector` is float32, little-endian, absent where vectors were left out."""

    start: Place
    end: Place
    kind: PassageKind
    section: str
    vector: Base64Bytes = b""


class RecordRow(Row):
    """Something that the library remembers: an answer, a conversation."""

    kind: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")]
    key: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    value: Annotated[dict[str, JsonValue], AfterValidator(_said)]


def _row(table: Table, **given: Any) -> type[Row]:
    """Return the shape of a table's rows, without what numbers them here; `given` says what some columns hold.

    Times end in "_at"; other text has no character that PostgreSQL refuses.
    """
    own = {name: column for name, column in table.c.items() if name not in ("library", "rowid", "id")}
    held = given | {name: given.get(name) or _held(name, column) for name, column in own.items()}
    fields: dict[str, Any] = {name: (kind, ...) for name, kind in held.items()}
    shape: type[Row] = create_model(table.name, __base__=Row, **fields)
    return shape


def _held(name: str, column: Column[Any]) -> Any:
    return Number if isinstance(column.type, Integer) else Moment if name.endswith("_at") else Free


PARTS: dict[str, type[Row]] = {"revision": RevisionRow, "passage": PassageRow}
TABLES: dict[str, tuple[Table, type[Row], tuple[str, ...]]] = {
    "file": (files, _row(files, sources=list[str]), ("path",)),
    "source": (sources, _row(sources, number=Number, kind=SourceKind, paused=Flag, error=str, validators=dict[str, str],
                             counts=Counted), ("id",)),
    "item": (items, _row(items, source=Number, error=str), ("source", "address")),
    "record": (records, RecordRow, ("rowid",)),
    "quoted": (quoted, _row(quoted, article=Id, start=Place, end=Place, checked=Signed), ("answer", "number")),
    "correction": (corrections, _row(corrections, kind=CorrectionKind, start=Place, end=Place), ("id",)),
    "audit": (audit, _row(audit, at=Moment, result=str), ("id",)),
}  # fmt: skip
"""Kind of line → table, columns, order; lines of these kinds follow the articles in this order."""
MODELS: dict[str, type[Row]] = PARTS | {kind: model for kind, (_, model, _) in TABLES.items()}
MODELS |= {HEADER: HeaderRow, END: EndRow, "article": ArticleRow}
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
