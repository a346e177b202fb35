"""The SQLite file: schema, connections and transactions. Errors leave as HomeUnusable."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import HomeUnusable

SCHEMA = (
    """
    CREATE TABLE libraries (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, model TEXT NOT NULL DEFAULT '',
        collection TEXT NOT NULL DEFAULT '', indexed_at TEXT NOT NULL DEFAULT '', changes INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE articles (
        library INTEGER NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL,
        revision INTEGER NOT NULL, live INTEGER NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL,
        publisher TEXT NOT NULL, published TEXT, modified TEXT, url TEXT NOT NULL, passages INTEGER NOT NULL,
        indexed_at TEXT NOT NULL, PRIMARY KEY (library, id)
    ) WITHOUT ROWID;
    CREATE TABLE revisions (
        library INTEGER NOT NULL, article TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (library, article, revision)
    );
    CREATE TABLE passages (
        rowid INTEGER PRIMARY KEY, library INTEGER NOT NULL, id TEXT NOT NULL, article TEXT NOT NULL,
        revision INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
        section TEXT NOT NULL, digest BLOB NOT NULL, embedding BLOB NOT NULL
    );
    CREATE UNIQUE INDEX passage_id ON passages (library, id);
    CREATE INDEX passage_article ON passages (library, article);
    CREATE INDEX passage_digest ON passages (library, digest);
    CREATE TABLE staged (
        library INTEGER NOT NULL, model TEXT NOT NULL, id TEXT NOT NULL, article TEXT NOT NULL,
        revision INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
        section TEXT NOT NULL, digest BLOB NOT NULL, embedding BLOB NOT NULL, terms TEXT NOT NULL,
        PRIMARY KEY (library, model, id)
    );
    CREATE INDEX staged_digest ON staged (library, digest);
    CREATE TABLE files (
        library INTEGER NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, sources TEXT NOT NULL,
        PRIMARY KEY (library, path)
    ) WITHOUT ROWID;
    CREATE TABLE records (
        rowid INTEGER PRIMARY KEY, library INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
        value TEXT NOT NULL, UNIQUE (library, kind, key)
    );
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, library TEXT NOT NULL, arguments TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting', progress TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '',
        pid INTEGER NOT NULL DEFAULT 0
    );
    """,
    """
    ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT '';
    UPDATE articles SET language = coalesce((
        SELECT json_extract(body, '$.language') FROM revisions WHERE revisions.library = articles.library
        AND revisions.article = articles.id AND revisions.revision = articles.revision), '');
    """,
)
"""One script per version; `PRAGMA user_version` counts those applied. Add scripts, never change one."""

LEXICAL = """
    CREATE VIRTUAL TABLE lexical_{id} USING fts5(terms, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
    CREATE VIRTUAL TABLE vocabulary_{id} USING fts5vocab(lexical_{id}, row);
"""
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
