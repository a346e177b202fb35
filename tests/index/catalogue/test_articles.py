"""The catalogue's transactions, searches and refusals."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from index.catalogue import codec
from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.catalogue.records import KEPT_RECORDS, Memory
from index.catalogue.schema import SCHEMA
from index.errors import HomeUnusable, NotIndexed
from index.values import Article, Block, Filters, Passage, Span
from index.vectors.exact import Exact

TEXT = "The ferry sails.\n\nThe council waits."


def _article(name: str, revision: int = 1, **fields: object) -> Article:
    blocks = (Block(0, 16, "prose"), Block(18, 36, "prose"))
    sentences = (Span(0, 16), Span(18, 36))
    return Article(name, f"/{name}", TEXT, name, blocks, sentences, revision=revision, **fields)  # type: ignore[arg-type]


def _put(
    catalogue: Catalogue, library: str, article: Article, terms: Sequence[str] = ("ferri", "council")
) -> list[str]:
    rows = [
        Embedded(
            Passage(b.start, b.end, f"{library}{article.id}{article.revision}.{n}", article.id, article.revision, ""),
            bytes([n]),
            np.eye(4, dtype=np.float32)[n],
            terms[n],
        )
        for n, b in enumerate(article.blocks)
    ]
    return catalogue.put(library, article, "digest", rows)


def test_a_new_revision_replaces_the_passages_of_the_old_one(catalogue: Catalogue) -> None:
    assert _put(catalogue, "default", _article("a")) == []
    assert _put(catalogue, "default", _article("a", 2), ("bridg", "council")) == ["defaulta1.0", "defaulta1.1"]
    assert catalogue.lexical("default", ["ferri"], 9, Filters()) == []
    assert catalogue.document_frequency("default", ["ferri", "bridg", "council"]) == {"bridg": 1, "council": 1}
    assert catalogue.passage_count("default") == 2
    assert catalogue.article("default", "a").revision == 2
    assert catalogue.article("default", "a", 1) == _article("a")
    assert catalogue.hits("default", ["defaulta1.0"]) == {}
    passage, article = catalogue.hits("default", ["defaulta2.1"])["defaulta2.1"]
    assert passage.text == article.text[passage.start : passage.end] == "The council waits."


def _exact(folder: Path, catalogue: Catalogue) -> Exact:
    return Exact(folder / "vectors", catalogue, lambda: False)


def test_libraries_do_not_see_each_other(tmp_path: Path, catalogue: Catalogue) -> None:
    _put(catalogue, "one", _article("a"))
    _put(catalogue, "two", _article("b"))
    assert [key for key, _ in catalogue.lexical("one", ["ferri"], 9, Filters())] == ["onea1.0"]
    assert catalogue.document_frequency("one", ["ferri"]) == {"ferri": 1}
    assert catalogue.vectors("one", ["twob1.0"]) == {}
    assert catalogue.hits("one", ["twob1.0"]) == {}
    query, exact = np.eye(4, dtype=np.float32)[0], _exact(tmp_path, catalogue)
    assert [key for key, _ in exact.scan("one", query, 9, Filters())] == ["onea1.0", "onea1.1"]
    with pytest.raises(NotIndexed):
        catalogue.article("one", "b")
    assert exact.scan("nobody", query, 9, Filters()) == catalogue.lexical("nobody", ["x"], 9, Filters()) == []


def test_filters_restrict_both_halves(tmp_path: Path, catalogue: Catalogue) -> None:
    _put(catalogue, "default", _article("a", publisher="Harbour Times", published=date(2024, 3, 1)))
    _put(catalogue, "default", _article("b", publisher="Northern Wire", published=date(2024, 4, 1)))
    _put(catalogue, "default", _article("c"))
    query, exact = np.eye(4, dtype=np.float32)[0], _exact(tmp_path, catalogue)
    for filters, wanted in (
        (Filters(publisher="harbour times"), "a"),
        (Filters(since=date(2024, 4, 1)), "b"),
        (Filters(until=date(2024, 3, 31)), "a"),
        (Filters(article_id="c"), "c"),
    ):
        assert [key for key, _ in catalogue.lexical("default", ["ferri"], 9, filters)] == [f"default{wanted}1.0"]
        assert exact.scan("default", query, 1, filters) == [(f"default{wanted}1.0", 1.0)]


def test_what_filters_allow_is_counted_with_its_days(catalogue: Catalogue) -> None:
    _put(catalogue, "default", _article("a", publisher="Harbour Times", published=date(2024, 3, 1)))
    _put(catalogue, "default", _article("b", publisher="Harbour Times", published=date(2024, 4, 1)))
    _put(catalogue, "default", _article("c", publisher="Harbour Times"))
    _put(catalogue, "default", _article("d", publisher="Harbour Times", published=date(2024, 5, 1)))
    catalogue.withdraw("default", "d")
    days = date(2024, 3, 1), date(2024, 4, 1)
    assert catalogue.reach("default", Filters(publisher="harbour times")) == (3, *days)
    assert catalogue.reach("default", Filters(until=date(2024, 3, 31))) == (1, days[0], days[0])
    assert catalogue.reach("other", Filters(publisher="harbour times")) == (0, None, None)


def test_a_failed_transaction_changes_nothing(catalogue: Catalogue) -> None:
    _put(catalogue, "default", _article("a"))
    with pytest.raises(IndexError):
        _put(catalogue, "default", _article("a", 2), ("one",))
    twice = [Embedded(Passage(0, 5, "same", "a", 2, ""), b"k", np.zeros(4, np.float32), "x")] * 2
    with pytest.raises(IntegrityError):
        catalogue.put("default", _article("a", 2), "digest", twice)
    assert catalogue.article("default", "a").revision == 1
    assert len(catalogue.lexical("default", ["ferri"], 9, Filters())) == 1
    with pytest.raises(NotIndexed):
        catalogue.article("default", "a", 2)


@given_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_terms_can_be_looked_up(catalogue: Catalogue, terms: list[str]) -> None:
    _put(catalogue, "default", _article("a"))
    sayable = [term.encode("utf-8", "ignore").decode() for term in terms]
    catalogue.lexical("default", sayable, 5, Filters())
    catalogue.document_frequency("default", sayable)


def test_articles_survive_the_journey_to_json() -> None:
    article = _article("a", byline="Ana “Wren”", published=date(2024, 1, 2), language="en", origin="https://x.example")
    assert codec.load_article("a", 1, codec.dump_article(article)) == article


def test_records_are_kept_by_library_and_the_newest_stay(catalogue: Catalogue) -> None:
    memory = Memory(catalogue)
    memory.record("one", "answer", "k", {"n": 1})
    memory.record("one", "answer", "k", {"n": 2})
    assert memory.recall("one", "answer", "k") == {"n": 2}
    assert memory.recall("two", "answer", "k") is memory.recall("one", "other", "k") is None
    assert KEPT_RECORDS >= 1000


def test_a_catalogue_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(SCHEMA) + 1}")
    connection.close()
    with pytest.raises(HomeUnusable, match="newer Footnote"):
        Database(path)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_full_disk_is_said_and_leaves_the_catalogue_whole(catalogue: Catalogue) -> None:
    _put(catalogue, "default", _article("a"))
    with catalogue.database.read() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(HomeUnusable, match="full"):
        Memory(catalogue).record("default", "answer", "k", {"text": "x" * 100_000})
    assert catalogue.article("default", "a").revision == 1


def test_the_language_of_a_library_is_that_of_most_of_its_passages(catalogue: Catalogue) -> None:
    assert catalogue.language("default") == ""
    for name, language in (("a", "de"), ("b", "en"), ("c", "de")):
        _put(catalogue, "default", _article(name, language=language))
    _put(catalogue, "other", _article("d", language="fr"))
    assert catalogue.language("default") == "de"
    catalogue.withdraw("default", "a")
    catalogue.withdraw("default", "c")
    assert catalogue.language("default") == "en"


def test_a_catalogue_of_the_first_version_learns_its_languages(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    old = sqlite3.connect(path)
    assert isinstance(SCHEMA[0], str)
    old.executescript(SCHEMA[0])
    old.execute("INSERT INTO libraries (name) VALUES ('default')")
    body = codec.dump_article(_article("a", language="de"))
    old.execute("INSERT INTO revisions VALUES (1, 'a', 1, ?)", (body,))
    old.execute("INSERT INTO articles VALUES (1, 'a', '/a', '', 1, 1, 'a', '', '', NULL, NULL, '', 2, '')")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    database = Database(path)
    assert Catalogue(database).language("default") == "de"
    database.close()


def test_a_counter_adds_up_by_library_and_key(catalogue: Catalogue) -> None:
    memory = Memory(catalogue)
    assert [memory.count("one", "tokens", "today", amount) for amount in (5, 0, 7)] == [5, 5, 12]
    assert memory.count("two", "tokens", "today", 0) == memory.count("one", "tokens", "tomorrow", 0) == 0


def test_a_character_that_no_text_has_finds_nothing_and_breaks_nothing(catalogue: Catalogue) -> None:
    _put(catalogue, "default", _article("a", publisher="A\0name"))
    assert catalogue.library_id("no\0library") == 0
    assert catalogue.lexical("default", ["fer\0ri"], 9, Filters(publisher="\0", byline="\0")) == []
    Memory(catalogue).record("default", "an\0swer", "k\0", {"said": "a\0b"})
    assert Memory(catalogue).recall("default", "an\0swer", "k\0") == {"said": "a\0b"}
