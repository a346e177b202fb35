"""A library to lines, read in one transaction and never held in memory."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from index.catalogue.articles import now
from index.catalogue.database import Database
from index.errors import NotIndexed
from index.portable.lines import RULE, Writer, dumps
from index.portable.tables import FORMAT, JSON, TABLES

Report = Callable[[int, int], None]
ARTICLE = "id, source, digest, revision, live, passages, indexed_at"
PASSAGE = "start, end, kind, section, embedding"
ANSWERS = ("record", "quoted", "correction")  # kinds of lines
STEP = 50  # articles between two reports


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


def _library(connection: sqlite3.Connection, name: str) -> tuple[int, str, str]:
    sql = "SELECT id, model, indexed_at FROM libraries WHERE name = ? AND indexed_at <> ''"
    row: tuple[int, str, str] | None = connection.execute(sql, (name,)).fetchone()
    if row is None:
        raise NotIndexed(f"There is no library “{name}”. `footnote index status` names all.")
    return row


class _Export:
    """One library."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        writer: Writer,
        number: int,
        report: Report,
        tables: Sequence[str],
        *,
        vectors: bool,
    ) -> None:
        self._connection, self._writer, self._number = connection, writer, number
        self._report, self._tables, self._vectors = report, tables, vectors

    def run(self, name: str, model: str, indexed_at: str) -> None:
        counts = self._counts()
        header = {"format": FORMAT, "library": name, "model": model, "dimension": self._dimension()}
        header |= {"vectors": self._vectors, "indexed_at": indexed_at, "made": now(), "counts": counts, "rule": RULE}
        self._writer.header(header)
        columns = ", ".join(f"a.{name}" for name in ARTICLE.split(", "))
        sql = (
            f"SELECT {columns} FROM articles a LEFT JOIN signatures s ON s.library = a.library AND s.article = a.id "
            "WHERE a.library = ? ORDER BY s.number IS NULL, s.number, a.id"  # of equal copies the first one leads
        )
        for done, row in enumerate(self._connection.execute(sql, (self._number,))):
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
        counts = {kind: self._one(f"SELECT count(*) FROM {table} WHERE library = ?") for kind, table in tables.items()}
        if "record" in counts:
            counts["record"] = self._one(f"SELECT count(*) FROM records WHERE library = ? AND {OBJECT}")
        return counts

    def _dimension(self) -> int:
        sql = "SELECT coalesce((SELECT length(embedding) FROM passages WHERE library = ? LIMIT 1), 0)"
        return self._one(sql) // 4

    def _one(self, sql: str) -> int:
        return int(self._connection.execute(sql, (self._number,)).fetchone()[0])

    def _article(self, row: Sequence[Any]) -> None:
        fields = dict(zip(ARTICLE.split(", "), row, strict=True))
        self._writer.line("article", dumps(fields | {"live": bool(fields["live"])}))
        key = (self._number, fields["id"])
        sql = "SELECT revision, body FROM revisions WHERE library = ? AND article = ? ORDER BY revision"
        for number, body in self._connection.execute(sql, key):
            self._writer.line("revision", f'{{"number":{number},"body":{body}}}')
        self._passages(key)

    def _passages(self, key: tuple[int, str]) -> None:
        sql = f"SELECT {PASSAGE} FROM passages WHERE library = ? AND article = ? ORDER BY start"
        for start, end, kind, section, vector in self._connection.execute(sql, key):
            said = f'"start":{start},"end":{end},"kind":"{kind}","section":{dumps(section)}'
            if self._vectors:
                said += f',"vector":"{base64.b64encode(vector).decode()}"'
            self._writer.line("passage", f"{{{said}}}")

    def _rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table as its lines; sources are numbered as they come, and items name those numbers."""
        table, model, order = TABLES[kind]
        names = list(model.model_fields)
        columns = ", ".join("id" if name == "number" and kind == "source" else name for name in names)
        sql = f"SELECT {columns} FROM {table} WHERE library = ?{f' AND {OBJECT}' if kind == 'record' else ''}"
        for row in self._connection.execute(f"{sql} ORDER BY {order}", (self._number,)):
            fields = dict(zip(names, row, strict=True))
            yield {name: json.loads(value) if name in JSON else value for name, value in fields.items()} | self._named(
                kind, fields
            )

    def _named(self, kind: str, fields: dict[str, Any]) -> dict[str, int]:
        """Return the field that holds a source's row number, as its place among the sources of the library."""
        field = {"source": "number", "item": "source"}.get(kind)
        if field is None:
            return {}
        sql = "SELECT count(*) FROM sources WHERE library = ? AND id < ?"
        return {field: self._connection.execute(sql, (self._number, fields[field])).fetchone()[0]}


OBJECT = "value LIKE '{%' AND kind NOT LIKE '.%'"
"""Records that are objects; the others count what this machine spent. A kind with a dot in front stays here."""
