"""Passages of a rebuild, kept aside until all are embedded and then made the live ones at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from index.catalogue import codec, totals
from index.catalogue.articles import Catalogue, Embedded, passage_row
from index.catalogue.codec import now
from index.catalogue.replace import replace
from index.catalogue.rows import depart
from index.tables import articles, passages, revisions, staged, terms
from index.values import Article, Passage

_OF: BindParameter[int] = bindparam("of")
_ABOUT: BindParameter[str] = bindparam("about")
_OWN = (staged.c.library == _OF, staged.c.model == bindparam("by"))
_STAGED = select(staged.c.digest, staged.c.embedding).where(*_OWN, staged.c.article == _ABOUT)
_DISCARD = delete(staged).where(staged.c.library == _OF, staged.c.model != bindparam("by"))
_EMPTY = [delete(table).where(table.c.library == _OF) for table in (passages, staged)]
_ONE = (*_OWN, staged.c.id == bindparam("at"))
_COLUMNS = [column.name for column in passages.c if column.name != "rowid"]
_ADOPT = insert(passages).from_select(_COLUMNS, select(*(staged.c[name] for name in _COLUMNS)).where(*_ONE))
_TELL = insert(terms).from_select(
    ["passage", "terms"],
    select(passages.c.rowid, staged.c.terms)
    .join_from(staged, passages, (passages.c.library == staged.c.library) & (passages.c.id == staged.c.id))
    .where(*_ONE),
)
_BODY = (
    update(revisions)
    .where(revisions.c.library == _OF, revisions.c.article == _ABOUT, revisions.c.revision == bindparam("numbered"))
    .values(body=bindparam("said"))
)
_COUNT = update(articles).where(articles.c.library == _OF, articles.c.id == _ABOUT).values(passages=bindparam("count"))


@dataclass(frozen=True, slots=True)
class Recut:
    """An article as a rebuild cut it, small because a rebuild holds all: its compressed JSON and its passages' ids."""

    id: str
    revision: int
    body: bytes
    passages: tuple[str, ...]


def recut(article: Article, passages: Sequence[Passage]) -> Recut:
    body = zlib.compress(codec.dump_article(article).encode(), 1)
    return Recut(article.id, article.revision, body, tuple(passage.id for passage in passages))


class Staging:
    """The staged passages of every library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._database = catalogue, catalogue.database

    def stage(self, library: str, model: str, items: Sequence[Embedded]) -> None:
        """Keep passages of a rebuild aside until `switch`."""
        number = self._catalogue.library_id(library)
        with self._database.write() as connection:
            rows = [passage_row(number, item) | {"model": model, "terms": item.terms} for item in items]
            replace(connection, staged, rows)

    def staged(self, library: str, model: str, article_id: str) -> dict[bytes, NDArray[np.float32]]:
        """Return vectors that an interrupted rebuild for this model already has of an article."""
        values = {"of": self._catalogue.library_id(library), "by": model, "about": article_id}
        with self._database.read() as connection:
            rows = connection.execute(_STAGED, values)
            return {bytes(digest): codec.vector(data) for digest, data in rows}

    def discard_staged(self, library: str, model: str) -> None:
        """Drop what rebuilds for other models left behind."""
        with self._database.write() as connection:
            connection.execute(_DISCARD, {"of": self._catalogue.library_id(library), "by": model})

    def switch(self, library: str, model: str, collection: str, recuts: Sequence[Recut]) -> None:
        """Make the staged passages of these articles the live ones, in one transaction."""
        number = self._catalogue.library_id(library)
        with self._database.write() as connection:
            depart(connection, number)
            connection.execute(_EMPTY[0], {"of": number})
            for article in recuts:
                self._adopt(connection, number, model, article)
            connection.execute(_EMPTY[1], {"of": number})
            totals.recount(connection, number)
            self._catalogue.settle_in(connection, number, model, collection)
            self._catalogue.note_change(connection, number, now())
        self._catalogue.forget_articles()

    def _adopt(self, connection: Connection, number: int, model: str, article: Recut) -> None:
        rows = [{"of": number, "by": model, "at": key} for key in article.passages]
        for statement in (_ADOPT, _TELL) if rows else ():
            connection.execute(statement, rows)
        one = {"of": number, "about": article.id}
        said = zlib.decompress(article.body).decode()
        connection.execute(_BODY, one | {"numbered": article.revision, "said": said})
        connection.execute(_COUNT, one | {"count": len(article.passages)})
