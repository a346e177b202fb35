"""The SQLite file: connections, transactions, migrations. Errors leave as HomeUnusable."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue.schema import SCHEMA
from index.errors import HomeUnusable

BUSY_SECONDS = 30.0


class Database:
    """One connection per thread; writes of all threads go one after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard, self._writing = threading.Lock(), threading.RLock()
        self._closed = False
        with self.write() as connection:
            self._migrate(connection)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._closed:
            connection = self._local.connection = self._connect()
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Run statements whose errors become HomeUnusable."""
        try:
            yield self.connection
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Run one transaction: committed whole, or not at all."""
        with self._writing, self.read() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection of its own that sees the file as it is now, however long it reads and whoever writes."""
        try:
            connection = self._connect()
            try:
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM libraries").fetchone()  # the first read fixes what is seen
                yield connection
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        with self._guard:
            self._closed = True
            for connection in self._open:
                connection.close()
            self._open.clear()

    def _connect(self) -> sqlite3.Connection:
        if self._closed:
            raise HomeUnusable("The library is closed.")
        try:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error
        with self._guard:
            self._open.append(connection)
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        (applied,) = connection.execute("PRAGMA user_version").fetchone()
        if applied > len(SCHEMA):
            raise HomeUnusable(
                f"{self.path} was written by a newer Footnote (schema {applied}, this one knows {len(SCHEMA)}). "
                "Update Footnote, or use another data folder."
            )
        for number, script in enumerate(SCHEMA[applied:], applied + 1):
            run(connection, script)
            connection.execute(f"PRAGMA user_version = {number}")

    def _unusable(self, error: sqlite3.DatabaseError) -> HomeUnusable:
        """Return the user's sentence for an error of SQLite; programming mistakes are raised as they are."""
        code = getattr(error, "sqlite_errorcode", None) or 0
        base = code & 0xFF
        if base == sqlite3.SQLITE_FULL:
            return HomeUnusable(f"The disk that holds {self.path.parent} is full. Make room, then try again.")
        if base in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}:
            return HomeUnusable(f"{self.path} cannot be written ({error}). Check the folder's permissions and disk.")
        if base in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return HomeUnusable(
                f"{self.path} is damaged ({error}). Restore it from a backup, or move it away and index again."
            )
        if base in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return HomeUnusable(f"{self.path} is held by another program for too long. Try again.")
        raise error


def run(connection: sqlite3.Connection, script: str) -> None:
    """Execute several statements inside the open transaction, which `executescript` would commit."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)
