"""What must hold of a data folder after anything, a kill included."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import select

from index import tables
from index.catalogue.words import Words
from index.library import Library
from index.values import Filters
from index.vectors.dense import ExactOnly
from index.vectors.exact import Exact
from tests.index.sums import counted, kept


def check(library: Library, name: str = "default") -> int:
    """Assert that catalogue, lexical index and Chroma tell the same story; return the number of articles."""
    catalogue = library.catalogue
    summaries = library.articles(name)
    ids = catalogue.passage_ids(name)
    seen: set[str] = set()
    for summary in summaries:
        article = library.article(name, summary.id)
        passages = library.passages(name, summary.id)
        assert len(passages) == summary.passages > 0
        assert all(article.text[p.start : p.end] == p.text for p in passages)
        assert all(p.revision == article.revision for p in passages)
        seen |= {p.id for p in passages}
    assert seen == ids
    number = catalogue.library_id(name)
    with catalogue.database.read() as connection:
        rows = set(connection.scalars(select(tables.passages.c.rowid).where(tables.passages.c.library == number)))
        told = set(connection.scalars(select(tables.terms.c.passage)))
        assert rows <= told
    assert kept(catalogue.database, number) == counted(catalogue.database, number)
    if number:
        _check_words(library, number, rows)
    _check_stories(library, name, number)
    _check_scans(library, name, ids)
    library._dense.prepare_all()
    _, collection = catalogue.space(name)
    if collection and not isinstance(library._dense, ExactOnly):
        assert library._dense.open().ids(collection) == ids
    for summary in summaries[:: max(1, len(summaries) // 5)]:
        hits = library.search(name, library.passages(name, summary.id)[0].text, 3, Filters(article_id=summary.id)).hits
        assert hits
        assert library.search(name, library.passages(name, summary.id)[0].text, 3).hits
    return len(summaries)


def _check_scans(library: Library, name: str, ids: set[str]) -> None:
    """The owner and a process that only asks find by their vectors what the catalogue holds, each once."""
    reader = Exact(library.settings.footnote_home / "vectors", library.catalogue, lambda: False)
    vectors = library.catalogue.vectors(name, sorted(ids))
    query = next(iter(vectors.values()), np.zeros(1, np.float32))
    for exact in (library._dense.exact, reader):
        found = exact.scan(name, query, len(ids) + 1, Filters())
        assert len(found) == len(ids)
        assert dict(found) == pytest.approx({key: float(row @ query) for key, row in vectors.items()}, abs=1e-5)


def _check_words(library: Library, number: int, rows: set[int]) -> None:
    """The owner's lexical index and that of a process that only asks hold each live passage once, and no other."""
    reader = Words(library.catalogue.rows, library.settings.footnote_home / "lexical", lambda: False)
    for words in (library.catalogue.words, reader):
        assert sorted(words.view(number).keys()[0].tolist()) == sorted(rows)
    reader.close()


def _check_stories(library: Library, name: str, number: int) -> None:
    """Every live article, and no other, has a signature and follows an article that leads."""
    stories = {summary.id: summary.story for summary in library.articles(name)}
    assert all(stories[story] == story for story in stories.values())
    with library.catalogue.database.read() as connection:
        signed, banded = tables.signatures.c, tables.bands.c
        articles = set(connection.scalars(select(signed.article).where(signed.library == number)))
        numbers = connection.scalars(select(banded.signature).distinct().where(banded.library == number)).all()
    assert articles == set(stories)
    assert len(numbers) == len(stories)
