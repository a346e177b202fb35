"""What is true of a library as a whole, read once for each of its changes: a question reads no count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, select

from index.catalogue import codec
from index.catalogue.database import Database
from index.catalogue.lookup import Lookup, conditions
from index.tables import articles, libraries
from index.values import Filters, LibraryStatus

T = TypeVar("T")
Read = Callable[[Connection, int], T]

_NAMED = libraries.c.name == bindparam("library")
_MADE = select(libraries.c.indexed_at, libraries.c.model).where(_NAMED)
_CHANGES = select(libraries.c.id, libraries.c.changes).where(_NAMED)
_LIVE = (articles.c.library == bindparam("of"), articles.c.live != 0)
_COUNTS = select(
    func.count(),
    func.coalesce(func.sum(articles.c.passages), 0),
    func.min(articles.c.published),
    func.max(articles.c.published),
    func.coalesce(func.max(articles.c.indexed_at), ""),
).where(*_LIVE)
_REACH = select(func.count(), func.min(articles.c.published), func.max(articles.c.published)).where(*_LIVE)
_LANGUAGE = (
    select(articles.c.language)
    .where(*_LIVE)
    .group_by(articles.c.language)
    .order_by(func.sum(articles.c.passages).desc(), articles.c.language)
    .limit(1)
)


class Overview(Lookup):
    """Counts, days and names of libraries, kept in memory until the library changes."""

    def __init__(
        self, database: Database, lexical: Path | None = None, owns: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(database, lexical, owns)
        self._seen: dict[tuple[int, str], tuple[int, Any]] = {}

    def passage_count(self, library: str) -> int:
        """Return how many passages a library's articles say that they have: counting them takes ten times as long."""
        return int(self._once(library, "counts", _counts)[1])

    def status(self, library: str) -> LibraryStatus:
        live, cut, first, last, newest_at = self._once(library, "counts", _counts)
        with self.database.read() as connection:
            indexed_at, model = connection.execute(_MADE, {"library": library}).first() or ("", "")
        names = tuple(self.publishers(library))
        return LibraryStatus(library, live, cut, codec.day(first), codec.day(last), names, indexed_at, model, newest_at)

    def reach(self, library: str, filters: Filters) -> tuple[int, date | None, date | None]:
        """Return how many articles filters allow, and the first and last day on which one of them was published."""
        with self.database.read() as connection:
            statement = _REACH.where(*conditions(filters))
            count, first, last = connection.execute(statement, {"of": self.library_id(library)}).one()
        return count, codec.day(first), codec.day(last)

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
            number, changes = self.database.first(_CHANGES, library=library) or (0, 0)
            if self.database.writing:
                return read(connection, number)
            known = self._seen.get((number, what))
            if known is None or known[0] != changes:
                known = self._seen[number, what] = (changes, read(connection, number))
        found: T = known[1]
        return found


def _counts(connection: Connection, number: int) -> tuple[Any, ...]:
    return tuple(connection.execute(_COUNTS, {"of": number}).one())


def _language(connection: Connection, number: int) -> str:
    return connection.scalar(_LANGUAGE, {"of": number}) or ""


def _names(column: str) -> Read[list[str]]:
    said = articles.c[column]
    names = select(said).distinct().where(*_LIVE, said != "").order_by(said)

    def read(connection: Connection, number: int) -> list[str]:
        return list(connection.scalars(names, {"of": number}))

    return read
