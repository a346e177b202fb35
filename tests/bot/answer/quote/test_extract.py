"""The answerer without a model, on articles of our own and the real model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer.quote.candidates import says
from bot.answer.quote.certainty import CERTAIN
from bot.answer.quote.extract import extract
from bot.answer.quote.widen import widened
from bot.values import Extract
from index.embedding.model import EmbeddingModel
from index.search import search
from index.settings import IndexSettings
from index.text.split import sentences
from index.values import Article, Block, Filters, Results, Span
from tests.conftest import shared_data
from tests.quality.memory import MemoryStore, cut
from tests.remembering import open_once, remembered

BRIDGE = (
    "The Ostler Bridge was opened on 4 May 2021 by the minister of transport, Runa Falk.",
    "It is 640 metres long and cost 91 million crowns. She cut the ribbon in heavy rain.",
    "“Nobody believed in this bridge but the ducks,” said the engineer, Piet Amsel. “They were right.”",
    "About 3,000 people walked over it on the first day. Seven of them lost a hat.",
)
FERRY = (
    "The ferry across the river Ost made its last journey on Sunday with 46 passengers.",
    "Its captain, Wanda Krill, had steered it for thirty years. She will now grow roses.",
)


ROBBERY = (
    "A man robbed the savings bank in Quarry Street on Tuesday.",
    "He walked in at 2.30 pm and asked for the contents of the till. The bank will stay closed until Friday.",
    "The search is led by Inspector Odile Brandt. The loot came to 4,100 crowns.",
)


def story(key: str, paragraphs: tuple[str, ...], captions: tuple[str, ...] = ()) -> Article:
    text, blocks = "", []
    for kind, part in [*(("prose", p) for p in paragraphs), *(("caption", c) for c in captions)]:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(part), kind))  # type: ignore[arg-type]
        text += part
    return Article(key, key, text, "", tuple(blocks), language="en")


Ask = Callable[[str], tuple[Extract, list[str]]]


@pytest.fixture(scope="module")
def model(models: Path) -> EmbeddingModel:
    return open_once(IndexSettings(footnote_home=models.parent))


@pytest.fixture(scope="module")
def ask(model: EmbeddingModel) -> Ask:
    return asking(
        model, story("bridge", BRIDGE, ("Runa Falk on the Ostler Bridge on 9 June 2022.",)), story("ferry", FERRY)
    )


@pytest.fixture(scope="module")
def real(model: EmbeddingModel) -> Ask:
    text = (shared_data() / "article" / "iran-warned-russia.txt").read_text("utf-8")
    paragraphs = [part for part in text.split("\n\n")[1:] if part.strip()]
    captions = tuple(part for part in paragraphs if part.rstrip().endswith(")") and part.count(".") < 4)
    return asking(model, story("real", tuple(part for part in paragraphs if part not in captions), captions))


def asking(model: EmbeddingModel, *articles: Article) -> Ask:
    """Return a function that extracts from articles what answers a question, with the quotes as text."""
    encoder = remembered(model)
    store = MemoryStore(cut(articles, encoder))
    texts = {article.id: article.text for article in articles}

    def one(question: str) -> tuple[Extract, list[str]]:
        results = search(
            question, library="x", catalogue=store, nearest=store.nearest, model=encoder, k=10, filters=Filters()
        )
        found = extract(question, results, encoder.encode)
        return found, [quote.of(texts[quote.article_id]) for quote in found.quotes]

    return one


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the Ostler Bridge opened?", "4 May 2021"),
        ("Who opened the Ostler Bridge?", "Runa Falk"),
        ("How long is the Ostler Bridge?", "640 metres"),
        ("What did Piet Amsel say?", "ducks"),
        ("HOW MANY PASSENGERS WERE ON THE LAST FERRY", "46"),
        ("captain of the ferry", "Wanda Krill"),
        ("Who was the captian of the ferry", "Wanda Krill"),
    ],
)
def test_questions_are_answered_by_the_sentence_that_says_it(ask: Ask, question: str, answer: str) -> None:
    found, quotes = ask(question)
    assert found.outcome == "answered"
    assert any(answer in quote for quote in quotes)
    assert 1 <= len(quotes) <= 3
    assert found.confidence > 0.5


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2022 World Cup?",
        "What is the capital of Brazil?",
        "How do solar panels work?",
        "?",
        "the of and",
        "🚢",
    ],
)
def test_what_no_article_says_is_not_found(ask: Ask, question: str) -> None:
    found, quotes = ask(question)
    assert found.outcome == "not_found"
    assert quotes == []
    assert found.confidence < 0.5


@pytest.mark.parametrize(
    "question", ["Who steered the bus?", "What is Wanda Krill's salary?", "Who opened the school?"]
)
def test_a_passage_without_what_is_asked_about_is_no_firm_answer(ask: Ask, question: str) -> None:
    assert ask(question)[0].certainty < CERTAIN


def test_what_is_told_of_another_year_is_no_firm_answer(ask: Ask) -> None:
    assert ask("Who opened the Ostler Bridge in 2021?")[0].certainty >= CERTAIN
    assert ask("Who opened the Ostler Bridge in 1987?")[0].certainty < CERTAIN


@pytest.mark.parametrize(
    "question",
    [
        "When did Runa Falk retire?",
        "When was Wanda Krill born?",
        "When did Piet Amsel swim?",
        "How old is Runa Falk?",
    ],
)
def test_sentences_without_the_time_or_age_that_is_asked_are_no_answer(ask: Ask, question: str) -> None:
    found, quotes = ask(question)
    assert found.outcome == "not_found"
    assert quotes == []


@pytest.mark.parametrize(
    "question",
    [
        "When was the Brannoc Bridge opened?",
        "How long is the Kellerup Bridge?",
        "Who was captain of the ferry across the Vistula?",
        "How many passengers had the ferry in Lower Zetland?",
        "How long is the bridge in Nevver?",
    ],
)
def test_who_asks_only_of_names_that_no_article_holds_is_not_answered(ask: Ask, question: str) -> None:
    found, quotes = ask(question)
    assert found.outcome == "not_found"
    assert quotes == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long is the Osttler Bridge?", "640 metres"),
        ("HOW LONG IS THE OSTLER BRIDGE?", "640 metres"),
        ("What did the engineer Piett Amssel say?", "Nobody believed"),
        ("Tell me how long the Bridge is.", "640 metres"),
        ("How long is the Ostler Bridge in Zetland?", "640 metres"),
    ],
)
def test_slips_and_further_names_do_not_hide_an_answer(ask: Ask, question: str, answer: str) -> None:
    found, quotes = ask(question)
    assert found.outcome == "answered"
    assert answer in quotes[0]


def test_a_name_in_another_language_may_be_meant_for_one_that_is_known(ask: Ask) -> None:
    english, german = ask("How long is the Königsbrücke?")[0], ask("Wie lang ist die Königsbrücke?")[0]
    assert english.confidence == 0 < german.confidence


def test_a_quote_that_leans_on_the_sentence_before_brings_it(ask: Ask) -> None:
    _, quotes = ask("How long is the Ostler Bridge?")
    assert quotes[0].startswith("The Ostler Bridge was opened")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the Crocus City Hall attack?", "massacre on March 22"),
        ("When did the Kerman bombings happen?", "in the city of Kerman in early January"),
        ("When did the attack happen?", "March 22 attack"),
        ("When did the massacre take place?", "massacre on March 22"),
        ("How many people were killed?", "murdered more than 130 people"),
        ("How many people were killed in the attack?", "murdered more than 130 people"),
        ("How many people were injured?", "wounded hundreds more"),
    ],
)
def test_a_real_report_is_asked_for_days_and_numbers(real: Ask, question: str, answer: str) -> None:
    found, quotes = real(question)
    assert found.outcome == "answered"
    assert answer in quotes[0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("At what time was the savings bank robbed?", "at 2.30 pm"),
        ("When was the savings bank robbed?", "on Tuesday"),
        ("Who leads the search for the man who robbed the savings bank?", "Odile Brandt"),
        ("By what time was the man in the bank?", "at 2.30 pm"),
    ],
)
def test_a_sentence_on_the_matter_brings_the_one_that_holds_what_is_asked(
    model: EmbeddingModel, question: str, answer: str
) -> None:
    found, quotes = asking(model, story("robbery", ROBBERY), story("ferry", FERRY))(question)
    assert found.outcome == "answered"
    assert any(answer in quote for quote in quotes)


def test_prose_comes_before_a_caption(ask: Ask) -> None:
    _, quotes = ask("When was the Ostler Bridge opened?")
    assert "4 May 2021" in quotes[0]


def test_no_hits_are_not_found(model: EmbeddingModel) -> None:
    assert extract("Who?", Results("Who?", ()), model.encode).outcome == "not_found"


def test_widening_never_crosses_into_captions() -> None:
    article = story("x", ("The bridge opened.",), ("She waves.",))
    article = Article("x", "x", article.text, "", article.blocks, sentences(article), language="en")
    last = article.sentences[-1]
    assert widened(article, Span(last.start, last.end)) == Span(last.start, last.end)


@pytest.mark.parametrize("text", ["URL: https://paper.example/a-story", "https://paper.example/", "Ada Brandt"])
def test_an_address_or_a_name_alone_says_nothing(text: str) -> None:
    assert not says(text)
    assert says(f"{text} is all there is.")
