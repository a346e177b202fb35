"""Whatever the folder of the lexical index holds, a search finds what the catalogue says, with BM25's own scores."""

from __future__ import annotations

import math
import shutil
import sqlite3
import threading
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert, select, update

from index.catalogue import totals
from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.catalogue.dialects.sqlite import Sqlite
from index.catalogue.rows import KEPT, depart
from index.catalogue.schema import SCHEMA
from index.catalogue.words import Words
from index.tables import articles, departed, passages, terms
from index.values import Article, Block, Filters, Passage, Span
from tests.index.catalogue.changing import changing
from tests.postgres import SLOWLY

TEXT = "A sentence."
TERMS = [*(f"stem{n}" for n in range(60)), "ferri", "harbour"]


def put(
    catalogue: Catalogue, name: str, count: int, seed: int, revision: int = 1, library: str = "default", **fields: Any
) -> None:
    """Record an article of so many passages of 1 to 160 terms, some of them in nearly all."""
    article = Article(
        name, f"/{name}.txt", TEXT, name, (Block(0, 11, "prose"),), (Span(0, 11),), revision=revision, **fields
    )
    chance = np.random.default_rng(seed)
    often = 1 / (1 + np.arange(len(TERMS)))
    told = [" ".join(chance.choice(TERMS, chance.integers(1, 160), p=often / often.sum())) for _ in range(count)]
    passages = [
        Embedded(
            Passage(0, 11, f"{name}.{revision}.{at}", name, revision, TEXT),
            chance.bytes(16), np.ones(4, np.float32), terms,
        )
        for at, terms in enumerate(told)
    ]  # fmt: skip
    catalogue.put(library, article, "digest", passages)


class Reference:
    """BM25 by its formula over the terms that the catalogue holds of a library."""

    def __init__(self, catalogue: Catalogue, library: str) -> None:
        told = select(passages.c.id, passages.c.article, terms.c.terms).join(terms)
        with catalogue.database.read() as connection:
            self._rows = connection.execute(told.where(passages.c.library == catalogue.library_id(library))).all()
        self._counts = {key: Counter(terms.split()) for key, _, terms in self._rows}
        mean = sum(one.total() for one in self._counts.values()) / max(len(self._counts), 1)
        self._norms = {key: 1.2 * (0.25 + 0.75 * one.total() / mean) for key, one in self._counts.items()}

    def scores(self, asked: list[str], article: str = "") -> dict[str, float]:
        scores = dict.fromkeys(self._counts, 0.0)
        for term in asked:
            held = {key: one[term] for key, one in self._counts.items() if term in one}
            idf = max(math.log((len(scores) - len(held) + 0.5) / (len(held) + 0.5)), 1e-6)
            for key, times in held.items():
                scores[key] += idf * times * 2.2 / (times + self._norms[key])
        return {key: scores[key] for key, name, _ in self._rows if scores[key] and article in ("", name)}


def exactly(catalogue: Catalogue, *every: Words, library: str = "default", filters: Filters | None = None) -> int:
    """Assert that each finds all that the catalogue holds, best first; return how much that is."""
    chosen, number, reference = filters or Filters(), catalogue.library_id(library), Reference(catalogue, library)
    for asked in (["stem0"], ["stem7", "ferri", "nowhere"], TERMS[:40]):
        wanted = reference.scores(asked, chosen.article_id)
        for words in every:
            found = words.best(number, asked, len(wanted) + 1, chosen)
            assert dict(found) == pytest.approx(wanted, rel=1e-12)
            assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
            best = words.best(number, asked, 5, chosen)
            assert [score for _, score in best] == pytest.approx([score for _, score in found[:5]], rel=1e-12)
            assert words.view(number).count == catalogue.passage_count(library)
    return len(reference.scores(TERMS, chosen.article_id))


def owner(catalogue: Catalogue) -> Words:
    return Words(catalogue.rows, catalogue.words._folder, lambda: True)


def reader(catalogue: Catalogue) -> Words:
    return Words(catalogue.rows, catalogue.words._folder, lambda: False)


def test_the_best_of_many_passages_are_those_of_bm25(catalogue: Catalogue) -> None:
    for number in range(12):
        put(catalogue, f"a{number}", 100, number)
    assert exactly(catalogue, owner(catalogue), reader(catalogue)) == 1200


@pytest.mark.parametrize("place", SLOWLY, indirect=True)
def test_owner_and_readers_follow_every_change(catalogue: Catalogue) -> None:
    writes, early = owner(catalogue), reader(catalogue)
    for step in changing(catalogue, put, 24):
        if step % 3:
            exactly(catalogue, early)
        if step % 4 == 0:
            exactly(catalogue, writes, reader(catalogue))
    exactly(catalogue, early, writes, reader(catalogue))
    exactly(catalogue, early, writes, library="another")


