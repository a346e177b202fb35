"""The truth: libraries, articles with every revision, live passages with their embeddings and terms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, or_, select, update

from index.catalogue import codec, totals
from index.catalogue.codec import now
from index.catalogue.libraries import Libraries
from index.catalogue.lookup import PASSAGE
from index.catalogue.replace import replace
from index.catalogue.rows import CHUNK, depart
from index.errors import NotIndexed
from index.stories import signatures as duplicates
from index.stories import stories
from index.tables import articles, passages, revisions, terms
from index.values import Article, ArticleSummary, Passage

SUMMARY = (
    "id", "title", "publisher", "byline", "published", "modified", "url", "source", "revision", "passages",
    "indexed_at", "story",
)  # fmt: skip

_OF: BindParameter[int] = bindparam("of")
_ABOUT: BindParameter[str] = bindparam("about")
_SOURCE: BindParameter[str] = bindparam("named")
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
_OF_ARTICLE = (passages.c.library == _OF, passages.c.article == _ABOUT)
_OWN_IDS = select(passages.c.id).where(*_OF_ARTICLE)
_DELETE = delete(passages).where(*_OF_ARTICLE)
_INSERT = insert(passages).returning(passages.c.rowid, passages.c.id)
_PASSAGES = select(*PASSAGE).where(*_OF_ARTICLE).order_by(passages.c.start)


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


class Catalogue(Libraries):
    """Reads and single-transaction writes of articles."""

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
            with totals.counting(connection, number, [article.id]):
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
            with totals.counting(connection, number, [article_id]):
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

    def insert_passages(self, connection: Connection, number: int, items: Sequence[Embedded]) -> None:
        if items:
            rows = [passage_row(number, item) for item in items]
            numbers = {key: row for row, key in connection.execute(_INSERT, rows)}
            told = [{"passage": numbers[item.passage.id], "terms": item.terms} for item in items]
            connection.execute(insert(terms), told)

    def _withdraw(self, connection: Connection, number: int, article_id: str) -> list[str]:
        one = {"of": number, "about": article_id}
        gone = list(connection.scalars(_OWN_IDS, one))
        depart(connection, number, article_id)
        connection.execute(_DELETE, one)
        return gone


def _summary(row: Sequence[Any]) -> ArticleSummary:
    values = dict(zip(SUMMARY, row, strict=True))
    values |= {name: codec.day(values[name]) for name in ("published", "modified")}
    return ArticleSummary(**values)


def passage_row(number: int, item: Embedded) -> dict[str, Any]:
    """Return a passage as its table has it."""
    passage = item.passage
    return {
        "library": number, "id": passage.id, "article": passage.article_id, "revision": passage.revision,
        "start": passage.start, "end": passage.end, "kind": passage.kind, "section": passage.section,
        "digest": item.digest, "embedding": codec.blob(item.vector),
    }  # fmt: skip


def article_row(number: int, article: Article, source: str, digest: str) -> dict[str, Any]:
    """Return what the table of articles says of a revision, as far as it follows from that."""
    return {
        "library": number, "id": article.id, "source": source, "digest": digest, "revision": article.revision,
        "title": article.title, "byline": article.byline, "publisher": article.publisher,
        "published": codec.iso(article.published), "modified": codec.iso(article.modified), "url": article.url,
        "language": article.language,
    }  # fmt: skip
