"""What a search asks of the catalogue. Everything is scoped to one library, and only live passages are seen."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import codec
from index.catalogue.database import Database
from index.catalogue.words import Words
from index.values import Article, Filters, Passage

Vector = NDArray[np.float32]
CHUNK = 500  # SQLite's oldest limit on variables in one statement is 999
KEPT_ARTICLES = 512
PASSAGE = "p.id, p.article, p.revision, p.start, p.end, p.kind, p.section"


class Lookup:
    """Reads of passages; articles are kept in memory.

    The lexical index is in the folder `lexical`, None for in memory; `owns` tells whether this process may write there.
    """

    def __init__(
        self, database: Database, lexical: Path | None = None, owns: Callable[[], bool] = lambda: True
    ) -> None:
        self.database, self.words = database, Words(database, lexical, owns)
        self._articles: OrderedDict[tuple[int, str, int], Article] = OrderedDict()
        self._guard = threading.Lock()

    def library_id(self, library: str) -> int:
        """Return a library's number, 0 where it does not exist."""
        with self.database.read() as connection:
            row = connection.execute("SELECT id FROM libraries WHERE name = ?", (library,)).fetchone()
        return row[0] if row else 0

    def lexical(self, library: str, terms: Sequence[str], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Return passages that hold any of the stemmed terms with their BM25 score, best first."""
        number = self.library_id(library)
        if not number or not terms:
            return []
        return self.words.best(number, terms, limit, filters)

    def document_frequency(self, library: str, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each stemmed term occurs; absent terms are left out."""
        number = self.library_id(library)
        if not number:
            return {}
        view = self.words.view(number)
        return {term: found for term in dict.fromkeys(terms) if (found := view.frequency(term))}

    def terms_with(self, library: str, initial: str, shortest: int, longest: int) -> dict[str, int]:
        """Return the stemmed terms that begin with a letter and are so long, with the passages that hold each."""
        number = self.library_id(library)
        if not number:
            return {}
        view = self.words.view(number)
        near = [term for term in view.beginning(initial) if shortest <= len(term) <= longest]
        return {term: found for term in near if (found := view.frequency(term))}

    def vectors(self, library: str, passage_ids: Sequence[str]) -> dict[str, Vector]:
        return {row[0]: codec.vector(row[1]) for row in self._rows(library, passage_ids, "p.id, p.embedding")}

    def hits(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]:
        """Return the live passages among those asked for, with their articles."""
        number = self.library_id(library)
        return {row[0]: self._hit(number, row) for row in self._rows(library, passage_ids, PASSAGE)}

    def places(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return (id of its article, id of the earliest copy of that) of each live passage among those asked for."""
        columns = "p.id, p.article, (SELECT story FROM articles a WHERE a.library = p.library AND a.id = p.article)"
        return {row[0]: (row[1], row[2]) for row in self._rows(library, passage_ids, columns)}

    def stories(self, library: str, article_ids: Iterable[str]) -> dict[str, str]:
        """Return the id of the earliest copy of each article, its own where it is the earliest."""
        sql = "SELECT story FROM articles WHERE library = ? AND id = ?"
        number = self.library_id(library)
        with self.database.read() as connection:
            rows = {key: connection.execute(sql, (number, key)).fetchone() for key in article_ids}
        return {key: (row and row[0]) or key for key, row in rows.items()}

    def copies(self, library: str, story: str) -> int:
        """Return how many live articles are copies of the earliest of a story, that one not counted."""
        sql = (
            "SELECT count(*) FROM articles INDEXED BY article_story "
            "WHERE library = ? AND story = ? AND id <> ? AND live"
        )
        with self.database.read() as connection:
            return int(connection.execute(sql, (self.library_id(library), story, story)).fetchone()[0])

    def allowed(self, number: int, filters: Filters) -> NDArray[np.int64]:
        """Return the row numbers of a library's passages that filters allow."""
        condition, values = _condition(filters)
        sql = (
            "SELECT p.rowid FROM articles a JOIN passages p ON p.library = a.library AND p.article = a.id "
            f"WHERE a.library = ?{condition}"
        )
        with self.database.read() as connection:
            found = connection.execute(sql, (number, *values))
            return np.fromiter((row for (row,) in found), np.int64)

    def read_article(self, number: int, article_id: str, revision: int) -> Article | None:
        """Return one revision of an article; revisions never change, so they are kept in memory."""
        key = (number, article_id, revision)
        with self._guard:
            if key in self._articles:
                self._articles.move_to_end(key)
                return self._articles[key]
        with self.database.read() as connection:
            row = connection.execute(
                "SELECT body FROM revisions WHERE library = ? AND article = ? AND revision = ?", key
            ).fetchone()
        if row is None:
            return None
        article = codec.load_article(article_id, revision, row[0])
        with self._guard:
            self._articles[key] = article
            while len(self._articles) > KEPT_ARTICLES:
                self._articles.popitem(last=False)
        return article

    def forget_articles(self) -> None:
        """Drop articles from memory after their sentences were cut anew."""
        with self._guard:
            self._articles.clear()

    def _hit(self, number: int, row: Sequence[Any]) -> tuple[Passage, Article]:
        key, article_id, revision, start, end, kind, section = row
        article = self.read_article(number, article_id, revision)
        assert article is not None  # noqa: S101  a passage is recorded together with its revision
        return Passage(start, end, key, article_id, revision, article.text[start:end], kind, section), article

    def _rows(self, library: str, passage_ids: Sequence[str], columns: str) -> Iterator[Sequence[Any]]:
        number = self.library_id(library)
        for start in range(0, len(passage_ids), CHUNK):
            some = passage_ids[start : start + CHUNK]
            marks = ",".join("?" * len(some))
            sql = f"SELECT {columns} FROM passages p WHERE p.library = ? AND p.id IN ({marks})"
            with self.database.read() as connection:
                yield from connection.execute(sql, (number, *some)).fetchall()


def _condition(filters: Filters) -> tuple[str, list[str]]:
    """Return SQL that follows a WHERE clause over articles `a`, and its values; dates are ISO strings and sort."""
    parts = {
        "a.publisher = ? COLLATE NOCASE": filters.publisher,
        "a.published >= ?": codec.iso(filters.since),
        "a.published <= ?": codec.iso(filters.until),
        "a.id = ?": filters.article_id,
        "instr(a.byline, ?)": filters.byline,
    }
    used = {sql: value for sql, value in parts.items() if value}
    return "".join(f" AND {sql}" for sql in used), list(used.values())
