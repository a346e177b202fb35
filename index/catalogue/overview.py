"""What is true of a library as a whole: read from its totals, so that a question counts nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from index.catalogue import codec
from index.catalogue.database import Database
from index.catalogue.lookup import Lookup, conditions
from index.tables import articles, libraries, totals
from index.values import Filters, LibraryStatus

_NAMED = libraries.c.name == bindparam("library")
_OWN = totals.c.library == select(libraries.c.id).where(_NAMED).scalar_subquery()
_CHANGES = select(libraries.c.id, libraries.c.changes).where(_NAMED)
_ALL = (_OWN, totals.c.facet == "")
_COUNT = select(totals.c.passages).where(*_ALL)


def _far(which: Any, facet: str) -> Any:
    """Return the first or last value of a facet, which the key of totals gives at once."""
    own = (totals.c.library == libraries.c.id, totals.c.facet == facet)
    return select(which(totals.c.name)).where(*own).correlate(libraries).scalar_subquery()


_STATUS = (
    select(
        func.coalesce(totals.c.articles, 0), func.coalesce(totals.c.passages, 0),
        _far(func.min, "published"), _far(func.max, "published"),
        libraries.c.indexed_at, libraries.c.model, func.coalesce(_far(func.max, "indexed_at"), ""),
    )
    .select_from(libraries)
    .join(totals, (totals.c.library == libraries.c.id) & (totals.c.facet == ""), isouter=True)
    .where(_NAMED)
)  # fmt: skip
_NOTHING = (0, 0, None, None, "", "", "")
_REACH = select(func.count(), func.min(articles.c.published), func.max(articles.c.published)).where(
    articles.c.library == bindparam("of"), articles.c.live != 0
)
_LANGUAGE = (
    select(totals.c.name)
    .where(_OWN, totals.c.facet == "language")
    .order_by(totals.c.passages.desc(), totals.c.name)
    .limit(1)
)


def _names(facet: str) -> Select[Any]:
    return select(totals.c.name).where(_OWN, totals.c.facet == facet, totals.c.name != "").order_by(totals.c.name)


_PUBLISHERS, _BYLINES = _names("publisher"), _names("byline")


class Overview(Lookup):
    """Counts, days and names of libraries."""

    def __init__(
        self, database: Database, lexical: Path | None = None, owns: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(database, lexical, owns)
        self._bylines: dict[int, tuple[int, tuple[str, ...]]] = {}

    def passage_count(self, library: str) -> int:
        """Return how many passages a library's articles say that they have."""
        row = self.database.first(_COUNT, library=library)
        return row[0] if row else 0

    def status(self, library: str) -> LibraryStatus:
        live, cut, first, last, indexed_at, model, newest_at = self.database.first(_STATUS, library=library) or _NOTHING
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
        row = self.database.first(_LANGUAGE, library=library)
        return row[0] if row else ""

    def publishers(self, library: str) -> list[str]:
        return [name for (name,) in self.database.all(_PUBLISHERS, library=library)]

    def bylines(self, library: str) -> tuple[str, ...]:
        """Return who wrote, kept in memory until the library changes: reading 2,000 takes 1 ms, 20,000 take 33."""
        number, changes = self.database.first(_CHANGES, library=library) or (0, 0)
        known = None if self.database.writing else self._bylines.get(number)
        if known is None or known[0] != changes:
            known = changes, tuple(name for (name,) in self.database.all(_BYLINES, library=library))
            if not self.database.writing:
                self._bylines[number] = known
        return known[1]
