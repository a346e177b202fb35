"""The database that holds the catalogue: connections, transactions. Errors leave as HomeUnusable."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NoReturn
from weakref import WeakSet

from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from index.catalogue.dialects.postgresql import Postgresql
from index.catalogue.dialects.sqlite import Sqlite
from index.catalogue.migrations.migrate import upgrade
from index.errors import HomeUnusable
from index.tables import libraries

POLL = 0.2  # seconds between two looks whether a library is free


def _wait() -> None:
    time.sleep(POLL)


class Database:
    """One connection per thread at a time; writes of all threads and processes go one after the other.

    `place` is the path of an SQLite file, or the address of a PostgreSQL database.
    """

    def __init__(self, place: Path | str) -> None:
        self.dialect = Sqlite(place) if isinstance(place, Path) else Postgresql(place)
        self._local = threading.local()
        self._open: WeakSet[Connection] = WeakSet()
        self._guard, self._writing = threading.Lock(), threading.RLock()
        self._closed = False
        self._engine = self.dialect.engine()
        with self.write() as connection:
            self.dialect.make(connection)
            upgrade(connection, self.dialect.name)

    @property
    def path(self) -> Path:
        """The file of the catalogue, where it is one."""
        assert self.dialect.path is not None  # noqa: S101  callers ask for a file only where there is one
        return self.dialect.path

    @property
    def shared(self) -> bool:
        """Whether machines share the catalogue, each with a data folder of its own for what is derived."""
        return self.dialect.path is None

    @contextmanager
    def alone(self, library: str | Iterable[str], wait: Callable[[], None] = _wait) -> Iterator[None]:
        """Keep all others from changing a library, or several, meanwhile.

        `wait` is called again and again until they have ended.
        """
        held: set[str] = self._local.__dict__.setdefault("alone", set())
        wanted = {library} - held if isinstance(library, str) else set(library) - held
        if not wanted:
            yield
            return
        names = [f"library {one}" for one in sorted(wanted)]
        with self._mapped(), self.dialect.alone(self._engine, names, wait):
            held |= wanted
            try:
                yield
            finally:
                held -= wanted

    @property
    def writing(self) -> bool:
        """Whether this thread is inside `write`."""
        return getattr(self._local, "writing", False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run statements, each of which sees what is committed; inside `write` they are of its transaction."""
        held: Connection | None = getattr(self._local, "connection", None)
        try:  # as `_mapped` does, which would cost each statement 2 µs more
            if held is not None and not self._closed:
                yield held
            else:
                yield from self._taken()
        except (DBAPIError, PoolTimeout, sqlite3.DatabaseError) as error:
            self._raise(error)

    def first(self, statement: Select[Any], **values: str | int) -> Sequence[Any] | None:
        """Return the first row of a statement, as `all` does."""
        return next(iter(self.all(statement, **values)), None)

    def all(self, statement: Select[Any], **values: str | int) -> Sequence[Sequence[Any]]:
        """Return the rows of a statement; one about a file is asked again once something has changed there.

        A question wants to know a library's number two dozen times, at 55 µs.
        """
        with self.read() as connection:
            noted, key = self._noted(connection), (statement, *values.values())
            if key not in noted:
                noted[key] = connection.execute(statement, values).all()
            return noted[key]

    def _noted(self, connection: Connection) -> dict[Any, Sequence[Sequence[Any]]]:
        """Return what this thread has read since the latest change by whomever; nothing inside `write`."""
        version = None if self.writing else self.dialect.version(connection)
        if version is None or version != getattr(self._local, "version", None):
            self._local.version, self._local.noted = version, {}
        noted: dict[Any, Sequence[Sequence[Any]]] = self._local.noted
        return noted

    def _taken(self) -> Iterator[Connection]:
        """Yield a connection for this thread, which a file's thread keeps."""
        connection = self._local.connection = self._connect()
        try:
            yield connection
        finally:
            if not self.dialect.kept:
                self._local.connection = None
                connection.close()

    @contextmanager
    def write(self, *, apart: str = "") -> Iterator[Connection]:
        """Run one transaction: committed whole, or not at all.

        One that touches only what is named `apart` waits on a server for others of that name alone.
        """
        alone = apart if self.shared else ""
        with nullcontext() if alone else self._writing, self.read() as connection:
            self.dialect.begin(connection, alone)
            self._local.writing = True
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            finally:
                self._local.writing = False
            connection.commit()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Yield a connection of its own that sees the catalogue as it is now, however long it reads."""
        with self._mapped(), self._connect() as connection:
            connection.exec_driver_sql(self.dialect.snapshot)
            connection.execute(select(libraries.c.id).limit(1)).all()  # the first read fixes what is seen
            yield connection

    def close(self) -> None:
        with self._guard:
            self._closed = True
            for connection in list(self._open):
                connection.close()
            self._engine.dispose()

    def _connect(self) -> Connection:
        if self._closed:
            raise HomeUnusable("The library is closed.")
        connection = self._engine.connect()
        if self.dialect.kept:
            with self._guard:
                self._open.add(connection)
        return connection

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout, sqlite3.DatabaseError) as error:
            self._raise(error)

    def _raise(self, error: Exception) -> NoReturn:
        """Raise the user's sentence for an error of the database; programming mistakes are raised as they are."""
        unusable = self.dialect.unusable(error.orig or error if isinstance(error, DBAPIError) else error)
        if unusable is None:
            raise error
        raise unusable from error
