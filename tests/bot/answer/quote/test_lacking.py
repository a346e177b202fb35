"""What a question asks and the closest passage does not say makes an answer weak, and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import wording
from bot.answer.answer import Answerer
from bot.answer.evidence import unsaid
from bot.values import Answer, Extract, Missing
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.pages import jsonl
from tests.remembering import RememberingLibrary

DAM = """The Corrin Dam was closed on Sunday after a crack was found in its northern wall.

The dam holds the water of eleven streams, said Petra Lind, who inspects it for the county of Ashdale. Its reservoir
feeds two towns, and 3,400 people live below it.

The repair will take four months and cost 12 million crowns.
"""

POOL = {
    "title": "Sandmark gets its swimming pool back",
    "text": (
        "The swimming pool in Sandmark reopens on Monday after a year of repairs, the town said.\n\n"
        "From June it will open on Sundays from 9 a.m. to 1 p.m. The slide stays closed until the autumn.\n\n"
        "A single visit costs 5 crowns; a card for ten of them costs 38 crowns."
    ),
}
MATCH = {
    "title": "Orrel lose the derby",
    "text": (
        "Orrel Rangers lost the derby in Sandmark by two goals to nil on Saturday.\n\n"
        f"{'Both teams ran a great deal and achieved little in the rain of the first half. ' * 9}\n\n"
        "The keeper Matthias Okkonen was carried off after an hour and was taken to hospital.\n\n"
        f"{'The second half was no better than the first, and the stands slowly emptied. ' * 9}\n\n"
        "Okkonen is expected to be out for eight weeks with a broken wrist."
    ),
}
VIEW = {
    "title": "A signature is no excuse",
    "byline": "Ingrid Tveit",
    "text": (
        "Aldo Brenn should resign, and he should do so before the auditors ask him to.\n\n"
        "The director of the waterworks signed a report that he had not read. He says so himself."
    ),
}

LETTER = {
    "title": "Seven weeks without a boat",
    "text": (
        "I went to Tern Island because of a letter. It came from Wilma Torvik, who teaches at the island's school.\n\n"
        "The boat was laid up with a cracked shaft. In that time the island was supplied once by a fisherman, Olaf "
        "Prell, who charged nothing.\n\nTorvik, who is 29, came for a year; that was in 2020."
    ),
}


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, models: Path) -> dict[str, Answer]:
    home, articles = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("articles")
    (home / "models").symlink_to(models)
    (articles / "dam.txt").write_text(f"Crack closes the Corrin Dam\n\n{DAM}", "utf-8")
    asked = (
        "When was the Corrin Dam closed?",
        "Who owns the Corrin Dam?",
        "Which villages does the reservoir of the Corrin Dam feed?",
        "Who did not inspect the Corrin Dam?",
    )
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
        library.sync("default", articles)
        return {one: Answerer(library).ask(one) for one in asked}


def test_what_the_passage_says_is_answered_firmly(answered: dict[str, Answer]) -> None:
    assert answered["When was the Corrin Dam closed?"].outcome == "answered"
    assert answered["When was the Corrin Dam closed?"].missing.unsaid == ()


def test_a_predicate_that_no_passage_says_is_no_firm_answer(answered: dict[str, Answer]) -> None:
    answer = answered["Who owns the Corrin Dam?"]
    assert answer.outcome == "weak"
    assert "“owns”" in " ".join(wording.weak(answer.missing))


def test_a_word_of_near_meaning_counts_as_said(answered: dict[str, Answer]) -> None:
    answer = answered["Which villages does the reservoir of the Corrin Dam feed?"]
    assert "two towns" in answer.citations[0].quote
    assert answer.missing.unsaid == ()


def test_a_denial_that_the_passage_does_not_say_is_no_firm_answer(answered: dict[str, Answer]) -> None:
    assert answered["Who did not inspect the Corrin Dam?"].outcome != "answered"


def test_a_place_that_the_passage_does_not_name_has_no_word_of_near_meaning(library: Library) -> None:
    library.add_files("places", [("places.jsonl", jsonl(POOL, MATCH))], origin="", source_prefix="places")
    asked = Answerer(library).ask("When does the swimming pool in Orrel open on Sundays?", library="places")
    assert (asked.outcome, asked.missing.unsaid) == ("weak", ("Orrel",))
    assert (
        Answerer(library).ask("When does the pool in Sandmark open on Sundays?", library="places").outcome == "answered"
    )


def test_who_wrote_an_article_and_whom_it_names_whole_elsewhere_are_named_by_its_passages(library: Library) -> None:
    library.add_files("people", [("people.jsonl", jsonl(POOL, MATCH, VIEW))], origin="", source_prefix="people")
    ask = Answerer(library).ask
    assert "eight weeks" in ask("For how long will Matthias Okkonen be missing?", library="people").citations[0].quote
    assert "should resign" in ask("What does Ingrid Tveit want Aldo Brenn to do?", library="people").citations[0].quote


def test_who_somebody_is_that_a_question_names_is_told_by_no_other_name(library: Library) -> None:
    library.add_files("who", [("who.jsonl", jsonl(POOL, MATCH, VIEW, LETTER))], origin="", source_prefix="who")
    for question in ("Who is Wilma Torvik?", "who is wilma torvik"):
        answer = Answerer(library).ask(question, library="who")
        assert "who teaches at the island's school" in answer.citations[0].quote


def test_an_amount_of_another_sort_is_no_answer_at_all(library: Library) -> None:
    library.add_files("amounts", [("amounts.jsonl", jsonl(POOL, MATCH, VIEW))], origin="", source_prefix="amounts")
    ask = Answerer(library).ask
    assert ask("How tall is Matthias Okkonen?", library="amounts").outcome == "not_found"
    assert ask("How deep is the swimming pool in Sandmark?", library="amounts").outcome == "not_found"
    assert "5 crowns" in ask("How much does a single visit to the pool cost?", library="amounts").citations[0].quote


def test_a_first_word_is_no_name_for_a_question_without_capitals(library: Library) -> None:
    library.add_files("prices", [("prices.jsonl", jsonl(POOL, MATCH))], origin="", source_prefix="prices")
    answer = Answerer(library).ask("price of a ticket for ten visits?", library="prices")
    assert "38 crowns" in answer.citations[0].quote


def test_a_word_that_no_article_has_is_not_missing_where_the_passage_says_it_otherwise() -> None:
    lacking, quoted = Missing(words=("hurt", "salary")), Extract("answered", (), 0.5, unsaid=("salary", "Norvik"))
    assert unsaid(lacking, quoted) == Missing(words=("salary",), unsaid=("Norvik",))
