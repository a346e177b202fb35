"""What is quoted where somebody asks for an extract."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from bot.answer.record.record import from_json, public, to_json
from bot.values import Answer
from index.library import Library
from tests.bot.answer.pages import ARTICLES, jsonl

SWIM = {
    "title": "Five pools of the Orrel valley",
    "publisher": "Coast Monthly",
    "text": (
        "The summer has come early to the Orrel valley, and with it the crowds.\n\n"
        "1. Mill pool, Sandmark. Deep, green and cold, and the bakery is next door.\n\n"
        "2. Kestrel weir. Closed to bathers since a boy was hurt there in June.\n\n"
        "3. Lower basin. Warm from the tannery, which some people do not mind."
    ),
}


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    library.add_files("swim", [("swim.jsonl", jsonl(SWIM))], origin="", source_prefix="swim")
    return Answerer(library)


def titles(answer: Answer) -> list[str]:
    return list(dict.fromkeys(one.title for one in answer.citations))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Summarise the article about the lens", ["Lighthouse lens goes on show"]),
        ("Summarise the lens article", ["Lighthouse lens goes on show"]),
        ("Anything on divers?", ["Sponge reef mapped off Nordhaken"]),
        ("sponge reef, tl;dr", ["Sponge reef mapped off Nordhaken"]),
        ("What happened at the sponge reef?", ["Sponge reef mapped off Nordhaken"]),
        ("sponge reef", ["Sponge reef mapped off Nordhaken"]),
    ],
)
def test_an_extract_quotes_the_article_that_is_meant(
    answerer: Answerer, library: Library, text: str, expected: list[str]
) -> None:
    answer = answerer.ask(text)
    assert (answer.outcome, answer.form) == ("answered", "extract")
    assert titles(answer) == expected
    assert answer.text.startswith("What the article says, in its own sentences:\n")
    assert [one.start for one in answer.citations] == sorted(one.start for one in answer.citations)
    for one in answer.citations:
        assert library.article("default", one.article_id).text[one.start : one.end] == one.quote
    assert from_json(to_json(answer)) == answer
    assert public(answer)["form"] == "extract"


@pytest.mark.parametrize("text", ["What happened to the divers?", "divers"])
def test_a_topic_that_no_title_names_is_asked_of_as_ever(answerer: Answerer, text: str) -> None:
    assert answerer.ask(text).form != "extract"


def test_more_of_a_source_is_other_sentences_of_it_until_none_is_left(answerer: Answerer) -> None:
    first = answerer.ask("Who ground the lens of the Skarv lighthouse?")
    more = answerer.ask("tell me more about [1]", follows=first.id)
    assert (more.outcome, more.form) == ("answered", "extract")
    assert titles(more) == ["Lighthouse lens goes on show"]
    (shown,) = first.citations
    assert all(one.end <= shown.start or shown.end <= one.start for one in more.citations)
    last = answerer.ask("tell me more about [1]", follows=more.id)
    assert (last.outcome, last.text) == ("not_found", "There is nothing further on that question in the articles.")


@pytest.mark.parametrize("text", ["tell me more about [1]", "summarise [1]"])
def test_a_source_that_was_removed_meanwhile_has_nothing_more(library: Library, text: str) -> None:
    library.add_files("gone", [("gone.jsonl", jsonl(SWIM, *ARTICLES))], origin="", source_prefix="gone")
    first = Answerer(library).ask("Who ground the lens of the Skarv lighthouse?", library="gone")
    library.remove("gone", first.citations[0].article_id)
    assert Answerer(library).ask(text, library="gone", follows=first.id).outcome == "not_found"


def test_reports_that_are_compared_are_each_quoted(answerer: Answerer) -> None:
    answer = answerer.ask("Compare the two reports on the ferry Callis")
    assert set(titles(answer)) == {"Callis ferry to sail again after three years in dock", "Ferry bill grows again"}
    assert answer.text.startswith("What the articles say, in their own sentences:")


def test_the_article_of_the_conversation_is_meant(answerer: Answerer) -> None:
    first = answerer.ask("Who ground the lens of the lighthouse?")
    answer = answerer.ask("Summarise it", follows=first.id)
    assert (answer.form, titles(answer)) == ("extract", ["Lighthouse lens goes on show"])


def test_what_no_article_is_about_is_not_extracted(answerer: Answerer) -> None:
    answer = answerer.ask("Anything on volcanoes?")
    assert (answer.outcome, answer.citations) == ("not_found", ())


def test_an_article_that_is_not_named_is_asked_for(answerer: Answerer) -> None:
    answer = answerer.ask("tl;dr")
    assert answer.outcome == "not_found"
    assert answer.notes == ("Say what the article is about that you mean.",)


def test_an_item_of_a_list_is_quoted_whole(answerer: Answerer) -> None:
    answer = answerer.ask("Tell me about the Kestrel weir", library="swim")
    assert answer.citations[0].quote == "2. Kestrel weir. Closed to bathers since a boy was hurt there in June."
    answer = answerer.ask("Which pool is warm from the tannery?", library="swim")
    assert answer.citations[0].quote == "3. Lower basin. Warm from the tannery, which some people do not mind."
