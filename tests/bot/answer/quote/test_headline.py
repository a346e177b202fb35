"""A fact that only a headline tells: quoted as a headline, proven against the stored title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.answer import Answerer, context
from bot.answer.prove.prove import stand
from bot.answer.quote.headline import headline, said
from index.library import Library
from index.values import Span
from tests.bot.answer.pages import jsonl

WON = "Liv Tarnholm elected mayor of Ostrevik in second round"
REST = (
    "The count in Ostrevik ended long after midnight, and with it twelve years of one party in the town hall.\n\n"
    "The winner spoke for four minutes. The loser did not speak at all. Turnout was 58 per cent."
)


@pytest.fixture(scope="module")
def elected(library: Library) -> Library:
    pages = {"title": WON, "text": REST}, {"title": "", "text": "The mill in Ostrevik is shut. It was built in 1880."}
    library.add_files("headlines", [("e.jsonl", jsonl(*pages))], origin="", source_prefix="test")
    return library


def test_who_won_is_told_by_the_headline_and_marked_as_one(elected: Library) -> None:
    first = Answerer(elected).ask("Who was elected mayor of Ostrevik?", library="headlines").citations[0]
    assert (first.quote, first.kind, first.position) == (WON, "headline", "headline")
    assert context(elected, "headlines", first) == (
        "",
        WON,
        "\n\n" + REST.split("\n\n")[0] + "\n\n" + "The winner spoke for four minutes.",
    )


def test_what_a_sentence_tells_is_quoted_from_the_text(elected: Library) -> None:
    answer = Answerer(elected).ask("What was the turnout in Ostrevik?", library="headlines")
    assert answer.citations[0].quote.endswith("Turnout was 58 per cent.")


def test_a_headline_that_is_not_the_stored_title_word_for_word_is_not_shown(elected: Library) -> None:
    first = Answerer(elected).ask("Who was elected mayor of Ostrevik?", library="headlines").citations[0]
    for other in (
        replace(first, quote=WON.replace("Liv", "Per")),
        replace(first, start=first.start + 4, quote=WON[4:]),
        replace(first, kind="prose"),
        replace(first, revision=first.revision + 1),
    ):
        assert stand([first, other], library=elected, name="headlines") == (first,)


def test_an_article_that_is_called_by_its_first_words_has_no_headline(elected: Library) -> None:
    for article in (hit.article for hit in elected.search("headlines", "Ostrevik mill", k=8).hits):
        span = headline(article)
        assert (span is None) == article.text.startswith("The mill")
        assert span is None or said(article, span) == article.title
        assert said(article, Span(0, 3)) == article.text[:3]


def test_a_headline_that_says_no_more_than_the_quoted_sentence_is_not_quoted_below_it(library: Library) -> None:
    text = "The rope ferry at Ostrava Bend closes in June, its owner said.\n\nIt has run since 1911."
    page = {"title": "Rope ferry at Ostrava Bend to close in June", "text": text}
    library.add_files("ferries", [("f.jsonl", jsonl(page))], origin="", source_prefix="test")
    answer = Answerer(library).ask("When does the rope ferry close?", library="ferries")
    assert "closes in June" in answer.citations[0].quote
    assert [one.kind for one in answer.citations] == ["prose"]
