"""A library to lines, read in one transaction and never held in memory."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, BinaryIO

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Table, bindparam, func, select

from index.catalogue.codec import now
from index.catalogue.database import Database
from index.errors import NotIndexed
from index.portable.lines import RULE, Writer, dumps
from index.portable.shapes import FORMAT, JSON, TABLES
from index.tables import articles, libraries, passages, records, revisions, signatures

Report = Callable[[int, int], None]
ARTICLE = ("id", "source", "digest", "revision", "live", "passages", "indexed_at")
PASSAGE = ("start", "end", "kind", "section", "embedding")
ANSWERS = ("record", "quoted", "correction")  # kinds of lines
STEP = 50  # articles between two reports
ROWS = 1000  # that are read at once from a server

_OF: BindParameter[int] = bindparam("of")
_LIBRARY = select(libraries.c.id, libraries.c.model, libraries.c.indexed_at).where(
    libraries.c.name == bindparam("name"), libraries.c.indexed_at != ""
)
_SIGNED = (signatures.c.library == articles.c.library) & (signatures.c.article == articles.c.id)
_ARTICLES = (
    select(*(articles.c[name] for name in ARTICLE))
    .join_from(articles, signatures, _SIGNED, isouter=True)
    .where(articles.c.library == _OF)
    .order_by(signatures.c.number.is_(None), signatures.c.number, articles.c.id)  # of equal copies the first one leads
)
_REVISIONS = (
    select(revisions.c.revision, revisions.c.body)
    .where(revisions.c.library == _OF, revisions.c.article == bindparam("about"))
    .order_by(revisions.c.revision)
)
_PASSAGES = (
    select(*(passages.c[name] for name in PASSAGE))
    .where(passages.c.library == _OF, passages.c.article == bindparam("about"))
    .order_by(passages.c.start)
)
_DIMENSION = select(func.length(passages.c.embedding)).where(passages.c.library == _OF).limit(1)
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
    kinds = [] if articles_only else [kind for kind in TABLES if answers or kind not in ANSWERS]
    written = Counter[str]()
    with database.snapshot() as connection:
        for name, row in [(name, _library(connection, name)) for name in libraries]:
            one = _Export(connection, Writer(file), row[0], vectors=vectors)
            written += one.run(name, row[1], row[2], kinds, report)
    return dict(written)


def _library(connection: Connection, name: str) -> tuple[int, str, str]:
    row = connection.execute(_LIBRARY, {"name": name}).first()
    if row is None:
        raise NotIndexed(f"There is no library “{name}”. `footnote index status` names all.")
    return row[0], row[1], row[2]


class _Export:
    """One library."""

    def __init__(self, connection: Connection, writer: Writer, number: int, *, vectors: bool) -> None:
        self._connection, self._writer, self._number, self._vectors = connection, writer, number, vectors
        self._places: dict[int, int] = {}

    def run(self, name: str, model: str, indexed_at: str, kinds: Collection[str], report: Report) -> Counter[str]:
        counts = self._counts(kinds)
        header = {"format": FORMAT, "library": name, "model": model, "dimension": self._one(_DIMENSION) // 4}
        header |= {"vectors": self._vectors, "indexed_at": indexed_at, "made": now(), "counts": counts, "rule": RULE}
        self._writer.header(header)
        for done, row in enumerate(self._read(_ARTICLES)):
            if done % STEP == 0:
                report(done, counts["article"])
            self._article(dict(zip(ARTICLE, row, strict=True)))
        for kind in kinds:
            for fields in self._rows(kind):
                self._writer.line(kind, dumps(fields))
        return self._writer.end()

    def _counts(self, kinds: Collection[str]) -> dict[str, int]:
        tables = {"article": articles, "revision": revisions, "passage": passages}
        tables |= {kind: TABLES[kind][0] for kind in kinds}
        counted = select(func.count())
        return {kind: self._one(counted.select_from(table).where(*_own(table))) for kind, table in tables.items()}

    def _one(self, statement: Select[Any]) -> int:
        return int(self._connection.scalar(statement, {"of": self._number}) or 0)

    def _read(self, statement: Select[Any], **values: Any) -> Iterator[Sequence[Any]]:
        yield from self._connection.execute(statement, {"of": self._number, **values})

    def _article(self, fields: dict[str, Any]) -> None:
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
        table, model, order = TABLES[kind]
        names = list(model.model_fields)
        chosen = select(*(table.c[name if name in table.c else "id"] for name in names)).where(*_own(table))
        ordered = chosen.order_by(*(table.c[name] for name in order)).execution_options(yield_per=ROWS)
        for row in self._read(ordered):
            fields = dict(zip(names, row, strict=True))
            fields |= {name: json.loads(fields[name]) for name in JSON & fields.keys()}
            if kind == "source":
                self._places[fields["number"]] = fields["number"] = len(self._places)
            elif kind == "item":
                fields["source"] = self._places[fields["source"]]
            yield fields


def _own(table: Table) -> Sequence[ColumnElement[bool]]:
    """Return what chooses those rows of a table that travel with a library."""
    return (table.c.library == _OF, *(_OBJECT if table is records else ()))
