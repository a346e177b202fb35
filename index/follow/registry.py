"""Where articles come from: the sources of every library, and what each listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, or_, select, update

from index.catalogue.articles import Catalogue
from index.catalogue.codec import moment, now, stamp
from index.catalogue.records import Memory
from index.catalogue.replace import replace
from index.errors import NotIndexed
from index.follow.origins import Counts, Source, SourceKind
from index.tables import items, libraries, sources
from index.values import Progress

_NAMES = tuple(field.name for field in fields(Source))
_DOUBTED = "doubted address"
HOLD = 1800.0
"""Seconds for which a worker of a shared catalogue has a source for itself: 500 pages take 500 or more to fetch."""
_SOURCES = select(*(libraries.c.name if name == "library" else sources.c[name] for name in _NAMES)).join_from(
    sources, libraries, libraries.c.id == sources.c.library
)
_OF = libraries.c.name == bindparam("of")
_ALL = _SOURCES.where(_OF).order_by(sources.c.id)
_FIND = _ALL.where(or_(sources.c.address == bindparam("at"), sources.c.id == bindparam("numbered")))
_DUE = _SOURCES.where(sources.c.due_at != "", sources.c.paused == 0, sources.c.due_at <= bindparam("at")).order_by(
    sources.c.due_at, sources.c.id
)
_WATCHED = _SOURCES.where(sources.c.kind == "folder", sources.c.every != 0, sources.c.paused == 0).order_by(
    sources.c.id
)
_ONE = sources.c.id == bindparam("source")
_LISTED = items.c.source == bindparam("source")
_VALIDATORS = select(sources.c.validators).where(_ONE)
_THERE = select(sources.c.id).where(_ONE, sources.c.address == bindparam("at"))
_BY_OTHERS = select(items.c.article).where(
    items.c.source != bindparam("source"),
    items.c.library == select(sources.c.library).where(_ONE).scalar_subquery(),
)
_ALONE = select(items.c.article).distinct().where(_LISTED, items.c.article != "", items.c.article.not_in(_BY_OTHERS))
_BECAME = (items.c.library == bindparam("of"), items.c.article == bindparam("about"))
_CLAIMANTS = select(items.c.address).distinct().where(*_BECAME).order_by(items.c.address)
_DOUBT = (
    update(items)
    .where(*_BECAME, items.c.address != bindparam("about"))
    .values(due_at=bindparam("at"), etag="", modified="")
)


@dataclass(frozen=True, slots=True)
class Item:
    """One address that a source listed: the article it became, and what is needed to ask for it again.

    `stamp` is what the listing said of it (a date, a hash): the same stamp needs no request. `article` is the source
    address of the article, "" where none was indexed. `misses` counts answers in a row that it is not there.
    """

    address: str
    article: str = ""
    stamp: str = ""
    etag: str = ""
    modified: str = ""
    fetched_at: str = ""
    due_at: str = ""
    misses: int = 0
    error: str = ""


_ITEMS = select(*(items.c[field.name] for field in fields(Item))).where(_LISTED)


class Sources:
    """The sources of every library. Times are UTC; a source with `every` 0 is refreshed on demand only."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._database = catalogue, catalogue.database

    def add(
        self, library: str, kind: SourceKind, address: str, *, every: int = 0, by: str = "", title: str = ""
    ) -> Source:
        """Register a source, due at once where it has a schedule; one that is there gets the new schedule."""
        at = now()
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            row = {"kind": kind, "every": every, "due_at": at if every else ""}
            there = sources.c.library == number, sources.c.address == address
            renewed = row | {"paused": 0} | ({"title": title} if title else {})
            if not connection.execute(update(sources).where(*there).values(renewed)).rowcount:
                row |= {"library": number, "address": address, "title": title, "added_by": by, "added_at": at}
                connection.execute(insert(sources), row)
        return self.find(library, address)

    def all(self, library: str) -> list[Source]:
        """Return the sources of a library, in the order in which they were added."""
        return self._read(_ALL, of=library)

    def find(self, library: str, key: str | int) -> Source:
        """Return the source with this id or address. Raises NotIndexed."""
        found = self._read(_FIND, of=library, at=str(key), numbered=_number(key))
        if not found:
            raise NotIndexed(f"The library {library} has no source {key}. `footnote index source list` shows them.")
        return found[0]

    def due(self, at: datetime) -> list[Source]:
        """Return the sources of all libraries whose time has come, the longest overdue first."""
        return self._read(_DUE, at=stamp(at))

    def watched(self) -> list[Source]:
        """Return the folders of all libraries that are refreshed by themselves."""
        return self._read(_WATCHED)

    def pause(self, source: Source, paused: bool) -> None:
        """Stop or resume the schedule; a resumed source is due at once."""
        self._set(source.id, paused=int(paused), **({} if paused else {"due_at": now()}))

    def remove(self, source: Source) -> None:
        """Forget a source and what it listed; its articles stay."""
        with self._database.write() as connection:  # the source first: who lists something of it holds its row
            connection.execute(delete(sources).where(_ONE), {"source": source.id})
            connection.execute(delete(items).where(_LISTED), {"source": source.id})

    def left(self, source: Source) -> bool:
        """Tell whether a refresh that was due is still to be done, here; a folder is refreshed when it changes, too.

        Of the workers of a shared catalogue one takes it, and files are read where they are.
        """
        is_folder, due = source.kind == "folder", any(one.id == source.id for one in self.due(datetime.now(UTC)))
        if not self._database.shared:
            return due or is_folder
        if source.kind in ("folder", "file") and not Path(source.address).exists():
            return False
        return self._claim(source) if due else is_folder

    def _claim(self, source: Source) -> bool:
        was = stamp(source.due_at) if source.due_at else ""
        statement = update(sources).where(sources.c.id == source.id, sources.c.due_at == was)
        with self._database.write() as connection:
            return connection.execute(statement.values(due_at=self._until())).rowcount == 1

    def begin(self, source: Source) -> None:
        """Note that a refresh starts. The source is due until it has ended: one that was killed is taken up again."""
        self._set(source.id, tried_at=now(), due_at=self._until())

    def _until(self) -> str:
        """Return from when on a source whose refresh begins now may be taken up by others."""
        return stamp(datetime.now(UTC) + timedelta(seconds=HOLD)) if self._database.shared else now()

    def put_off(self, source: Source) -> None:
        """Have a source wait for its schedule; without one until somebody asks."""
        self._set(source.id, due_at=_later(source))

    def succeed(self, source: Source, progress: Progress, *, title: str = "") -> None:
        """Note a refresh that reached the source; single articles of it may have failed."""
        counts = {field.name: getattr(progress, field.name) for field in fields(Counts)}
        named = {"title": title} if title else {}
        done = {"succeeded_at": now(), "error": "", "due_at": _later(source)}
        self._set(source.id, counts=json.dumps(counts), **done, **named)

    def fail(self, source: Source, reason: str, *, retry: float = 0) -> None:
        """Note why a source could not be reached; `retry` are the seconds for which it asked to be left alone."""
        self._set(source.id, error=reason, due_at=_later(source, retry))

    def alarm(self, source: Source, alarmed: bool) -> None:
        """Remember that people were told that a source is overdue, or that it recovered."""
        self._set(source.id, alarmed=int(alarmed))

    def validators(self, source: Source) -> dict[str, str]:
        """Return what the last listing came with: etag, modified, digest."""
        with self._database.read() as connection:
            said = connection.scalar(_VALIDATORS, {"source": source.id})
        found: dict[str, str] = json.loads(said) if said else {}
        return found

    def validate(self, source: Source, **validators: str) -> None:
        self._set(source.id, validators=json.dumps(validators))

    def items(self, source: Source) -> dict[str, Item]:
        """Return address → what is known of it."""
        with self._database.read() as connection:
            rows = connection.execute(_ITEMS, {"source": source.id}).all()
        return {row[0]: Item(*row) for row in rows}

    def there(self, source: Source) -> bool:
        """Tell whether a source has not been removed."""
        with self._database.read() as connection:
            return connection.execute(_THERE, {"source": source.id, "at": source.address}).first() is not None

    def put_items(self, source: Source, listed: Iterable[Item]) -> None:
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, source.library)
            if connection.execute(_THERE.with_for_update(), {"source": source.id, "at": source.address}).first():
                rows = ({"library": number, "source": source.id, **asdict(item)} for item in listed)
                replace(connection, items, rows)

    def alone(self, source: Source) -> list[str]:
        """Return the article sources that this source brought and no other source lists."""
        with self._database.read() as connection:
            return list(connection.scalars(_ALONE, {"source": source.id}))

    def claimants(self, library: str, article: str) -> list[str]:
        """Return the addresses that became an article, whichever source lists them."""
        values = {"of": self._catalogue.library_id(library), "about": article}
        with self._database.read() as connection:
            return list(connection.scalars(_CLAIMANTS, values))

    def doubted(self, library: str) -> set[str]:
        """Return the addresses that pages of other words named as their own."""
        return {key for key, _ in Memory(self._catalogue).listed(library, _DOUBTED)}

    def doubt(self, library: str, address: str) -> None:
        """Believe no page any more that it is known under an address of others; those that did are asked for again."""
        Memory(self._catalogue).record(library, _DOUBTED, address, {})
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            connection.execute(_DOUBT, {"of": number, "about": address, "at": now()})

    def _set(self, source_id: int, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(update(sources).where(sources.c.id == source_id).values(values))

    def _read(self, statement: Select[Any], **values: Any) -> list[Source]:
        with self._database.read() as connection:
            return [_source(row) for row in connection.execute(statement, values)]


def _source(row: Sequence[Any]) -> Source:
    values = dict(zip(_NAMES, row, strict=True))
    values |= {name: moment(values[name]) for name in _NAMES if name.endswith("_at")}
    values |= {"paused": bool(values["paused"]), "alarmed": bool(values["alarmed"])}
    return Source(**(values | {"counts": Counts(**json.loads(values["counts"]))}))


def _later(source: Source, seconds: float = 0) -> str:
    """Return when a source is due by its schedule, or after so many seconds, "" where it has no schedule."""
    return stamp(datetime.now(UTC) + timedelta(seconds=max(seconds, source.every))) if source.every else ""


def _number(key: str | int) -> int:
    return int(key) if str(key).isascii() and str(key).isdecimal() and len(str(key)) < 18 else -1
