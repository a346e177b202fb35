"""A message that asks several questions, or tells something first, on a real library."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from bot.answer.record.record import public, recall
from bot.values import Answer
from index.library import Library

LENS, REEF, ABSENT = (
    "Who ground the lens of the Skarv lighthouse?",
    "How old is the reef off Nordhaken?",
    "Who conducts the Vienna opera?",
)


@pytest.fixture(scope="module")
def answer(library: Library) -> Answer:
    return Answerer(library).ask(f"{LENS} {ABSENT} {REEF}", library="default")


def test_each_question_has_its_own_outcome_and_its_own_quotations(library: Library, answer: Answer) -> None:
    apart = [Answerer(library).ask(one, library="default") for one in (LENS, ABSENT, REEF)]
    assert [(one.asks, one.outcome) for one in answer.parts] == [(one.question, one.outcome) for one in apart]
    cited = {one.number: one.quote for one in answer.citations}
    for part, alone in zip(answer.parts, apart, strict=True):
        assert [cited[number] for number in part.citations] == [one.quote for one in alone.citations]
    assert [one.asks for one in answer.statements] == [p.asks for p in answer.parts for _ in p.citations]
    assert answer.outcome == "answered"


def test_what_nothing_answers_is_said_below_its_question(answer: Answer) -> None:
    said = {block.splitlines()[0]: block.splitlines()[1:] for block in answer.text.split("\n\n")}
    assert said[ABSENT][0].startswith("The articles do not say.")
    assert "Mathilde Voss" in "".join(said[LENS])


def test_the_whole_is_one_answer_in_the_record_and_for_programs(library: Library, answer: Answer) -> None:
    assert recall(library, "default", answer.id) == answer
    assert [one["outcome"] for one in public(answer)["parts"]] == [one.outcome for one in answer.parts]


def test_a_later_question_may_lean_on_an_earlier_one(library: Library) -> None:
    answer = Answerer(library).ask(f"{LENS} When did she do it?", library="default")
    assert "1871" in answer.text.split("\n\n")[1]


def test_what_is_asked_beyond_the_most_is_told(library: Library, answer: Answer) -> None:
    many = Answerer(library).ask("\n".join([f"{LENS[:-1]} {year}" for year in range(1871, 1877)]), library="default")
    assert len(many.parts) == 5
    assert many.notes[0].startswith("Only the first 5 questions")
    assert "Only the first" not in " ".join(answer.notes)


def test_a_story_before_the_question_does_not_drown_it(library: Library) -> None:
    story = "so my brother and I were on the pier last Sunday and he would not stop talking about his boat. anyway, "
    told = Answerer(library).ask(f"{story}{LENS[0].lower()}{LENS[1:]}", library="default")
    alone = Answerer(library).ask(LENS, library="default")
    assert [one.quote for one in told.citations] == [one.quote for one in alone.citations] != []
    assert told.understood == LENS
    assert told.question.startswith("so my brother")
