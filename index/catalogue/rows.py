"""What the exact scan asks of the catalogue: which rows a library has, what became of them, and their vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue.database import Database

Vector = NDArray[np.float32]
Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
CHUNK = 500  # SQLite's oldest limit on variables in one statement is 999
KEPT = 10_000  # newest row numbers of the log that stay; who is further behind looks at all rows again
EMPTY = np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros((0, 0), np.float32)


class Rows:
    """Reads of passages by row number. A row's key is the beginning of the hash of what was embedded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self) -> set[int]:
        """Return the numbers of the libraries that something was indexed into."""
        return {number for (number,) in self._all("SELECT id FROM libraries WHERE indexed_at <> ''")}

    def changes(self, library: int) -> int:
        """Return a number that every change of a library raises."""
        return sum(row[0] for row in self._all("SELECT changes FROM libraries WHERE id = ?", library))

    def newest(self) -> int:
        """Return the last number of the log of rows that left their library."""
        return int(self._all("SELECT coalesce(max(number), 0) FROM departed")[0][0])

    def departed(self, since: int) -> tuple[int, Numbers] | None:
        """Return the log's last number and the rows that left their library after `since`, None where it was cut."""
        found = self._all("SELECT number, passage FROM departed WHERE number > ? ORDER BY number", since)
        if not found:
            return (since, EMPTY[0]) if self.newest() == since else None
        if found[0][0] != since + 1:
            return None
        return found[-1][0], np.array([row for _, row in found], np.int64)

    def trim(self) -> None:
        """Cut the log."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM departed WHERE number <= (SELECT max(number) FROM departed) - ?", (KEPT,))

    def keys(self, library: int) -> tuple[Numbers, Keys]:
        """Return the row numbers of a library, ascending, and their keys; the index of digests holds both."""
        sql = "SELECT rowid, substr(digest, 1, 8) FROM passages INDEXED BY passage_digest WHERE library = ?"
        with self._database.read() as connection:
            cursor = connection.execute(sql, (library,))
            blocks = [_split(block) for block in iter(lambda: cursor.fetchmany(10_000), [])]
        if not blocks:
            return EMPTY[:2]
        rows, keys = (np.concatenate(part) for part in zip(*blocks, strict=True))
        order = np.argsort(rows)
        return rows[order], keys[order]

    def after(self, library: int, last: int) -> tuple[Numbers, Keys, Vector]:
        """Return row numbers, keys and vectors of a library's rows beyond a row number."""
        sql = "SELECT rowid FROM passages WHERE rowid > ? AND +library = ? ORDER BY rowid"
        return self.stored(library, [row for (row,) in self._all(sql, last, library)])

    def stored(self, library: int, rows: Sequence[int] | Numbers) -> tuple[Numbers, Keys, Vector]:
        """Return row numbers, keys and vectors of those among `rows` that are a library's own."""
        numbers, keys, filled = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.uint64), 0
        matrix: Vector | None = None
        for some in self._among("rowid, substr(digest, 1, 8), embedding", library, rows):
            if matrix is None:
                matrix = np.empty((len(rows), len(some[0][2]) // 4), np.float32)
            end = filled + len(some)
            numbers[filled:end], keys[filled:end] = _split([row[:2] for row in some])
            matrix[filled:end] = np.frombuffer(b"".join(row[2] for row in some), np.float32).reshape(len(some), -1)
            filled = end
        return EMPTY if matrix is None else (numbers[:filled], keys[:filled], matrix[:filled])

    def ids(self, library: int, rows: Iterable[int]) -> dict[int, str]:
        """Return the ids of passages by row number, of those that are a library's own."""
        return {row: key for some in self._among("rowid, id", library, rows) for row, key in some}

    def _among(self, columns: str, library: int, rows: Iterable[int]) -> Iterator[list[Any]]:
        wanted = map(int, rows)
        while some := list(islice(wanted, CHUNK)):
            marks = ",".join("?" * len(some))
            sql = f"SELECT {columns} FROM passages WHERE rowid IN ({marks}) AND +library = ?"
            if found := self._all(sql, *some, library):
                yield found

    def _all(self, sql: str, *values: int) -> list[Any]:
        with self._database.read() as connection:
            found: list[Any] = connection.execute(sql, values).fetchall()
        return found


def depart(connection: sqlite3.Connection, condition: str, *values: Any) -> None:
    """Note, before it happens, that passages leave their library: their row numbers may be used again."""
    connection.execute(f"INSERT INTO departed (passage) SELECT rowid FROM passages WHERE {condition}", values)


def _split(found: Sequence[tuple[int, bytes]]) -> tuple[Numbers, Keys]:
    joined = b"".join(bytes(digest).ljust(8, b"\0") for _, digest in found)
    return np.array([row for row, _ in found], np.int64), np.frombuffer(joined, np.uint64)
