"""Where articles come from: the sources of every library, and what each listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from index.catalogue.articles import Catalogue, now
from index.catalogue.codec import moment, stamp
from index.catalogue.records import Memory
from index.errors import NotIndexed
from index.follow.origins import Counts, Source, SourceKind
from index.values import Progress

_NAMES = tuple(field.name for field in fields(Source))
_COLUMNS = ", ".join("l.name" if name == "library" else f"s.{name}" for name in _NAMES)
_DOUBTED = "doubted address"
_ITEM = "address, article, stamp, etag, modified, fetched_at, due_at, misses, error"


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
            connection.execute(
                "INSERT INTO sources (library, kind, address, title, every, added_by, added_at, due_at) "
                "VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (library, address) DO UPDATE SET kind = excluded.kind, "
                "every = excluded.every, paused = 0, due_at = excluded.due_at, "
                "title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END",
                (number, kind, address, title, every, by, at, at if every else ""),
            )
        return self.find(library, address)

    def all(self, library: str) -> list[Source]:
        """Return the sources of a library, in the order in which they were added."""
        return self._read("l.name = ?", (library,))

    def find(self, library: str, key: str | int) -> Source:
        """Return the source with this id or address. Raises NotIndexed."""
        found = self._read("l.name = ? AND (s.address = ? OR s.id = ?)", (library, str(key), _number(key)))
        if not found:
            raise NotIndexed(f"The library {library} has no source {key}. `footnote index source list` shows them.")
        return found[0]

    def due(self, at: datetime) -> list[Source]:
        """Return the sources of all libraries whose time has come, the longest overdue first."""
        condition = "s.due_at <> '' AND NOT s.paused AND s.due_at <= ?"
        return self._read(condition, (stamp(at),), order="s.due_at, s.id")

    def watched(self) -> list[Source]:
        """Return the folders of all libraries that are refreshed by themselves."""
        return self._read("s.kind = 'folder' AND s.every AND NOT s.paused", ())

    def is_due(self, source: Source, at: datetime) -> bool:
        """Tell whether a source that was due still is."""
        return any(one.id == source.id for one in self.due(at))

    def pause(self, source: Source, paused: bool) -> None:
        """Stop or resume the schedule; a resumed source is due at once."""
        self._set(source.id, paused=int(paused), **({} if paused else {"due_at": now()}))

    def remove(self, source: Source) -> None:
        """Forget a source and what it listed; its articles stay."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM items WHERE source = ?", (source.id,))
            connection.execute("DELETE FROM sources WHERE id = ?", (source.id,))

    def begin(self, source: Source) -> None:
        """Note that a refresh starts. The source is due until it has ended: one that was killed is taken up again."""
        moment = now()
        self._set(source.id, tried_at=moment, due_at=moment)

    def put_off(self, source: Source, seconds: float = 0) -> None:
        """Have a source wait for its schedule, or longer; without a schedule until somebody asks."""
        later = datetime.now(UTC) + timedelta(seconds=max(seconds, source.every))
        self._set(source.id, due_at=stamp(later) if source.every else "")

    def succeed(self, source: Source, progress: Progress, *, title: str = "") -> None:
        """Note a refresh that reached the source; single articles of it may have failed."""
        counts = {field.name: getattr(progress, field.name) for field in fields(Counts)}
        named = {"title": title} if title else {}
        self._set(source.id, succeeded_at=now(), error="", counts=json.dumps(counts), **named)
        self.put_off(source)

    def fail(self, source: Source, reason: str, *, retry: float = 0) -> None:
        """Note why a source could not be reached; `retry` are the seconds for which it asked to be left alone."""
        self._set(source.id, error=reason)
        self.put_off(source, retry)

    def alarm(self, source: Source, alarmed: bool) -> None:
        """Remember that people were told that a source is overdue, or that it recovered."""
        self._set(source.id, alarmed=int(alarmed))

    def validators(self, source: Source) -> dict[str, str]:
        """Return what the last listing came with: etag, modified, digest."""
        with self._database.read() as connection:
            row = connection.execute("SELECT validators FROM sources WHERE id = ?", (source.id,)).fetchone()
        found: dict[str, str] = json.loads(row[0]) if row else {}
        return found

    def validate(self, source: Source, **validators: str) -> None:
        self._set(source.id, validators=json.dumps(validators))

    def items(self, source: Source) -> dict[str, Item]:
        """Return address → what is known of it."""
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {_ITEM} FROM items WHERE source = ?", (source.id,)).fetchall()
        return {row[0]: Item(*row) for row in rows}

    def put_items(self, source: Source, items: Iterable[Item]) -> None:
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, source.library)
            connection.executemany(
                f"INSERT OR REPLACE INTO items (library, source, {_ITEM}) SELECT ?,?,?,?,?,?,?,?,?,?,? "
                "WHERE EXISTS (SELECT 1 FROM sources WHERE id = ? AND address = ?)",
                [(number, source.id, *asdict(item).values(), source.id, source.address) for item in items],
            )

    def alone(self, source: Source) -> list[str]:
        """Return the article sources that this source brought and no other source lists."""
        sql = (
            "SELECT DISTINCT article FROM items WHERE source = ? AND article <> '' AND article NOT IN "
            "(SELECT article FROM items WHERE source <> ? AND library = (SELECT library FROM sources WHERE id = ?))"
        )
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(sql, (source.id,) * 3)]

    def claimants(self, library: str, article: str) -> list[str]:
        """Return the addresses that became an article, whichever source lists them."""
        sql = "SELECT DISTINCT address FROM items WHERE library = ? AND article = ? ORDER BY address"
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(sql, (self._catalogue.library_id(library), article))]

    def doubted(self, library: str) -> set[str]:
        """Return the addresses that pages of other words named as their own."""
        return {key for key, _ in Memory(self._catalogue).listed(library, _DOUBTED)}

    def doubt(self, library: str, address: str) -> None:
        """Believe no page any more that it is known under an address of others; those that did are asked for again."""
        Memory(self._catalogue).record(library, _DOUBTED, address, {})
        sql = "UPDATE items SET due_at = ?, etag = '', modified = '' WHERE library = ? AND article = ? AND address <> ?"
        with self._database.write() as connection:
            connection.execute(sql, (now(), self._catalogue.register_in(connection, library), address, address))

    def _set(self, source_id: int, **values: Any) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        with self._database.write() as connection:
            connection.execute(f"UPDATE sources SET {names} WHERE id = ?", (*values.values(), source_id))

    def _read(self, condition: str, values: Sequence[Any], order: str = "s.id") -> list[Source]:
        tables = "sources s JOIN libraries l ON l.id = s.library"
        sql = f"SELECT {_COLUMNS} FROM {tables} WHERE {condition} ORDER BY {order}"
        with self._database.read() as connection:
            return [_source(row) for row in connection.execute(sql, values).fetchall()]


def _source(row: Sequence[Any]) -> Source:
    values = dict(zip(_NAMES, row, strict=True))
    values |= {name: moment(values[name]) for name in _NAMES if name.endswith("_at")}
    values |= {"paused": bool(values["paused"]), "alarmed": bool(values["alarmed"])}
    return Source(**(values | {"counts": Counts(**json.loads(values["counts"]))}))


def _number(key: str | int) -> int:
    return int(key) if str(key).isascii() and str(key).isdecimal() and len(str(key)) < 18 else -1
