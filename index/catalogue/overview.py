"""What is true of a library as a whole, read once for each of its changes: a question reads no count."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection
from typing import Any, TypeVar

from index.catalogue import codec
from index.catalogue.database import Database
from index.catalogue.lookup import Lookup
from index.values import LibraryStatus

T = TypeVar("T")
Read = Callable[[Connection, int], T]


class Overview(Lookup):
    """Counts, days and names of libraries, kept in memory until the library changes."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._seen: dict[tuple[int, str], tuple[int, Any]] = {}

    def passage_count(self, library: str) -> int:
        return self._once(library, "passages", _passages)

    def status(self, library: str) -> LibraryStatus:
        articles, passages, first, last, newest_at = self._once(library, "counts", _counts)
        with self.database.read() as connection:
            sql = "SELECT indexed_at, model FROM libraries WHERE name = ?"
            indexed_at, model = connection.execute(sql, (library,)).fetchone() or ("", "")
        names = tuple(self.publishers(library))
        return LibraryStatus(
            library, articles, passages, codec.day(first), codec.day(last), names, indexed_at, model, newest_at
        )

    def language(self, library: str) -> str:
        """Return the code of the language that most passages of a library are written in; "" of an empty one."""
        return self._once(library, "language", _language)

    def publishers(self, library: str) -> list[str]:
        return list(self._once(library, "publishers", _names("publisher")))

    def bylines(self, library: str) -> list[str]:
        return list(self._once(library, "bylines", _names("byline")))

    def _once(self, library: str, what: str, read: Read[T]) -> T:
        """Return what `read` finds in a library, as of its latest change; what is not committed is not remembered."""
        with self.database.read() as connection:
            row = connection.execute("SELECT id, changes FROM libraries WHERE name = ?", (library,)).fetchone()
            number, changes = row or (0, 0)
            if self.database.writing:
                return read(connection, number)
            known = self._seen.get((number, what))
            if known is None or known[0] != changes:
                known = self._seen[number, what] = (changes, read(connection, number))
        found: T = known[1]
        return found


def _passages(connection: Connection, number: int) -> int:
    return int(connection.execute("SELECT count(*) FROM passages WHERE library = ?", (number,)).fetchone()[0])


def _counts(connection: Connection, number: int) -> tuple[Any, ...]:
    sql = (
        "SELECT count(*), coalesce(sum(passages), 0), min(published), max(published), "
        "coalesce(max(indexed_at), '') FROM articles WHERE library = ? AND live"
    )
    found: tuple[Any, ...] = connection.execute(sql, (number,)).fetchone()
    return found


def _language(connection: Connection, number: int) -> str:
    sql = (
        "SELECT language FROM articles WHERE library = ? AND live GROUP BY language "
        "ORDER BY sum(passages) DESC, language LIMIT 1"
    )
    row = connection.execute(sql, (number,)).fetchone()
    return row[0] if row else ""


def _names(column: str) -> Read[list[str]]:
    def read(connection: Connection, number: int) -> list[str]:
        sql = f"SELECT DISTINCT {column} FROM articles WHERE library = ? AND live AND {column} <> '' ORDER BY 1"
        return [row[0] for row in connection.execute(sql, (number,))]

    return read
