"""Passages of a rebuild, kept aside until all are embedded and then made the live ones at once."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue import codec
from index.catalogue.articles import COLUMNS, Catalogue, Embedded, columns, now
from index.catalogue.rows import depart
from index.values import Article, Passage


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

    def stage(self, library: str, model: str, passages: Sequence[Embedded]) -> None:
        """Keep passages of a rebuild aside until `switch`."""
        number = self._catalogue.library_id(library)
        with self._database.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO staged VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                [(number, model, *columns(item), item.terms) for item in passages],
            )

    def staged(self, library: str, model: str, article_id: str) -> dict[bytes, NDArray[np.float32]]:
        """Return vectors that an interrupted rebuild for this model already has of an article."""
        sql = "SELECT digest, embedding FROM staged WHERE library = ? AND model = ? AND article = ?"
        with self._database.read() as connection:
            rows = connection.execute(sql, (self._catalogue.library_id(library), model, article_id))
            return {bytes(digest): codec.vector(data) for digest, data in rows}

    def discard_staged(self, library: str, model: str) -> None:
        """Drop what rebuilds for other models left behind."""
        with self._database.write() as connection:
            connection.execute(
                "DELETE FROM staged WHERE library = ? AND model <> ?", (self._catalogue.library_id(library), model)
            )

    def switch(self, library: str, model: str, collection: str, articles: Sequence[Recut]) -> None:
        """Make the staged passages of these articles the live ones, in one transaction."""
        number = self._catalogue.library_id(library)
        with self._database.write() as connection:
            depart(connection, "library = ?", number)
            connection.execute("DELETE FROM passages WHERE library = ?", (number,))
            for article in articles:
                self._adopt(connection, number, model, article)
            connection.execute("DELETE FROM staged WHERE library = ?", (number,))
            connection.execute(
                "UPDATE libraries SET model = ?, collection = ? WHERE id = ?", (model, collection, number)
            )
            self._catalogue.note_change(connection, number, now())
        self._catalogue.forget_articles()

    def _adopt(self, connection: sqlite3.Connection, number: int, model: str, article: Recut) -> None:
        for key in article.passages:
            row = connection.execute(
                f"INSERT INTO passages ({COLUMNS}) SELECT {COLUMNS} FROM staged "
                "WHERE library = ? AND model = ? AND id = ? RETURNING rowid",
                (number, model, key),
            ).fetchone()
            connection.execute(
                "INSERT INTO terms SELECT ?, terms FROM staged WHERE library = ? AND model = ? AND id = ?",
                (row[0], number, model, key),
            )
        connection.execute(
            "UPDATE revisions SET body = ? WHERE library = ? AND article = ? AND revision = ?",
            (zlib.decompress(article.body).decode(), number, article.id, article.revision),
        )
        connection.execute(
            "UPDATE articles SET passages = ? WHERE library = ? AND id = ?",
            (len(article.passages), number, article.id),
        )
