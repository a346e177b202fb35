"""Search over a real catalogue: both halves count, filters hold, no query text can do harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from index.library import Library
from index.settings import IndexSettings
from index.values import Filters
from tests.conftest import shared_data
from tests.index.conftest import write_into
from tests.remembering import SharingLibrary


@pytest.fixture(scope="module")
def library(shared_settings: IndexSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("articles")
    for number in range(6):
        write_into(
            folder,
            f"{number}.json",
            number,
            publisher="Harbour Times" if number % 2 else "The Reef",
            published=f"2024-0{number + 1}-10",
        )
    with SharingLibrary.open(shared_settings) as opened:
        opened.sync("default", folder)
        yield opened


def test_the_words_of_a_passage_find_it(library: Library) -> None:
    hits = library.search("default", "What cost 302 crowns in story 3?").hits
    assert hits[0].article.title == "Story 3"
    assert hits[0].lexical > 0
    assert hits[0].article.text[hits[0].passage.start : hits[0].passage.end] == hits[0].passage.text
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 and -1.001 <= hit.dense <= 1.001 for hit in hits)


def test_rare_terms_weigh_more(library: Library) -> None:
    terms = library.search("default", "302 crowns").terms
    assert terms["302"] > terms["crown"]


@pytest.mark.parametrize(
    "query", ["", "   ", "the of and", "?!", "\ud800 broken", "\x00", 'a" OR "b', "NEAR(a b)", "x" * 50_000]
)
def test_any_query_gives_hits_by_meaning_at_least(library: Library, query: str) -> None:
    assert len(library.search("default", query, 3).hits) == 3


def test_filters_restrict_both_halves(library: Library) -> None:
    hits = library.search("default", "story 3 crowns", 10, Filters(publisher="The Reef", since=date(2024, 3, 1))).hits
    assert {hit.article.title for hit in hits} == {"Story 2", "Story 4"}


def test_another_library_is_empty(library: Library) -> None:
    assert library.search("guild-1", "story 3").hits == ()


def test_hostile_queries_are_harmless(library: Library) -> None:
    for text in json.loads((shared_data() / "hostile" / "blns.json").read_text("utf-8")):
        assert len(library.search("default", text, 1).hits) == 1


def test_the_retriever_gives_documents_with_their_place(library: Library) -> None:
    from index.retriever import PassageRetriever  # LangChain, which no other test needs

    found = PassageRetriever.over(library, k=2).invoke("story 4 crowns")
    assert len(found) == 2
    about = found[0].metadata
    article = library.article("default", about["article_id"])
    assert article.text[about["start"] : about["end"]] == found[0].page_content
    assert about["date"] == article.published.isoformat() if article.published else about["date"] == ""
    assert set(about) == {"article_id", "title", "publisher", "date", "url", "start", "end"}
