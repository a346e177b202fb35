"""Follow-ups become questions that stand alone, by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.answer import Answerer
from bot.answer.record.record import history
from bot.answer.understand.followups import understand
from bot.values import Answer, Searched
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.talk import said
from tests.golden.measure import questions
from tests.remembering import RememberingLibrary

EMPTY = Answer("id", "", "answered", "", (), (), (), Searched("default", 1, None, None), 0.0)
# What is said, and what the reader is shown as understood; None where it stands as it is.
CHAINS: list[list[tuple[str, str | None]]] = [
    [
        ("When was the Crocus City Hall attack?", None),
        ("and who warned them?", "Who warned them? (When was the Crocus City Hall attack?)"),
        ("when was that?", "When was that? (Who warned them? When was the Crocus City Hall attack?)"),
        ("what happened there?", "What happened there? (When was the Crocus City Hall attack?)"),
    ],
    [
        ("When was the Crocus City Hall attack?", None),
        ("only Reuters", "When was the Crocus City Hall attack according to Reuters?"),
        ("no, the one in Kerman", "When was the attack in Kerman according to Reuters?"),
    ],
    [
        ("Who was hurt on the ferry Callis?", None),
        ("only the Harbour Times", "Who was hurt on the ferry Callis according to the Harbour Times?"),
        ("just Northern Wire", "Who was hurt on the ferry Callis according to Northern Wire?"),
        ("and the Harbour Times?", "Who was hurt on the ferry Callis according to the Harbour Times?"),
        ("since March 2024", "Who was hurt on the ferry Callis according to the Harbour Times since March 2024?"),
        ("since May 2024", "Who was hurt on the ferry Callis according to the Harbour Times since May 2024?"),
        ("when was that?", "When was that? (Who was hurt on the ferry Callis?)"),
        ("only Reuters", "When was that according to Reuters? (Who was hurt on the ferry Callis?)"),
    ],
    [
        ("How long is the Kestrel Bridge?", None),
        ("no, I meant the Eastwater Bridge", "How long is the Eastwater Bridge?"),
        ("and in Lowmere?", "How long is the Eastwater Bridge in Lowmere?"),
        ("no, who built it?", "Who built it?"),
    ],
    [
        ("Who stole the lighthouse lens?", None),
        ("why?", "Why? (Who stole the lighthouse lens?)"),
        ("and the keeper?", "The keeper? (Who stole the lighthouse lens?)"),
        ("What about the Lowmere Dam?", "The Lowmere Dam?"),
        ("und wann war das?", "Wann war das? (The Lowmere Dam?)"),
    ],
    [
        ("How long is the Kestrel Bridge?", None),
        ("what about the Lowmere Dam?", "How long is the Lowmere Dam?"),
        ("and when did Tobias Wren see the dam?", "When did Tobias Wren see the dam?"),
    ],
    [
        ("Is there a bridge in Eastwater?", None),
        ("no, in Kerman", "Is there a bridge in Kerman?"),
    ],
]


def turn(question: str, understood: str = "") -> Answer:
    return replace(EMPTY, question=question, understood=understood)


@pytest.mark.parametrize("chain", CHAINS)
def test_a_conversation_is_understood_turn_by_turn(chain: list[tuple[str, str | None]]) -> None:
    turns: list[Answer] = []
    for text, expected in chain:
        meant = understand(text, turns)
        assert (meant.shown or None) == expected
        turns.append(turn(text, meant.shown))


@pytest.mark.parametrize("before", [0, 1, 2, 3, 4])
def test_the_first_follow_up_is_understood_like_the_fifth(before: int) -> None:
    turns = [turn(f"Who counted the eggs of nest {place}?") for place in range(before)]
    meant = understand("and when was it built?", [*turns, turn("How long is the Kestrel Bridge?")])
    assert meant.shown == "When was it built? (How long is the Kestrel Bridge?)"


@pytest.mark.parametrize(
    "text",
    [
        "How many people work on the quays?",
        "Who is Tobias Wren and what did he say?",
        "How many people were killed in the flood?",
        "How many people were killed in traffic?",
        "How many sharks are killed every year?",
        "How long do mayflies live after hatching?",
        "Was there a second memo?",
        "In what year was Lowmere founded?",
        "Which acid attacks marble that was polished?",
        "How much did it cost to build Mill Bridge?",
        "How many votes were there against the budget?",
        "Who leads the second attack?",
        "Who ordered the attack of 1961?",
        "Did Beatrix Olund say when she will retire?",
    ],
)
def test_a_new_topic_does_not_drag_the_old_one_in(text: str) -> None:
    meant = understand(text, [turn("When was the Crocus City Hall attack?")])
    assert (meant.question, meant.shown) == (text, "")


def test_a_question_with_a_name_of_its_own_stands_alone_after_any_other() -> None:
    asked = [one.question for one in questions()]
    named = [question for question in asked if re.search(r"\s[A-Z]", question)]
    assert len(named) > 20
    changed = {text: before for before in asked for text in named if understand(text, [turn(before)]).shown}
    assert changed == {}


def test_a_question_answered_where_the_last_one_was_leads_back_to_what_it_leant_on() -> None:
    first = replace(turn("Why was Tern Island cut off?"), near=("ferry",))
    then = replace(turn("How many weeks passed until somebody came?"), near=("ferry",))
    elsewhere = replace(then, near=("budget",))
    assert understand("and who paid for it?", [first, then]).shown == "Who paid for it? (Why was Tern Island cut off?)"
    assert "Tern" not in understand("and who paid for it?", [first, elsewhere]).shown


def test_he_and_she_are_the_person_just_named() -> None:
    led = said("Who led the inquiry?", "The inquiry was led by Beatrix Holloway, a retired judge.")
    assert understand("When did she retire?", [led]).shown == "When did Beatrix Holloway retire?"
    assert understand("and what is her salary?", [led]).shown == "What is Beatrix Holloway’s salary?"
    assert understand("Why did she end it?", [led]).shown == "Why did Beatrix Holloway end it? (Who led the inquiry?)"
    several = said("Who was there?", "Ilse Brandt and Beatrix Holloway were there.")
    assert "Holloway" not in understand("When did she retire?", [several]).question


@pytest.mark.parametrize("text", ["yes", "Yes, please", "more", "go on!"])
def test_yes_asks_for_more_of_the_same(text: str) -> None:
    meant = understand(text, [turn("Who won the election?")])
    assert (meant.question, meant.more) == ("Who won the election?", True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("no, the one in Aldermoor", "When does the inquiry begin in Aldermoor?"),
        ("why?", "Why? (When does the inquiry begin in Eastwater?)"),
        ("only The Reef", "When does the inquiry begin in Eastwater according to The Reef?"),
    ],
)
def test_a_correction_after_more_is_of_what_was_asked_before_it(text: str, meant: str) -> None:
    more = said("more", "The Rovers went up.", understood="What does “Brackwater Rovers go up” say?")
    turns = (said("When does the inquiry begin in Eastwater?"), more)
    assert understand(text, turns).shown == meant


def test_history_is_walked_back_and_bounded(library: Library) -> None:
    answerer, follows = Answerer(library), ""
    for place in range(12):
        follows = answerer.ask(f"What weighs 340 kilograms, question {place}?", follows=follows).id
    turns = history(library, "default", follows)
    assert 1 < len(turns) <= 10
    assert turns[-1].id == follows
    assert history(library, "default", "unknown") == ()


def test_a_follow_up_is_answered_and_keeps_the_numbers(library: Library) -> None:
    answerer = Answerer(library)
    first = answerer.ask("How much does the lens of the Skarv lighthouse weigh?")
    second = answerer.ask("and who ground it?", follows=first.id)
    assert second.understood == "Who ground it? (How much does the lens of the Skarv lighthouse weigh?)"
    assert any("Mathilde Voss" in one.quote for one in second.citations)
    numbers: dict[int, tuple[str, int, int]] = {}
    for one in (*first.citations, *second.citations):
        place = (one.article_id, one.start, one.end)
        assert numbers.setdefault(one.number, place) == place


# What is asked, and what a quote or its title holds; "" where nothing answers.
TALKS = [
    [
        ("Who stole the lighthouse lens?", "stolen from the lighthouse on Tern Point"),
        ("where was it found?", "in a greenhouse near Sankt Alban"),
        ("when was that?", "on Tuesday"),
        ("and how much does it weigh?", "680 kilograms"),
        ("What about the Lowmere Dam?", "crack in the spillway"),
        ("when was it completed?", "completed in 1961"),
    ],
    [
        ("What will the Kestrel Bridge cost in the end?", "563 million"),
        ("and how long is it?", "1,140 metres"),
        ("who led the work?", "Tobias Wren"),
        ("When was the Lowmere Dam completed?", "completed in 1961"),
        ("where is it?", "Ardle valley"),
    ],
    [
        ("How many people were hurt when the ferry Saint Brannoc hit the breakwater?", "Forty-three people"),
        ("and who led the inquiry?", "Ottilie Krantz"),
        ("who is its captain?", "Dray"),
        ("When will the airport of Callis open?", ""),
        ("yes", "hearse"),
    ],
    [
        ("Who led the inquiry into the Saint Brannoc accident?", "Ottilie Krantz"),
        ("Who won the 2022 World Cup?", ""),
        ("How deep does the glass sponge reef lie?", "340 metres"),
        ("and who discovered penicillin?", ""),
        ("How long is the Saint Brannoc?", "74 metres"),
        ("is it insured?", ""),
        ("does it have a casino?", ""),
    ],
]


@pytest.fixture(scope="module")
def shipped(samples: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as opened:
        yield opened


@pytest.mark.parametrize("talk", TALKS)
def test_five_turns_are_answered_as_if_each_stood_alone(shipped: Library, talk: list[tuple[str, str]]) -> None:
    answerer, follows = Answerer(shipped), ""
    for asked, quoted in talk:
        answer = answerer.ask(asked, follows=follows)
        assert answer.outcome == ("answered" if quoted else "not_found")
        assert not quoted or any(quoted in one.quote or quoted in one.title for one in answer.citations), answer.text
        follows = answer.id


def test_yes_after_no_answer_opens_the_nearest_passage(shipped: Library) -> None:
    missed = Answerer(shipped).ask("When will the airport of Callis open?")
    opened = Answerer(shipped).ask("yes", follows=missed.id)
    assert missed.related[0].title in opened.understood
    assert {one.article_id for one in opened.citations} & {missed.related[0].article_id}


def test_more_shows_other_passages(library: Library) -> None:
    answerer = Answerer(library)
    first = answerer.ask("How much did the repairs to the hull of the ferry Callis cost?")
    second = answerer.ask("more", follows=first.id)
    shown = {(one.article_id, one.start) for one in first.citations}
    assert not shown & {(one.article_id, one.start) for one in second.citations}


@pytest.mark.parametrize("text", ["more", "yes"])
def test_more_with_nothing_left_says_so_in_one_sentence(library: Library, text: str) -> None:
    answerer = Answerer(library)
    answer = answerer.ask("Who ground the lens of the Skarv lighthouse?")
    for _ in range(5):
        answer = answerer.ask(text, follows=answer.id)
    assert answer.outcome == "not_found"
    assert answer.text == "There is nothing further on that question in the articles."
    assert not answer.related
    assert answer.understood == "Who ground the lens of the Skarv lighthouse?"