def test_a_row_number_that_is_used_again_is_read_again(catalogue: Catalogue) -> None:
    put(catalogue, "a", 4, 1)
    put(catalogue, "b", 4, 2)
    writes, reads = owner(catalogue), reader(catalogue)
    exactly(catalogue, writes, reads)
    put(catalogue, "b", 4, 3, 2)
    with catalogue.database.read() as connection:
        if isinstance(catalogue.database.dialect, Sqlite):  # PostgreSQL uses none again
            assert connection.exec_driver_sql("SELECT max(rowid) FROM passages").one() == (8,)
    exactly(catalogue, writes, reads, owner(catalogue), reader(catalogue))


def test_passages_that_move_to_another_library_are_found_there(catalogue: Catalogue) -> None:
    put(catalogue, "a", 4, 1, library="staged")
    put(catalogue, "b", 4, 2)
    writes, reads = owner(catalogue), reader(catalogue)
    exactly(catalogue, writes, reads)
    with catalogue.database.write() as connection:
        numbers = catalogue.library_id("default"), catalogue.library_id("staged")
        depart(connection, numbers[1])
        for table in (passages, articles):
            connection.execute(update(table).where(table.c.library == numbers[1]).values(library=numbers[0]))
        for number in numbers:
            totals.recount(connection, number)
        catalogue.note_change(connection, numbers[0], "")
        catalogue.note_change(connection, numbers[1], "")
    assert exactly(catalogue, writes, reads) == 8
    assert exactly(catalogue, writes, reads, library="staged") == 0


def test_filters_are_those_of_the_catalogue(catalogue: Catalogue) -> None:
    put(catalogue, "a", 9, 1, publisher="Harbour TIMES Ö", published=date(2024, 3, 1), byline="Ana Wren and Bo Reed")
    put(catalogue, "b", 90, 2, publisher="Northern Wire", published=date(2024, 4, 1), byline="Bo Reed")
    put(catalogue, "c", 9, 3)
    scores = Reference(catalogue, "default").scores(TERMS)
    for filters, wanted in (
        (Filters(publisher="hARBOUR times Ö"), "a"),
        (Filters(publisher="Harbour Times ö"), ""),
        (Filters(publisher="Harbour"), ""),
        (Filters(since=date(2024, 4, 1)), "b"),
        (Filters(since=date(2024, 3, 1), until=date(2024, 3, 31)), "a"),
        (Filters(until=date(2024, 4, 1)), "ab"),
        (Filters(byline="Bo Reed"), "ab"),
        (Filters(byline="Wren"), "a"),
        (Filters(byline="Reed", publisher="northern wire"), "b"),
        (Filters(article_id="c"), "c"),
    ):
        for words in (owner(catalogue), reader(catalogue)):
            found = words.best(catalogue.library_id("default"), TERMS, 500, filters)
            assert {key[0] for key, _ in found} == set(wanted)
            assert dict(found) == pytest.approx({key: one for key, one in scores.items() if key[0] in wanted})


def test_terms_of_articles_that_left_are_not_known(catalogue: Catalogue) -> None:
    put(catalogue, "a", 30, 1)
    put(catalogue, "b", 1, 2)
    assert "ferri" in catalogue.terms_with("default", "f", 4, 6)
    catalogue.withdraw("default", "a")
    known = catalogue.terms_with("default", "s", 5, 6)
    with catalogue.database.read() as connection:
        (left,) = connection.exec_driver_sql("SELECT terms FROM terms").one()
    assert set(known) == {term for term in left.split() if term[0] == "s"}
    assert catalogue.document_frequency("default", TERMS) == dict.fromkeys(set(left.split()), 1)


def test_a_reader_behind_a_cut_log_looks_at_all_again(catalogue: Catalogue) -> None:
    put(catalogue, "a", 5, 1)
    reads = reader(catalogue)
    exactly(catalogue, reads)
    catalogue.withdraw("default", "a")
    with catalogue.database.write() as connection:
        connection.execute(insert(departed), {"number": KEPT + 50, "passage": 1})
        connection.exec_driver_sql("DELETE FROM departed WHERE number < 50")
    put(catalogue, "b", 5, 2)
    assert exactly(catalogue, reads) == 5


def test_who_becomes_the_owner_goes_on_in_the_folder(tmp_path: Path, catalogue: Catalogue) -> None:
    held: list[bool] = []
    words = Words(catalogue.rows, tmp_path / "lexical", lambda: bool(held))
    put(catalogue, "a", 5, 1)
    exactly(catalogue, words)
    assert not (tmp_path / "lexical").exists()
    held.append(True)
    exactly(catalogue, words)
    assert (tmp_path / "lexical" / "1" / "meta.json").exists()


