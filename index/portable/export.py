"""A library to lines, read in one transaction and never held in memory."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from index.catalogue.codec import now
from index.catalogue.database import Database
from index.errors import NotIndexed
from index.portable.lines import RULE, Writer, dumps
from index.portable.shapes import FORMAT
from index.portable.tables import JSON, TABLES
from index.tables import METADATA, articles, libraries, passages, records, revisions, signatures

Report = Callable[[int, int], None]
ARTICLE = ("id", "source", "digest", "revision", "live", "passages", "indexed_at")
PASSAGE = ("start", "end", "kind", "section", "embedding")
ANSWERS = ("record", "quoted", "correction")  # kinds of lines
STEP = 50  # articles between two reports
ROWS = 1000  # that are read at once from a server

_LIBRARY = select(libraries.c.id, libraries.c.model, libraries.c.indexed_at).where(
    libraries.c.name == bindparam("name"), libraries.c.indexed_at != ""
)
_ARTICLES = (
    select(*(articles.c[name] for name in ARTICLE))
    .join_from(
        articles,
        signatures,
        (signatures.c.library == articles.c.library) & (signatures.c.article == articles.c.id),
        isouter=True,
    )
    .where(articles.c.library == bindparam("of"))
    .order_by(signatures.c.number.is_(None), signatures.c.number, articles.c.id)  # of equal copies the first one leads
)
_REVISIONS = (
    select(revisions.c.revision, revisions.c.body)
    .where(revisions.c.library == bindparam("of"), revisions.c.article == bindparam("about"))
    .order_by(revisions.c.revision)
)
_PASSAGES = (
    select(*(passages.c[name] for name in PASSAGE))
    .where(passages.c.library == bindparam("of"), passages.c.article == bindparam("about"))
    .order_by(passages.c.start)
)
_DIMENSION = select(func.length(passages.c.embedding)).where(passages.c.library == bindparam("of")).limit(1)
_OBJECT = (records.c.value.like("{%"), records.c.kind.not_like(".%"))
"""Records that are objects; the others count what this machine spent. A kind with a dot in front stays here."""


def export(
    database: Database,
    libraries: Sequence[str],
    file: BinaryIO,
    *,
    vectors: bool,
    report: Report = lambda done, total: None,
    articles_only: bool = False,
    answers: bool = True,
) -> dict[str, int]:
    """Write libraries as they are at this moment; return how many lines of each kind. NotIndexed for one not there.

    With `articles_only` nothing goes along that a library remembers besides: answers, sources, who changed it. Without
    `answers` no record does, of which many hold what a person asked, and nothing that answers quoted.
    """
    tables = () if articles_only else tuple(one for one in TABLES if answers or one not in ANSWERS)
    written: dict[str, int] = {}
    with database.snapshot() as connection:
        found = [(name, *_library(connection, name)) for name in libraries]
        writer = Writer(file)
        for name, number, model, indexed_at in found:
            _Export(connection, writer, number, report, tables, vectors=vectors).run(name, model, indexed_at)
            for kind, count in writer.counts.items():
                written[kind] = written.get(kind, 0) + count
    return written


def _library(connection: Connection, name: str) -> tuple[int, str, str]:
    row = connection.execute(_LIBRARY, {"name": name}).first()
    if row is None:
        raise NotIndexed(f"There is no library “{name}”. `footnote index status` names all.")
    return row[0], row[1], row[2]


class _Export:
    """One library."""

    def __init__(
        self,
        connection: Connection,
        writer: Writer,
        number: int,
        report: Report,
        tables: Sequence[str],
        *,
        vectors: bool,
    ) -> None:
        self._connection, self._writer, self._number = connection, writer, number
        self._report, self._tables, self._vectors = report, tables, vectors
        self._places: dict[int, int] = {}

    def run(self, name: str, model: str, indexed_at: str) -> None:
        counts = self._counts()
        header = {"format": FORMAT, "library": name, "model": model, "dimension": self._one(_DIMENSION) // 4}
        header |= {"vectors": self._vectors, "indexed_at": indexed_at, "made": now(), "counts": counts, "rule": RULE}
        self._writer.header(header)
        for done, row in enumerate(self._read(_ARTICLES)):
            if done % STEP == 0:
                self._report(done, counts["article"])
            self._article(row)
        for kind in self._tables:
            for fields in self._rows(kind):
                self._writer.line(kind, dumps(fields))
        self._writer.end()

    def _counts(self) -> dict[str, int]:
        tables = {"article": "articles", "revision": "revisions", "passage": "passages"}
        tables |= {kind: TABLES[kind][0] for kind in self._tables}
        counted = select(func.count())
        return {
            kind: self._one(counted.select_from(METADATA.tables[name]).where(*_own(name)))
            for kind, name in tables.items()
        }

    def _one(self, statement: Select[Any]) -> int:
        return int(self._connection.scalar(statement, {"of": self._number}) or 0)

    def _read(self, statement: Select[Any], **values: Any) -> Iterator[Sequence[Any]]:
        yield from self._connection.execute(statement, {"of": self._number, **values})

    def _article(self, row: Sequence[Any]) -> None:
        fields = dict(zip(ARTICLE, row, strict=True))
        self._writer.line("article", dumps(fields | {"live": bool(fields["live"])}))
        for number, body in self._read(_REVISIONS, about=fields["id"]):
            self._writer.line("revision", f'{{"number":{number},"body":{body}}}')
        for start, end, kind, section, vector in self._read(_PASSAGES, about=fields["id"]):
            said = f'"start":{start},"end":{end},"kind":"{kind}","section":{dumps(section)}'
            if self._vectors:
                said += f',"vector":"{base64.b64encode(vector).decode()}"'
            self._writer.line("passage", f"{{{said}}}")

    def _rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table as its lines; sources are numbered as they come, and items name those numbers."""
        name, model, order = TABLES[kind]
        columns, names = METADATA.tables[name].c, list(model.model_fields)
        chosen = select(*(columns[one if one in columns else "id"] for one in names)).where(*_own(name))
        ordered = chosen.order_by(*(columns[one] for one in order)).execution_options(yield_per=ROWS)
        for row in self._read(ordered):
            fields = dict(zip(names, row, strict=True))
            for one in JSON & fields.keys():
                fields[one] = json.loads(fields[one])
            if kind == "source":
                self._places[fields["number"]] = fields["number"] = len(self._places)
            elif kind == "item":
                fields["source"] = self._places[fields["source"]]
            yield fields


def _own(name: str) -> Sequence[ColumnElement[bool]]:
    """Return what chooses those rows of a table that travel with a library."""
    own = METADATA.tables[name].c.library == bindparam("of")
    return (own, *_OBJECT) if name == records.name else (own,)
