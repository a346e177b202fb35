"""SQLite: one file in the data folder, and a connection for each thread that stays open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, create_mock_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler, SQLiteDialect
from sqlalchemy.pool import NullPool

from index.catalogue.migrations.migrate import stamp
from index.catalogue.schema import SCHEMA
from index.errors import HomeUnusable
from index.tables import METADATA

BUSY_SECONDS = 30.0


class _Compiler(SQLiteCompiler):
    """Knows `INDEXED BY`, for where SQLite's planner, which keeps no statistics here, takes another index."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


class Sqlite:
    """A catalogue in a file. Outside of `BEGIN` each statement commits itself."""

    snapshot = "BEGIN"
    kept = True

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, str(path)

    def engine(self) -> Engine:
        engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        engine.dialect.statement_compiler = _Compiler
        event.listen(engine, "connect", _configure)
        return engine

    def begin(self, connection: Connection, _: str) -> None:
        """Begin a transaction that no other writer disturbs."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def version(self, connection: Connection) -> tuple[int, ...]:
        """Return what every change of the file alters, of others or through this connection."""
        driver: Any = connection.connection.driver_connection
        return id(driver), driver.total_changes, *driver.execute("PRAGMA data_version").fetchone()

    @contextmanager
    def alone(self, engine: Engine, names: Sequence[str], wait: Callable[[], None]) -> Iterator[None]:
        """Nothing more to hold: whoever works holds the data folder."""
        yield

    def make(self, connection: Connection) -> None:
        """Make the tables in an empty file; bring a file of any version before Alembic to where that goes on."""
        applied = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if applied > len(SCHEMA):
            raise HomeUnusable(
                f"{self.path} was written by a newer Footnote (schema {applied}, this one knows {len(SCHEMA)}). "
                "Update Footnote, or use another data folder."
            )
        if not applied:
            for statement in _made():
                connection.exec_driver_sql(statement)
            stamp(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {len(SCHEMA)}")
            return
        for number, script in enumerate(SCHEMA[applied:], applied + 1):
            script(connection) if callable(script) else run(connection, script)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")

    def unusable(self, error: BaseException) -> HomeUnusable | None:
        """Return the user's sentence for an error of SQLite, None for a programming mistake."""
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
        return None


@cache
def _made() -> list[str]:
    """Return the statements that make all tables."""
    found: list[str] = []
    dialect = SQLiteDialect()
    engine = create_mock_engine("sqlite://", lambda one, *_: found.append(str(one.compile(dialect=dialect))))
    METADATA.create_all(engine, checkfirst=False)
    return found


def run(connection: Any, script: str) -> None:
    """Execute several statements inside the open transaction, which `executescript` would commit."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
