"""How SQLite's tables came to what `tables` says, for catalogues of any age."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection


def _terms_leave_fts5(connection: Connection) -> None:
    """Move the terms of passages out of a full-text table for each library."""
    execute = connection.exec_driver_sql
    execute(
        "CREATE TABLE terms (passage INTEGER NOT NULL PRIMARY KEY, terms TEXT NOT NULL, "
        "FOREIGN KEY (passage) REFERENCES passages (rowid) ON DELETE CASCADE)"
    )
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE ?"
    for (name,) in execute(named, ("CREATE VIRTUAL TABLE % USING fts5vocab(%",)).all():
        execute(f"DROP TABLE {name}")
    for (name,) in execute(named, ("CREATE VIRTUAL TABLE % USING fts5(%",)).all():
        execute(f"INSERT INTO terms SELECT l.rowid, l.terms FROM {name} l JOIN passages p ON p.rowid = l.rowid")  # noqa: S608
        execute(f"DROP TABLE {name}")


SCHEMA: tuple[str | Callable[[Connection], None], ...] = (
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
    """
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY, library INTEGER NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '', every INTEGER NOT NULL DEFAULT 0, paused INTEGER NOT NULL DEFAULT 0,
        added_by TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL DEFAULT '', due_at TEXT NOT NULL DEFAULT '',
        tried_at TEXT NOT NULL DEFAULT '', succeeded_at TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '',
        alarmed INTEGER NOT NULL DEFAULT 0, validators TEXT NOT NULL DEFAULT '{}', counts TEXT NOT NULL DEFAULT '{}',
        UNIQUE (library, address)
    );
    CREATE TABLE items (
        library INTEGER NOT NULL, source INTEGER NOT NULL, address TEXT NOT NULL, article TEXT NOT NULL DEFAULT '',
        stamp TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
        fetched_at TEXT NOT NULL DEFAULT '', due_at TEXT NOT NULL DEFAULT '', misses INTEGER NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, address)
    ) WITHOUT ROWID;
    CREATE INDEX item_article ON items (library, article);
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY, library INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        subject TEXT NOT NULL, result TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX audit_library ON audit (library, id);
    """,
    """
    ALTER TABLE articles ADD COLUMN story TEXT NOT NULL DEFAULT '';
    CREATE INDEX article_story ON articles (library, story);
    CREATE TABLE signatures (
        number INTEGER PRIMARY KEY, library INTEGER NOT NULL, article TEXT NOT NULL, signature BLOB NOT NULL,
        UNIQUE (library, article)
    );
    CREATE TABLE bands (
        library INTEGER NOT NULL, key INTEGER NOT NULL, signature INTEGER NOT NULL,
        PRIMARY KEY (library, key, signature)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE quoted (
        library INTEGER NOT NULL, answer TEXT NOT NULL, number INTEGER NOT NULL, article TEXT NOT NULL,
        revision INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, digest TEXT NOT NULL,
        quoted_at TEXT NOT NULL, checked INTEGER NOT NULL, place TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (library, answer, number)
    ) WITHOUT ROWID;
    CREATE INDEX quoted_article ON quoted (library, article, checked);
    CREATE TABLE corrections (
        id INTEGER PRIMARY KEY, library INTEGER NOT NULL, answer TEXT NOT NULL, number INTEGER NOT NULL,
        kind TEXT NOT NULL, later INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
        noticed_at TEXT NOT NULL, shown_at TEXT NOT NULL DEFAULT '', UNIQUE (library, answer, number, later, kind)
    );
    CREATE INDEX correction_library ON corrections (library, id);
    CREATE INDEX correction_unshown ON corrections (library, answer) WHERE shown_at = '';
    """,
    """
    ALTER TABLE jobs RENAME COLUMN pid TO owner;
    """,
    """
    CREATE TABLE departed (number INTEGER PRIMARY KEY, passage INTEGER NOT NULL);
    """,
    """
    CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
    INSERT INTO alembic_version VALUES ('1');
    """,
    _terms_leave_fts5,
)
"""SQLite's versions before Alembic counted them; `PRAGMA user_version` counts the steps applied."""
