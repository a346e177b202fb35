"""What somebody says is answered with their own words, on a real library."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from bot.answer.prove.sayings import asked_of
from bot.values import Answer
from index.library import Library
from tests.bot.answer.pages import jsonl

INTERVIEW = (
    "Ottla Brandis has kept bees on the roof of the Marren mill for twenty years. She spoke to the Courier there.\n\n"
    "When did the bees fall ill?\n\n"
    "In April. I opened three hives and found them silent.\n\n"
    "The council says that the spraying was announced.\n\n"
    "A note on a lamp post is no announcement. I read it in May.\n\n"
    "Will you go on?\n\n"
    "I have ordered two new swarms for the roof."
)
REPORT = (
    "The council of Marren will spray the lime trees again in spring. Ottla Brandis keeps bees nearby.\n\n"
    "“The spraying was announced on every street,” said Councillor Jorun Falk, who leads the parks committee. "
    "“Nobody objected,” she added.\n\n"
    "Piet Amsel, who owns the mill, stayed away from the spraying.\n\n"
    "Wim Tarsk of the gardeners came. Tarsk, 81, brought a lime leaf to the meeting. “It sticks,” he said."
)
TALKS = jsonl(
    {"title": "“Silent hives”: Ottla Brandis and her bees", "text": INTERVIEW, "published": "2025-06-02"},
    {"title": "Lime trees to be sprayed again", "text": REPORT, "published": "2025-06-10", "publisher": "Courier"},
)


def _ask(library: Library, question: str) -> Answer:
    if not library.status("talks").articles:
        library.add_files("talks", [("talks.jsonl", TALKS)], origin="", source_prefix="test")
    return Answerer(library).ask(question, library="talks")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does Brandis say about whether the spraying was announced?", "A note on a lamp post is no announcement"),
        ("What did Ottla Brandis say about the new swarms?", "I have ordered two new swarms"),
        ("What did Jorun Falk say about the spraying?", "“The spraying was announced on every street,”"),
        ("what exactly did jorun falk say", "said Councillor Jorun Falk"),
    ],
)
def test_the_first_quotation_is_spoken_by_whom_the_question_names(library: Library, question: str, said: str) -> None:
    answer = _ask(library, question)
    assert answer.outcome == "answered"
    assert said in answer.citations[0].quote


def test_a_surname_before_a_pronoun_names_the_speaker(library: Library) -> None:
    answer = _ask(library, "What did Wim Tarsk say?")
    assert answer.outcome == "answered"
    assert "“It sticks,” he said." in answer.citations[0].quote


def test_what_somebody_says_of_other_things_is_no_answer(library: Library) -> None:
    answer = _ask(library, "What did Jorun Falk say about wolves?")
    assert answer.outcome != "answered"
    assert answer.missing.speaker == "Jorun Falk"


def test_who_is_named_and_not_quoted_is_said_so(library: Library) -> None:
    answer = _ask(library, "What did Piet Amsel say about the spraying?")
    assert answer.outcome != "answered"
    assert answer.missing.speaker == "Piet Amsel"


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Jorun Falk say about the trees?", "Jorun Falk"),
        ("What does Falk think of it?", "Falk"),
        ("What did she say about the trees?", ""),
        ("What did the council say?", ""),
        ("Who said that the trees are old?", ""),
    ],
)
def test_only_a_name_is_whose_words_are_asked_for(question: str, who: str) -> None:
    assert asked_of(question)[0] == who
