"""The truth: libraries, articles with every revision, live passages with their embeddings and terms."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select, update

from index.catalogue import codec
from index.catalogue.lookup import CHUNK, PASSAGE
from index.catalogue.overview import Overview
from index.catalogue.replace import replace
from index.catalogue.rows import depart
from index.errors import ModelChanged, NotIndexed
from index.stories import signatures as duplicates
from index.stories import stories
from index.tables import articles, libraries, passages, revisions
from index.values import Article, ArticleSummary, Passage

COLUMNS = "library, id, article, revision, start, end, kind, section, digest, embedding"
SUMMARY = (
    "id", "title", "publisher", "byline", "published", "modified", "url", "source", "revision", "passages",
    "indexed_at", "story",
)  # fmt: skip

_OF: BindParameter[int] = bindparam("of")
_ABOUT: BindParameter[str] = bindparam("about")
_SOURCE: BindParameter[str] = bindparam("named")
_LIBRARIES = select(libraries.c.name).where(libraries.c.indexed_at != "").order_by(libraries.c.name)
_SPACE = select(libraries.c.model, libraries.c.collection).where(libraries.c.name == bindparam("library"))
_COLLECTIONS = select(libraries.c.collection, libraries.c.name).where(libraries.c.collection != "")
_SETTLE = (
    update(libraries).where(libraries.c.id == _OF).values(model=bindparam("by"), collection=bindparam("in_collection"))
)
_TOUCH = update(libraries).where(libraries.c.id == _OF).values(indexed_at=bindparam("at"))
_CHANGE = _TOUCH.values(changes=libraries.c.changes + 1)
_OWN = articles.c.library == _OF
_ONE = (_OWN, articles.c.id == _ABOUT)
_KNOWN = select(*(articles.c[name] for name in ("id", "source", "digest", "revision", "live"))).where(_OWN)
_WITHDRAW = update(articles).where(*_ONE).values(live=0)
_YIELD = (
    update(articles).where(_OWN, articles.c.source == _SOURCE).values(source=articles.c.source + "\x1f" + articles.c.id)
)
_MOVE = update(articles).where(*_ONE).values(source=_SOURCE)
_REVISION = (revisions.c.library == _OF, revisions.c.article == _ABOUT)
_BODIES = select(revisions.c.revision, revisions.c.body).where(*_REVISION)
_REWRITE = (
    update(revisions).where(*_REVISION, revisions.c.revision == bindparam("numbered")).values(body=bindparam("said"))
)
_LIVE = select(articles.c.revision).where(*_ONE, articles.c.live != 0)
_SUMMARIES = (
    select(*(articles.c[name] for name in SUMMARY))
    .where(_OWN, articles.c.live != 0)
    .order_by(func.coalesce(articles.c.published, "").desc(), articles.c.title, articles.c.id)
)
_SINCE: BindParameter[str] = bindparam("since")
_RECENT = select(articles.c.source).where(
    _OWN,
    articles.c.live != 0,
    or_(
        articles.c.published.is_(None),
        articles.c.published >= _SINCE,
        articles.c.modified >= _SINCE,
        articles.c.indexed_at >= _SINCE,
    ),
)
_VECTORS = select(passages.c.digest, passages.c.embedding).where(
    passages.c.library == _OF, passages.c.digest.in_(bindparam("digests", expanding=True))
)
_IDS = select(passages.c.id).where(passages.c.library == _OF)
_PASSAGES = select(*PASSAGE).where(passages.c.library == _OF, passages.c.article == _ABOUT).order_by(passages.c.start)


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
            return list(connection.scalars(_LIBRARIES))

    def space(self, library: str) -> tuple[str, str]:
        """Return the fingerprint of the model that embedded a library and its Chroma collection, "" where none did."""
        with self.database.read() as connection:
            row = connection.execute(_SPACE, {"library": library}).first()
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
            connection.execute(_SETTLE, {"of": number, "by": model, "in_collection": collection})

    def collections(self) -> dict[str, str]:
        """Return collection → library of every library in use."""
        with self.database.read() as connection:
            return dict(connection.execute(_COLLECTIONS).all())

    def known(self, library: str) -> dict[str, Known]:
        """Return what is recorded, by source, removed articles included."""
        with self.database.read() as connection:
            rows = connection.execute(_KNOWN, {"of": self.library_id(library)}).all()
        return {row[1]: Known(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}

    def put(self, library: str, article: Article, digest: str, passages: Sequence[Embedded]) -> list[str]:
        """Record a revision and make it the live one, in one transaction; return the ids of passages it replaced."""
        moment, signature = now(), duplicates.sketch(article)
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            old = self._withdraw(connection, number, article.id)
            body = codec.dump_article(article)
            row = {"library": number, "article": article.id, "revision": article.revision, "body": body}
            replace(connection, revisions, [row])
            named = article_row(number, article, article.source, digest)
            replace(connection, articles, [named | {"live": 1, "passages": len(passages), "indexed_at": moment}])
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
            connection.execute(_WITHDRAW, {"of": number, "about": article_id})
            stories.drop(connection, number, article_id)
            self.note_change(connection, number, now())
        return gone

    def move(self, library: str, article_id: str, source: str) -> None:
        """Have an article go on under the name of another source; a withdrawn one that had it gives it up."""
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            one = {"of": number, "about": article_id, "named": source}
            connection.execute(_YIELD, one)
            connection.execute(_MOVE, one)
            for revision, body in connection.execute(_BODIES, one).all():
                said = codec.dumps(json.loads(body) | {"source": source})
                connection.execute(_REWRITE, one | {"numbered": revision, "said": said})
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
        with self.database.read() as connection:
            revision = connection.scalar(_LIVE, {"of": number, "about": article_id})
        return self.read_article(number, article_id, revision) if revision is not None else None

    def articles(self, library: str) -> list[ArticleSummary]:
        """Return the live articles, newest publication first."""
        with self.database.read() as connection:
            rows = connection.execute(_SUMMARIES, {"of": self.library_id(library)}).all()
        return [_summary(row) for row in rows]

    def recent(self, library: str, since: date) -> set[str]:
        """Return the sources of live articles that came, were published or revised `since` a day, or name no day."""
        values = {"of": self.library_id(library), "since": since.isoformat()}
        with self.database.read() as connection:
            return set(connection.scalars(_RECENT, values))

    def passages(self, library: str, article_id: str) -> list[Passage]:
        """Return an article's live passages in text order."""
        number = self.library_id(library)
        with self.database.read() as connection:
            rows = connection.execute(_PASSAGES, {"of": number, "about": article_id}).all()
        return [self._hit(number, row)[0] for row in rows]

    def reusable(self, library: str, digests: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """Return vectors already computed for the same input of the same model, in this library."""
        number, wanted = self.library_id(library), list(dict.fromkeys(digests))
        found: dict[bytes, NDArray[np.float32]] = {}
        with self.database.read() as connection:
            for start in range(0, len(wanted), CHUNK):
                some = wanted[start : start + CHUNK]
                rows = connection.execute(_VECTORS, {"of": number, "digests": some})
                found |= {bytes(digest): codec.vector(data) for digest, data in rows}
        return found

    def passage_ids(self, library: str) -> set[str]:
        with self.database.read() as connection:
            return set(connection.scalars(_IDS, {"of": self.library_id(library)}))

    def touch(self, library: str) -> None:
        """Note that the library was brought up to date now."""
        with self.database.write() as connection:
            number = self.register_in(connection, library)
            connection.execute(_TOUCH, {"of": number, "at": now()})

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

    def note_change(self, connection: Connection, number: int, moment: str) -> None:
        connection.execute(_CHANGE, {"of": number, "at": moment})


def _summary(row: Sequence[Any]) -> ArticleSummary:
    values = dict(zip(SUMMARY, row, strict=True))
    values |= {name: codec.day(values[name]) for name in ("published", "modified")}
    return ArticleSummary(**values)


def columns(item: Embedded) -> tuple[Any, ...]:
    passage = item.passage
    return (
        passage.id, passage.article_id, passage.revision, passage.start, passage.end, passage.kind, passage.section,
        item.digest, codec.blob(item.vector),
    )  # fmt: skip


def article_row(number: int, article: Article, source: str, digest: str) -> dict[str, Any]:
    """Return what the table of articles says of a revision, as far as it follows from that."""
    return {
        "library": number, "id": article.id, "source": source, "digest": digest, "revision": article.revision,
        "title": article.title, "byline": article.byline, "publisher": article.publisher,
        "published": codec.iso(article.published), "modified": codec.iso(article.modified), "url": article.url,
        "language": article.language,
    }  # fmt: skip


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
