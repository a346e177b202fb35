"""What a search asks of the catalogue. Everything is scoped to one library, and only live passages are seen."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, ColumnElement, Select, Text, bindparam, cast, func, select

from index.catalogue import codec
from index.catalogue.database import Database
from index.catalogue.rows import Rows
from index.catalogue.words import Words, folded
from index.tables import articles, libraries, passages, revisions
from index.values import Article, Filters, Passage

Vector = NDArray[np.float32]
KEPT_ARTICLES = 512
PASSAGE = tuple(passages.c[name] for name in ("id", "article", "revision", "start", "end", "kind", "section"))


_OF: BindParameter[int] = bindparam("of")
_ABOUT: BindParameter[str] = bindparam("about")
_JOINED = (articles.c.library == passages.c.library) & (articles.c.id == passages.c.article)
_NUMBER = select(libraries.c.id).where(libraries.c.name == bindparam("library"))
_NAMED = _NUMBER.scalar_subquery()
_AMONG: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_STORIES = select(articles.c.id, articles.c.story).where(articles.c.library == _NAMED, articles.c.id.in_(_AMONG))
_COPIES = (
    select(func.count())
    .select_from(articles)
    .with_hint(articles, "INDEXED BY article_story", "sqlite")
    .where(articles.c.library == _OF, articles.c.story == _ABOUT, articles.c.id != _ABOUT, articles.c.live != 0)
)
_ROWS = func.aggregate_strings(cast(passages.c.rowid, Text), ",")  # rows one by one take three times as long
_BODY = select(revisions.c.body).where(
    revisions.c.library == _OF, revisions.c.article == _ABOUT, revisions.c.revision == bindparam("numbered")
)


def _chosen(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).where(passages.c.library == _NAMED, passages.c.id.in_(_AMONG))


_VECTORS = _chosen(passages.c.id, passages.c.embedding)
_PASSAGES = _chosen(*PASSAGE)
_PLACES = _chosen(passages.c.id, passages.c.article, select(articles.c.story).where(_JOINED).scalar_subquery())


class Lookup:
    """Reads of passages; articles are kept in memory.

    The lexical index is in the folder `lexical`, None for in memory; `owns` tells whether this process may write there.
    """

    def __init__(
        self, database: Database, lexical: Path | None = None, owns: Callable[[], bool] = lambda: True
    ) -> None:
        self.database, self.rows = database, Rows(database)
        self.words = Words(self.rows, lexical, owns)
        self._articles: OrderedDict[tuple[int, str, int], Article] = OrderedDict()
        self._guard = threading.Lock()

    def library_id(self, library: str) -> int:
        """Return a library's number, 0 where it does not exist."""
        row = self.database.first(_NUMBER, library=library)
        return row[0] if row else 0

    def lexical(self, library: str, terms: Sequence[str], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Return passages that hold any of the stemmed terms with their BM25 score, best first."""
        number = self.library_id(library)
        if not number or not terms:
            return []
        return self.words.best(number, terms, limit, filters)

    def lexical_scores(self, library: str, terms: Sequence[str], passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the BM25 score of those of these passages that hold any of the stemmed terms."""
        number = self.library_id(library)
        return self.words.scores(number, terms, passage_ids) if number and terms else {}

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
        return {row[0]: codec.vector(row[1]) for row in self._rows(library, passage_ids, _VECTORS)}

    def hits(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]:
        """Return the live passages among those asked for, with their articles."""
        number = self.library_id(library)
        return {row[0]: self._hit(number, row) for row in self._rows(library, passage_ids, _PASSAGES)}

    def places(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return (id of its article, id of the earliest copy of that) of each live passage among those asked for."""
        return {row[0]: (row[1], row[2]) for row in self._rows(library, passage_ids, _PLACES)}

    def stories(self, library: str, article_ids: Iterable[str]) -> dict[str, str]:
        """Return the id of the earliest copy of each article, its own where it is the earliest."""
        wanted = list(article_ids)
        found = {key: story for key, story in self._rows(library, wanted, _STORIES) if story}
        return {key: found.get(key, key) for key in wanted}

    def copies(self, library: str, story: str) -> int:
        """Return how many live articles are copies of the earliest of a story, that one not counted."""
        with self.database.read() as connection:
            return connection.execute(_COPIES, {"of": self.library_id(library), "about": story}).scalar_one()

    def allowed(self, number: int, filters: Filters) -> NDArray[np.int64]:
        """Return the row numbers of a library's passages that filters allow."""
        chosen = select(articles.c.id).where(articles.c.library == _OF, *conditions(filters))
        statement = select(_ROWS).where(passages.c.library == _OF, passages.c.article.in_(chosen))
        with self.database.read() as connection:
            found = connection.scalar(statement, {"of": number})
        return np.fromstring(found, np.int64, sep=",") if found else np.zeros(0, np.int64)

    def read_article(self, number: int, article_id: str, revision: int) -> Article | None:
        """Return one revision of an article; revisions never change, so they are kept in memory."""
        key = (number, article_id, revision)
        with self._guard:
            if key in self._articles:
                self._articles.move_to_end(key)
                return self._articles[key]
        with self.database.read() as connection:
            body = connection.scalar(_BODY, {"of": number, "about": article_id, "numbered": revision})
        if body is None:
            return None
        article = codec.load_article(article_id, revision, body)
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

    def _rows(self, library: str, ids: Sequence[str], statement: Select[Any]) -> Sequence[Sequence[Any]]:
        with self.database.read() as connection:
            return connection.execute(statement, {"library": library, "ids": ids}).all()


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return what filters ask of articles; dates are ISO strings and sort."""
    known = articles.c
    parts = (
        (filters.publisher, func.lower(known.publisher) == folded(filters.publisher)),
        (filters.since, known.published >= (codec.iso(filters.since) or "")),
        (filters.until, known.published <= (codec.iso(filters.until) or "")),
        (filters.article_id, known.id == filters.article_id),
        (filters.byline, func.replace(known.byline, filters.byline, "") != known.byline),
    )
    return [condition for value, condition in parts if value]
