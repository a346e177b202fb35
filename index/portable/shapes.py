"""What each kind of line holds; pydantic checks it before anybody sees it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Base64Bytes, BaseModel, ConfigDict, Field, JsonValue

from index.catalogue.codec import KINDS, stamp
from index.follow.origins import Counts, SourceKind
from index.sources.fields import address
from index.sources.text import MAX_CHARACTERS, unfit
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


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Place = Annotated[int, Field(ge=0, le=LONGEST_TEXT)]
Name = Annotated[str, AfterValidator(_line)]
Address = Annotated[str, AfterValidator(_line), AfterValidator(address)]  # "" for what may become no link
Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment)]
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


class FileRow(Row):
    """A file that was read, and the sources of the articles in it."""

    path: Free
    digest: Free
    sources: list[str]


class SourceRow(Row):
    """A place that articles come from; items name it by its number in this file."""

    number: Number
    kind: SourceKind
    address: Free
    title: Free
    every: Number
    paused: Annotated[int, Field(ge=0, le=1)]
    added_by: Free
    added_at: Moment
    due_at: Moment
    tried_at: Moment
    succeeded_at: Moment
    error: str
    alarmed: Number
    validators: dict[str, str]
    counts: Annotated[dict[str, Number], AfterValidator(_counts)]


class ItemRow(Row):
    """One address that a source listed; `article` is the source of the article that it became."""

    source: Number
    address: Free
    article: Free
    stamp: Free
    etag: Free
    modified: Free
    fetched_at: Moment
    due_at: Moment
    misses: Number
    error: str


class RecordRow(Row):
    """Something that the library remembers: an answer, a conversation."""

    kind: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")]
    key: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    value: dict[str, JsonValue]


class QuotedRow(Row):
    """A quotation of a recorded answer; `checked` is negative where the article had left."""

    answer: Free
    number: Number
    article: Id
    revision: Number
    start: Place
    end: Place
    digest: Free
    quoted_at: Moment
    checked: Annotated[int, Field(gt=-(2**31), lt=2**31)]
    place: Free


class CorrectionRow(Row):
    """What became of a quotation."""

    answer: Free
    number: Number
    kind: CorrectionKind
    later: Number
    start: Place
    end: Place
    noticed_at: Moment
    shown_at: Moment


class AuditRow(Row):
    """Who did what."""

    at: Moment
    actor: Free
    action: Free
    subject: Free
    result: str
