"""Quotations are followed through the revisions of their articles."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert

from index.catalogue.records import KEPT_RECORDS
from index.library import Library
from index.settings import IndexSettings
from index.tables import records
from index.values import Correction, Quotation
from tests.remembering import SharingLibrary

NAME = "default"
OPENED = "The harbour bridge opened to traffic on Monday, two years late."
TOLL = "The toll for cars is three crowns."
CABLES = "Engineers had found cracks in four of the twelve cables."
LATER = "The harbour bridge opened to traffic on Tuesday, three years late."


@pytest.fixture
def library(settings: IndexSettings) -> Iterator[Library]:
    with SharingLibrary.open(settings) as opened:
        yield opened


def put(library: Library, *sentences: str, name: str = NAME) -> None:
    text = "\n\n".join(["The bridge", *sentences]).encode()
    library.add_files(name, [("bridge.txt", text)], origin="", source_prefix="test")


def answer(library: Library, key: str, *quotes: str, name: str = NAME) -> None:
    """Record an answer that quotes these sentences of the article as it is."""
    (one,) = library.articles(name)
    article = library.article(name, one.id)
    library.record(name, "answer", key, {}, [_quotation(article.text, one.id, article.revision, n, q)
                                             for n, q in enumerate(quotes, 1)])  # fmt: skip


def _quotation(text: str, article_id: str, revision: int, number: int, quote: str) -> Quotation:
    start = text.index(quote)
    digest = hashlib.sha256(quote.encode()).hexdigest()
    return Quotation(start, start + len(quote), number, article_id, revision, digest)


def corrections(library: Library, key: str = "one", name: str = NAME) -> list[tuple[int, str, str]]:
    return [(one.number, one.kind, one.now) for one in library.quoted.of(name, key)]


def check(library: Library, one: Correction) -> None:
    """The law: what was quoted and what it reads now are ranges of stored texts."""
    later = library.article(one.library, one.article_id, one.later)
    assert later.text[one.start : one.end] == one.now
    assert one.quote in library.article(one.library, one.article_id, one.revision).text
    assert hashlib.sha256(one.quote.encode()).hexdigest() == one.digest


def test_a_changed_sentence_is_found_once(library: Library) -> None:
    put(library, OPENED, TOLL, CABLES)
    answer(library, "one", OPENED, TOLL)
    assert library.sweep(NAME) == 0
    put(library, CABLES, LATER, TOLL)
    assert library.sweep(NAME) == 1
    assert library.sweep(NAME) == 0
    assert corrections(library) == [(1, "changed", LATER)]
    (one,) = library.quoted.of(NAME, "one")
    assert one.quote == OPENED
    check(library, one)


def test_what_was_told_is_not_told_again_until_it_changes_again(library: Library) -> None:
    put(library, OPENED, TOLL)
    answer(library, "one", OPENED)
    for sentences in [(LATER, TOLL), (LATER, CABLES), (CABLES, LATER, TOLL)]:
        put(library, *sentences)
        library.sweep(NAME)
    assert corrections(library) == [(1, "changed", LATER)]
    put(library, LATER.replace("Tuesday", "Sunday"), TOLL)
    assert library.sweep(NAME) == 1
    assert corrections(library)[1][2] == LATER.replace("Tuesday", "Sunday")


def test_a_sentence_that_vanishes_and_comes_back(library: Library) -> None:
    put(library, OPENED, TOLL)
    answer(library, "one", TOLL)
    put(library, OPENED)
    assert library.sweep(NAME) == 1
    put(library, OPENED, CABLES)
    assert library.sweep(NAME) == 0
    put(library, TOLL, OPENED)
    assert library.sweep(NAME) == 1
    assert corrections(library) == [(1, "vanished", ""), (1, "restored", TOLL)]
    for one in library.quoted.of(NAME, "one"):
        check(library, one)


def test_an_article_that_leaves_and_returns(library: Library) -> None:
    put(library, OPENED, TOLL)
    answer(library, "one", OPENED)
    for _ in range(2):
        library.remove(NAME, library.articles(NAME)[0].id)
        assert library.sweep(NAME) == 1
        assert library.sweep(NAME) == 0
        put(library, OPENED, TOLL)
        assert library.sweep(NAME) == 1
    assert [kind for _, kind, _ in corrections(library)] == ["withdrawn", "restored"] * 2


def test_an_article_that_changes_and_then_leaves_is_told_twice(library: Library) -> None:
    put(library, OPENED)
    answer(library, "one", OPENED)
    put(library, LATER)
    library.sweep(NAME)
    library.remove(NAME, library.articles(NAME)[0].id)
    library.sweep(NAME)
    assert [kind for _, kind, _ in corrections(library)] == ["changed", "withdrawn"]


def test_two_sweeps_at_once_find_everything_once(library: Library) -> None:
    put(library, OPENED, TOLL, CABLES)
    for n in range(20):
        answer(library, f"a{n}", OPENED, TOLL)
    put(library, LATER, TOLL)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: library.sweep(NAME), range(2)))
    assert sum(found) == 20
    assert all(corrections(library, f"a{n}") == [(1, "changed", LATER)] for n in range(20))


def test_a_sweep_that_is_stopped_goes_on_later(library: Library) -> None:
    put(library, OPENED)
    answer(library, "one", OPENED)
    put(library, LATER)
    stop = threading.Event()
    stop.set()
    assert library.sweep(NAME, stop) == 0
    assert library.sweep(NAME) == 1


def test_readers_are_shown_each_correction_once(library: Library) -> None:
    put(library, OPENED, TOLL)
    answer(library, "one", OPENED, TOLL)
    answer(library, "two", TOLL)
    put(library, LATER)
    library.sweep(NAME)
    (_, _, newest), _ = library.quoted.unshown()
    assert [row[:2] for row in library.quoted.unshown()] == [(NAME, "one"), (NAME, "two")]
    put(library, LATER.replace("Tuesday", "Sunday"))
    library.sweep(NAME)
    library.quoted.mark_shown(NAME, "one", newest)
    assert [bool(one.shown_at) for one in library.quoted.of(NAME, "one")] == [True, True, False]
    library.quoted.mark_shown(NAME, "one", newest + 9)
    assert [row[:2] for row in library.quoted.unshown()] == [(NAME, "two")]


def test_they_are_listed_newest_first_by_where_their_answers_are_shown(library: Library) -> None:
    put(library, OPENED, TOLL)
    for key, place in (("one", "https://x/1/5/7"), ("two", "https://x/10/5/8"), ("three", "")):
        answer(library, key, OPENED)
        library.quoted.put_place(NAME, key, place)
    put(library, LATER, TOLL)
    library.sweep(NAME)
    assert len(library.quoted.listed(NAME)) == 3
    ((number, place),) = library.quoted.listed(NAME, "https://x/1/")
    assert place == "https://x/1/5/7"
    (one,) = library.quoted.read(NAME, [number])
    assert (one.answer, one.place) == ("one", place)
    put(library, TOLL)
    library.sweep(NAME)
    ids = [number for number, _ in library.quoted.listed(NAME)]
    assert ids == sorted(ids, reverse=True)
    assert [one.id for one in library.quoted.read(NAME, ids)] == ids


def test_no_library_sees_quotations_of_another(library: Library) -> None:
    for name in (NAME, "guild-1"):
        put(library, OPENED, name=name)
        answer(library, "one", OPENED, name=name)
    put(library, LATER, name="guild-1")
    assert library.sweep(NAME) == 0
    assert library.sweep("guild-1") == 1
    (key, _), = library.quoted.listed("guild-1")  # fmt: skip
    assert library.quoted.read(NAME, [key]) == []


def test_what_an_answer_quoted_is_forgotten_with_it(library: Library) -> None:
    put(library, OPENED)
    answer(library, "one", OPENED)
    put(library, LATER)
    library.sweep(NAME)
    with library.catalogue.database.write() as connection:
        row = {"library": library.catalogue.library_id(NAME), "kind": "answer", "value": "{}"}
        connection.execute(insert(records), [row | {"key": f"later {n}"} for n in range(KEPT_RECORDS - 1)])
    assert corrections(library)
    library.record(NAME, "answer", "newest", {})
    assert corrections(library) == []
    assert library.quoted.unshown() == []


def test_the_counter_tells_that_a_library_changed(library: Library) -> None:
    put(library, OPENED)
    before = library.quoted.changes()
    put(library, OPENED)
    assert library.quoted.changes() == before
    put(library, LATER)
    assert library.quoted.changes()[NAME] > before[NAME]