def test_who_never_owns_the_folder_leaves_an_index_where_none_is(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.catalogue.words.LEFT", 5)
    put(catalogue, "a", 5, 1)
    first = reader(catalogue)
    exactly(catalogue, first)
    (index,) = (tmp_path / "lexical").iterdir()
    assert (index / "meta.json").exists()
    put(catalogue, "b", 5, 2)
    assert exactly(catalogue, first, reader(catalogue), owner(catalogue), reader(catalogue)) == 10
    assert list((tmp_path / "lexical").iterdir()) == [index]


def test_an_index_of_another_catalogue_is_not_believed(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 5, 1)
    owner(catalogue).save_all()
    shutil.move(tmp_path / "lexical", tmp_path / "kept")
    put(catalogue, "a", 5, 2, 2)
    shutil.move(tmp_path / "kept", tmp_path / "lexical")
    exactly(catalogue, reader(catalogue), owner(catalogue))


def test_the_index_of_a_library_that_is_gone_goes(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 5, 1)
    writes = owner(catalogue)
    writes.save_all()
    with catalogue.database.write() as connection:
        connection.exec_driver_sql("UPDATE libraries SET indexed_at = '', name = 'gone'")
    writes.save_all()
    assert list((tmp_path / "lexical").iterdir()) == []


def test_where_the_folder_cannot_be_written_the_index_is_kept_in_memory(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "lexical").write_text("in the way", encoding="utf-8")
    put(catalogue, "a", 5, 1)
    writes = owner(catalogue)
    assert exactly(catalogue, writes, reader(catalogue)) == 5
    put(catalogue, "b", 5, 2)
    assert exactly(catalogue, writes) == 10


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_no_damage_changes_what_is_found(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 40, 1)
    put(catalogue, "b", 2, 2)
    for seed in range(60):
        put(catalogue, "b", 2, 3, seed + 2)
        owner(catalogue).save_all()
        _damage(tmp_path / "lexical" / "1", np.random.default_rng(seed))
        exactly(catalogue, reader(catalogue), owner(catalogue), reader(catalogue))


def _damage(folder: Path, chance: np.random.Generator) -> None:
    """Write over a piece of a file and cut it short; or take it away."""
    files = sorted(folder.iterdir(), key=lambda path: path.suffix or path.name)
    path = files[chance.integers(len(files))]
    content = bytearray(path.read_bytes())
    start, piece = chance.integers(len(content) + 1), chance.bytes(int(chance.integers(200)))
    content[start : start + len(piece)] = piece
    path.unlink()  # who has it mapped keeps what was
    path.write_bytes(content[: chance.integers(start, len(content) + 1)])
    if chance.random() < 0.2:
        path.unlink()


def test_threads_share_one_index_while_articles_come(catalogue: Catalogue) -> None:
    put(catalogue, "a", 20, 1)
    words, number, failed = owner(catalogue), catalogue.library_id("default"), []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            if len(words.best(number, ["stem0"], 5, Filters())) != 5:
                failed.append(1)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for step in range(8):
        put(catalogue, "b", 5, step, step + 1)
    done.set()
    for thread in threads:
        thread.join()
    assert not failed
    exactly(catalogue, words)


def test_an_older_catalogue_keeps_its_terms(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    old = sqlite3.connect(path)
    for script in SCHEMA[:7]:
        assert isinstance(script, str)
        old.executescript(script)
    old.execute("INSERT INTO libraries (name, indexed_at) VALUES ('default', 'now')")
    old.execute("CREATE VIRTUAL TABLE lexical_1 USING fts5(terms, tokenize = \"unicode61 tokenchars '_'\")")
    old.execute("CREATE VIRTUAL TABLE vocabulary_1 USING fts5vocab(lexical_1, row)")
    old.execute(
        "INSERT INTO articles (library, id, source, digest, revision, live, title, byline, publisher, url, passages, "
        "indexed_at) VALUES (1, 'a', '/a', '', 1, 1, 'a', '', '', '', 2, '')"
    )
    for row, told in ((5, "ferri harbour ferri"), (9, "council")):
        old.execute("INSERT INTO passages VALUES (?, 1, ?, 'a', 1, 0, 9, 'prose', '', x'01', x'00')", (row, f"p{row}"))
        old.execute("INSERT INTO lexical_1 (rowid, terms) VALUES (?, ?)", (row, told))
    old.execute("PRAGMA user_version = 7")
    old.commit()
    old.close()
    database = Database(path)
    catalogue = Catalogue(database, tmp_path / "lexical")
    assert [key for key, _ in catalogue.lexical("default", ["ferri"], 9, Filters())] == ["p5"]
    assert catalogue.document_frequency("default", ["harbour", "council", "x"]) == {"harbour": 1, "council": 1}
    with database.read() as connection:
        names = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not {name for name in names if name.startswith(("lexical", "vocabulary"))}
    database.close()
