"""What derived indexes ask of the catalogue: which rows a library has, what became of them, and their vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select

from index.catalogue.database import Database
from index.tables import articles, departed, libraries, passages, terms

Vector = NDArray[np.float32]
Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
CHUNK = 500  # rows read at once; SQLite's oldest limit on variables in one statement is 999
KEPT = 10_000  # newest row numbers of the log that stay; who is further behind looks at all rows again
EMPTY = np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros((0, 0), np.float32)

_KEY = func.substr(passages.c.digest, 1, 8)
_OWN = passages.c.library + 0 == bindparam("of")  # no index of the library's: rows are found by their numbers
_ROWS: BindParameter[Any] = bindparam("rows", expanding=True)
_AMONG = passages.c.rowid.in_(_ROWS)
_INDEXED = select(libraries.c.id).where(libraries.c.indexed_at != "")
_CHANGES = select(libraries.c.changes).where(libraries.c.id == bindparam("of"))
_NEWEST = select(func.coalesce(func.max(departed.c.number), 0))
_DEPARTED = (
    select(departed.c.number, departed.c.passage)
    .where(departed.c.number > bindparam("since"))
    .order_by(departed.c.number)
)
_TRIM = delete(departed).where(departed.c.number <= select(func.max(departed.c.number) - KEPT).scalar_subquery())
_KEYS = (
    select(passages.c.rowid, _KEY)
    .where(passages.c.library == bindparam("of"))
    .with_hint(passages, "INDEXED BY passage_digest", "sqlite")
)
_AFTER = select(passages.c.rowid).where(passages.c.rowid > bindparam("last"), _OWN).order_by(passages.c.rowid)
_STORED = select(passages.c.rowid, _KEY, passages.c.embedding).where(_AMONG, _OWN)
_IDS = select(passages.c.rowid, passages.c.id).where(_AMONG, _OWN)
_NAMED = select(passages.c.id, terms.c.terms).join(terms).where(_AMONG, _OWN)
_TOLD = select(passages.c.id, terms.c.terms).join(terms)
_TOLD = _TOLD.where(passages.c.library == bindparam("of"), passages.c.id.in_(_ROWS))
_ENTRIES = (
    select(
        passages.c.rowid, _KEY, articles.c.published, articles.c.id, articles.c.publisher, articles.c.byline,
        terms.c.terms,
    )
    .select_from(passages)
    .join(terms)
    .join(articles, (articles.c.library == passages.c.library) & (articles.c.id == passages.c.article))
    .where(_AMONG, _OWN)
)  # fmt: skip
_LEAVING = select(passages.c.rowid).where(passages.c.library == bindparam("of"))
_DEPART = insert(departed).from_select(["passage"], _LEAVING)
_DEPART_ONE = insert(departed).from_select(["passage"], _LEAVING.where(passages.c.article == bindparam("about")))


class Rows:
    """Reads of passages by row number. A row's key is the beginning of the hash of what was embedded."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[int, tuple[int, tuple[Numbers, Keys]]] = {}

    def numbers(self) -> set[int]:
        """Return the numbers of the libraries that something was indexed into."""
        return {number for (number,) in self._all(_INDEXED)}

    def changes(self, library: int) -> int:
        """Return a number that every change of a library raises."""
        row = self._database.first(_CHANGES, of=library)
        return row[0] if row else 0

    def newest(self) -> int:
        """Return the last number of the log of rows that left their library."""
        return int(self._all(_NEWEST)[0][0])

    def departed(self, since: int) -> tuple[int, Numbers] | None:
        """Return the log's last number and the rows that left their library after `since`, None where it was cut."""
        found = self._all(_DEPARTED, since=since)
        if not found:
            return (since, EMPTY[0]) if self.newest() == since else None
        if found[0][0] != since + 1:
            return None
        return found[-1][0], np.array([row for _, row in found], np.int64)

    def trim(self) -> None:
        """Cut the log."""
        with self._database.write() as connection:
            connection.execute(_TRIM)

    def keys(self, library: int) -> tuple[Numbers, Keys]:
        """Return the row numbers of a library, ascending, and their keys.

        Vectors and terms ask one after the other when a process starts: the second is told what the first was.
        """
        changes, told = self.changes(library), self._keys.pop(library, None)
        if told and told[0] == changes:
            return told[1]
        found = self._read_keys(library)
        self._keys[library] = changes, found
        return found

    def _read_keys(self, library: int) -> tuple[Numbers, Keys]:
        """Read the index of digests, which holds both."""
        with self._database.read() as connection:
            found = connection.execute(_KEYS, {"of": library})
            blocks = [_split(block) for block in found.partitions(10_000)]
        if not blocks:
            return EMPTY[:2]
        rows, keys = (np.concatenate(part) for part in zip(*blocks, strict=True))
        order = np.argsort(rows)
        return rows[order], keys[order]

    def after(self, library: int, last: int) -> tuple[Numbers, Keys, Vector]:
        """Return row numbers, keys and vectors of a library's rows beyond a row number."""
        return self.stored(library, self.beyond(library, last))

    def beyond(self, library: int, last: int) -> list[int]:
        """Return a library's row numbers beyond one."""
        return [row for (row,) in self._all(_AFTER, last=last, of=library)]

    def stored(self, library: int, rows: Sequence[int] | Numbers) -> tuple[Numbers, Keys, Vector]:
        """Return row numbers, keys and vectors of those among `rows` that are a library's own."""
        numbers, keys, filled = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.uint64), 0
        matrix: Vector | None = None
        for some in self._among(_STORED, library, map(int, rows)):
            if matrix is None:
                matrix = np.empty((len(rows), len(some[0][2]) // 4), np.float32)
            end = filled + len(some)
            numbers[filled:end], keys[filled:end] = _split([row[:2] for row in some])
            matrix[filled:end] = np.frombuffer(b"".join(row[2] for row in some), np.float32).reshape(len(some), -1)
            filled = end
        return EMPTY if matrix is None else (numbers[:filled], keys[:filled], matrix[:filled])

    def ids(self, library: int, rows: Iterable[int]) -> dict[int, str]:
        """Return the ids of passages by row number, of those that are a library's own."""
        return {row: key for some in self._among(_IDS, library, map(int, rows)) for row, key in some}

    def entries(self, library: int, rows: Iterable[int]) -> Iterator[Any]:
        """Yield row number, beginning of the hash, day, article, publisher, byline and terms of a library's rows."""
        return chain.from_iterable(self._among(_ENTRIES, library, rows))

    def terms(self, library: int, rows: Iterable[int]) -> list[tuple[str, str]]:
        """Return id and terms of passages by row number, of those that are a library's own."""
        return [(key, told) for some in self._among(_NAMED, library, rows) for key, told in some]

    def told(self, library: int, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Return id and terms of passages by id, of those that are a library's own."""
        return [(key, told) for some in self._among(_TOLD, library, ids) for key, told in some]

    def _among(self, statement: Select[Any], library: int, rows: Iterable[int | str]) -> Iterator[list[Any]]:
        wanted = iter(rows)
        while some := list(islice(wanted, CHUNK)):
            if found := self._all(statement, rows=some, of=library):
                yield found

    def _all(self, statement: Select[Any], **values: Any) -> list[Any]:
        with self._database.read() as connection:
            return list(connection.execute(statement, values).all())


def depart(connection: Connection, library: int, article_id: str | None = None) -> None:
    """Note, before it happens, that passages leave their library: their row numbers may be used again."""
    if article_id is None:
        connection.execute(_DEPART, {"of": library})
    else:
        connection.execute(_DEPART_ONE, {"of": library, "about": article_id})


def _split(found: Sequence[tuple[int, bytes]]) -> tuple[Numbers, Keys]:
    joined = b"".join(bytes(digest).ljust(8, b"\0") for _, digest in found)
    return np.array([row for row, _ in found], np.int64), np.frombuffer(joined, np.uint64)
