"""The truth: libraries, articles with every revision, live passages with their embeddings and terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import codec
from index.catalogue.lookup import CHUNK, PASSAGE
from index.catalogue.overview import Overview
from index.catalogue.rows import depart
from index.errors import ModelChanged, NotIndexed
from index.stories import signatures as duplicates
from index.stories import stories
from index.values import Article, ArticleSummary, Passage

COLUMNS = "library, id, article, revision, start, end, kind, section, digest, embedding"
SUMMARY = "id, title, publisher, byline, published, modified, url, source, revision, passages, indexed_at, story"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A passage ready to be recorded: `digest` of what the model read, its vector, and its stemmed terms."""

    passage: Passage
    digest: bytes
    vector: NDArray[np.float32]
    terms: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of one source: `live` is False once the article was removed."""

    article_id: str
    source: str
    digest: str
    revision: int
    live: bool


class Catalogue(Overview):
    """Reads and single-transaction writes of articles."""

    def register(self, library: str) -> int:
        """Return a library's number, making the library where it is new."""
        with self.database.write() as connection:
            return self.register_in(connection, library)

    def register_in(self, connection: sqlite3.Connection, library: str) -> int:
        row = connection.execute("SELECT id FROM libraries WHERE name = ?", (library,)).fetchone()
        if row:
            return int(row[0])
        return int(connection.execute("INSERT INTO libraries (name) VALUES (?)", (library,)).lastrowid or 0)

    def libraries(self) -> list[str]:
        """Return the names of libraries that something was indexed into."""
        with self.database.read() as connection:
            rows = connection.execute("SELECT name FROM libraries WHERE indexed_at <> '' ORDER BY name")
            return [row[0] for row in rows]

    def space(self, library: str) -> tuple[str, str]:
        """Return the fingerprint of the model that embedded a library and its Chroma collection, "" where none did."""
        with self.database.read() as connection:
            row = connection.execute("SELECT model, collection FROM libraries WHERE name = ?", (library,)).fetchone()
        return (row[0], row[1]) if row else ("", "")

    def check_model(self, library: str, fingerprint: str) -> None:
        """Raises ModelChanged where a library holds passages that another model embedded."""
        used, _ = self.space(library)
        if used and used != fingerprint and self.passage_count(library):
            raise ModelChanged(
                f"The library {library} was embedded with {used}, but {fingerprint} is configured. "
                f"Run `footnote index rebuild --library {library}`, or set EMBEDDING_MODEL back."
            )

    def settle(self, library: str, model: str, collection: str) -> None:
        """Bind a library that holds no passage yet to a model and a collection."""
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            connection.execute(
                "UPDATE libraries SET model = ?, collection = ? WHERE id = ?", (model, collection, number)
            )

    def collections(self) -> dict[str, str]:
        """Return collection → library of every library in use."""
        with self.database.read() as connection:
            return dict(connection.execute("SELECT collection, name FROM libraries WHERE collection <> ''"))

    def known(self, library: str) -> dict[str, Known]:
        """Return what is recorded, by source, removed articles included."""
        sql = "SELECT id, source, digest, revision, live FROM articles WHERE library = ?"
        with self.database.read() as connection:
            rows = connection.execute(sql, (self.library_id(library),)).fetchall()
        return {row[1]: Known(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}

    def put(self, library: str, article: Article, digest: str, passages: Sequence[Embedded]) -> list[str]:
        """Record a revision and make it the live one, in one transaction; return the ids of passages it replaced."""
        moment, signature = now(), duplicates.sketch(article)
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            old = self._withdraw(connection, number, article.id)
            connection.execute(
                "INSERT OR REPLACE INTO revisions VALUES (?,?,?,?)",
                (number, article.id, article.revision, codec.dump_article(article)),
            )
            connection.execute(
                "INSERT OR REPLACE INTO articles (library, id, source, digest, revision, live, title, byline, "
                "publisher, published, modified, url, passages, indexed_at, language) "
                "VALUES (?,?,?,?,?,1,?,?,?,?,?,?,?,?,?)",
                (number, article.id, article.source, digest, article.revision, article.title, article.byline,
                 article.publisher, codec.iso(article.published), codec.iso(article.modified), article.url,
                 len(passages), moment, article.language),
            )  # fmt: skip
            self.insert_passages(connection, number, passages)
            stories.put(connection, number, article.id, signature)
            self.note_change(connection, number, moment)
        new = {item.passage.id for item in passages}
        return [key for key in old if key not in new]

    def withdraw(self, library: str, article_id: str) -> list[str]:
        """Take an article out of the library; its revisions stay readable by number. Return its passage ids."""
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            gone = self._withdraw(connection, number, article_id)
            connection.execute("UPDATE articles SET live = 0 WHERE library = ? AND id = ?", (number, article_id))
            stories.drop(connection, number, article_id)
            self.note_change(connection, number, now())
        return gone

    def move(self, library: str, article_id: str, source: str) -> None:
        """Have an article go on under the name of another source; a withdrawn one that had it gives it up."""
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            connection.execute(
                "UPDATE articles SET source = source || char(31) || id WHERE library = ? AND source = ?",
                (number, source),
            )
            connection.execute(
                "UPDATE articles SET source = ? WHERE library = ? AND id = ?", (source, number, article_id)
            )
            connection.execute(
                "UPDATE revisions SET body = json_set(body, '$.source', ?) WHERE library = ? AND article = ?",
                (source, number, article_id),
            )
        self.forget_articles()

    def article(self, library: str, article_id: str, revision: int | None = None) -> Article:
        """Return an article's live revision, or the one numbered `revision`; NotIndexed where there is none."""
        if revision is None:
            found = self.live_article(library, article_id)
        else:
            found = self.read_article(self.library_id(library), article_id, revision)
        if found is None:
            raise NotIndexed(f"The library {library} holds no article {article_id}. `footnote index list` shows all.")
        return found

    def live_article(self, library: str, article_id: str) -> Article | None:
        """Return an article's live revision, None where it has none."""
        number = self.library_id(library)
        sql = "SELECT revision FROM articles WHERE library = ? AND id = ? AND live"
        with self.database.read() as connection:
            row = connection.execute(sql, (number, article_id)).fetchone()
        return self.read_article(number, article_id, row[0]) if row else None

    def articles(self, library: str) -> list[ArticleSummary]:
        """Return the live articles, newest publication first."""
        sql = f"SELECT {SUMMARY} FROM articles WHERE library = ? AND live ORDER BY published DESC, title, id"
        with self.database.read() as connection:
            rows = connection.execute(sql, (self.library_id(library),)).fetchall()
        return [_summary(row) for row in rows]

    def recent(self, library: str, since: date) -> set[str]:
        """Return the sources of live articles that came, were published or revised `since` a day, or name no day."""
        sql = (
            "SELECT source FROM articles WHERE library = ?1 AND live AND (published IS NULL OR published >= ?2 "
            "OR modified >= ?2 OR indexed_at >= ?2)"
        )
        with self.database.read() as connection:
            return {row[0] for row in connection.execute(sql, (self.library_id(library), since.isoformat()))}

    def passages(self, library: str, article_id: str) -> list[Passage]:
        """Return an article's live passages in text order."""
        number = self.library_id(library)
        sql = f"SELECT {PASSAGE} FROM passages p WHERE p.library = ? AND p.article = ? ORDER BY p.start"
        with self.database.read() as connection:
            rows = connection.execute(sql, (number, article_id)).fetchall()
        return [self._hit(number, row)[0] for row in rows]

    def reusable(self, library: str, digests: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """Return vectors already computed for the same input of the same model, in this library."""
        number, wanted = self.library_id(library), list(dict.fromkeys(digests))
        found: dict[bytes, NDArray[np.float32]] = {}
        with self.database.read() as connection:
            for start in range(0, len(wanted), CHUNK):
                some = wanted[start : start + CHUNK]
                marks = ",".join("?" * len(some))
                sql = f"SELECT digest, embedding FROM passages WHERE library = ? AND digest IN ({marks})"
                rows = connection.execute(sql, (number, *some))
                found |= {bytes(digest): codec.vector(data) for digest, data in rows}
        return found

    def passage_ids(self, library: str) -> set[str]:
        with self.database.read() as connection:
            rows = connection.execute("SELECT id FROM passages WHERE library = ?", (self.library_id(library),))
            return {row[0] for row in rows}

    def touch(self, library: str) -> None:
        """Note that the library was brought up to date now."""
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            connection.execute("UPDATE libraries SET indexed_at = ? WHERE id = ?", (now(), number))

    def insert_passages(self, connection: sqlite3.Connection, number: int, passages: Sequence[Embedded]) -> None:
        for item in passages:
            row = connection.execute(
                f"INSERT INTO passages ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING rowid",
                (number, *columns(item)),
            ).fetchone()
            connection.execute("INSERT INTO terms VALUES (?,?)", (row[0], item.terms))

    def _withdraw(self, connection: sqlite3.Connection, number: int, article_id: str) -> list[str]:
        sql = "SELECT id FROM passages WHERE library = ? AND article = ?"
        rows = connection.execute(sql, (number, article_id)).fetchall()
        depart(connection, "library = ? AND article = ?", number, article_id)
        connection.execute("DELETE FROM passages WHERE library = ? AND article = ?", (number, article_id))
        return [row[0] for row in rows]

    def note_change(self, connection: sqlite3.Connection, number: int, moment: str) -> None:
        connection.execute("UPDATE libraries SET changes = changes + 1, indexed_at = ? WHERE id = ?", (moment, number))


def _summary(row: Sequence[Any]) -> ArticleSummary:
    values = dict(zip(SUMMARY.split(", "), row, strict=True))
    values |= {name: codec.day(values[name]) for name in ("published", "modified")}
    return ArticleSummary(**values)


def columns(item: Embedded) -> tuple[Any, ...]:
    passage = item.passage
    return (
        passage.id, passage.article_id, passage.revision, passage.start, passage.end, passage.kind, passage.section,
        item.digest, codec.blob(item.vector),
    )  # fmt: skip


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
