"""What the lexical half of a question costs at 100,000 passages, beside the statement of SQLite's FTS5."""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.search import POOL
from index.values import Article, Block, Filters, Passage, Span
from tests.bench.floors import Floor

PASSAGES = int(os.environ.get("BENCH_PASSAGES", "100000"))
TOGETHER, WORDS, QUESTIONS, ASKED = 100, 40_000, 40, 8
TEXT = "A sentence."
FTS5 = """
    WITH best AS MATERIALIZED (SELECT rowid AS row, rank FROM lexical WHERE lexical MATCH ? ORDER BY rank LIMIT ?)
    SELECT p.id, -best.rank AS score FROM best JOIN passages p ON p.rowid = best.row ORDER BY score DESC, p.id
"""


def question(folder: Path) -> list[Floor]:
    """Find the best passages for questions of eight terms, in processor time."""
    chance = np.random.default_rng(5)
    texts = list(_texts(chance))
    questions = [_drawn(chance, ASKED, rare=20) for _ in range(QUESTIONS)]
    found, start = _footnote(folder, texts, questions)
    wanted = _fts5(folder, texts, questions)
    for (_, ours), (_, theirs) in zip(found, wanted, strict=True):
        assert np.allclose(ours, theirs, rtol=1e-9)
    quick, slow = (statistics.median(seconds for seconds, _ in one) for one in (found, wanted))
    detail = f"{PASSAGES} passages: {1000 * quick:.1f} ms and {1000 * slow:.1f} ms; making the index took {start:.1f} s"
    return [Floor("lexical half of a question / FTS5", quick / slow, 0.25, "×", detail)]


def _texts(chance: np.random.Generator) -> Iterator[str]:
    for _ in range(PASSAGES):
        yield " ".join(_drawn(chance, int(chance.integers(30, 120))))


def _drawn(chance: np.random.Generator, count: int, rare: int = 5) -> list[str]:
    """Return words by a power law: one in so many ranks further down is half as frequent."""
    ranks = rare * (WORDS / rare) ** chance.random(count) - rare
    return [f"w{int(rank)}" for rank in ranks]


def _footnote(folder: Path, texts: Sequence[str], questions: Sequence[list[str]]) -> tuple[list[_Timed], float]:
    catalogue = Catalogue(Database(folder / "catalogue.sqlite"), folder / "lexical")
    for number in range(0, len(texts), TOGETHER):
        _put(catalogue, f"a{number}", texts[number : number + TOGETHER])
    start = time.process_time()
    catalogue.lexical("default", questions[0], 1, Filters())
    indexed = time.process_time() - start

    def ask(terms: list[str]) -> list[float]:
        catalogue.document_frequency("default", terms)
        return [score for _, score in catalogue.lexical("default", terms, POOL, Filters())]

    found = [_timed(ask, terms) for terms in questions]
    catalogue.words.close()
    catalogue.database.close()
    return found, indexed


def _put(catalogue: Catalogue, name: str, texts: Sequence[str]) -> None:
    article = Article(name, name, TEXT, name, (Block(0, 11, "prose"),), (Span(0, 11),))
    vector = np.ones(1, np.float32)
    passages = [
        Embedded(Passage(0, 11, f"{name}.{at}", name, 1, TEXT), f"{name}.{at}".encode(), vector, terms)
        for at, terms in enumerate(texts)
    ]
    catalogue.put("default", article, name, passages)


def _fts5(folder: Path, texts: Sequence[str], questions: Sequence[list[str]]) -> list[_Timed]:
    with closing(sqlite3.connect(folder / "fts5.sqlite")) as connection:
        connection.execute("CREATE TABLE passages (rowid INTEGER PRIMARY KEY, id TEXT)")
        connection.execute("CREATE VIRTUAL TABLE lexical USING fts5(terms, tokenize = 'unicode61 remove_diacritics 0')")
        connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(lexical, row)")
        connection.executemany("INSERT INTO passages (id) VALUES (?)", [(f"p{at}",) for at in range(len(texts))])
        connection.executemany("INSERT INTO lexical (terms) VALUES (?)", [(one,) for one in texts])
        connection.commit()

        def ask(terms: list[str]) -> list[float]:
            for term in terms:
                connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
            return [score for _, score in connection.execute(FTS5, (" OR ".join(dict.fromkeys(terms)), POOL))]

        return [_timed(ask, terms) for terms in questions]


_Timed = tuple[float, list[float]]


def _timed(ask: Callable[[list[str]], list[float]], terms: list[str]) -> _Timed:
    start = time.process_time()
    found = ask(terms)
    return time.process_time() - start, found
