"""Follow-ups become questions that stand alone, by rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.answer import Answerer
from bot.answer.understand.converse import history, understand
from bot.answer.understand.topic import NAMES
from bot.values import Answer, Searched
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.talk import said
from tests.golden.measure import questions
from tests.remembering import RememberingLibrary

EMPTY = Answer("id", "", "answered", "", (), (), (), Searched("default", 1, None, None), 0.0)
CHAINS: list[list[tuple[str, str | None]]] = [
    [
        ("When was the Crocus City Hall attack?", None),
        ("and who warned them?", "As for the Crocus City Hall attack, who warned them?"),
        ("when was that?", "As for the Crocus City Hall attack, when was it that somebody warned them?"),
        (
            "only Reuters",
            "As for the Crocus City Hall attack, when was it that somebody warned them according to Reuters?",
        ),
        (
            "no, the one in Kerman",
            "As for the attack in Kerman, when was it that somebody warned them according to Reuters?",
        ),
    ],
    [
        ("Who was hurt on the ferry Callis?", None),
        ("only the Harbour Times", "Who was hurt on the ferry Callis according to the Harbour Times?"),
        ("just Northern Wire", "Who was hurt on the ferry Callis according to Northern Wire?"),
        ("since March 2024", "Who was hurt on the ferry Callis according to Northern Wire since March 2024?"),
        ("when was that?", "When was it that somebody was hurt on the ferry Callis?"),
    ],
    [
        ("How many people were hurt in the ferry accident?", None),
        ("and who led the inquiry?", "As for the ferry accident, who led the inquiry?"),
        ("when did it end?", "As for the ferry accident, when did the inquiry end?"),
        ("what did she find?", "As for the ferry accident, what did she find?"),
        ("no, the one in Nordhaken", "As for the ferry accident in Nordhaken, what did she find?"),
    ],
    [
        ("How long is the Kestrel Bridge?", None),
        ("no, I meant the Eastwater bridge", "How long is the Eastwater bridge?"),
        ("what did it cost?", "What did the Eastwater bridge cost?"),
        ("who built it?", "Who built the Eastwater bridge?"),
        ("when was that?", "When was the Eastwater bridge built?"),
        ("and the toll?", "As for the Eastwater bridge, what about the toll?"),
    ],
    [
        ("Who stole the lighthouse lens?", None),
        ("where was it found?", "Where was the lighthouse lens found?"),
        ("when was that?", "When was the lighthouse lens found?"),
        ("what about the Lowmere Dam?", None),
        ("who built it?", "Who built the Lowmere Dam?"),
    ],
    [
        ("Who won the election?", None),
        ("by how many votes?", "By how many votes was the election won?"),
        ("why?", "As for the election, why?"),
        ("How long is the Kestrel Bridge?", None),
        ("what about the Lowmere Dam?", "How long is the Lowmere Dam?"),
    ],
    [
        ("What did Beatrix Olund announce?", None),
        ("Was there a second memo?", None),
        ("who wrote it?", "Who wrote the second memo?"),
    ],
    [
        ("Who signed the memo?", None),
        ("and when was that?", "When was the memo signed?"),
        ("why?", "Why was the memo signed?"),
        ("since when?", "Since when was the memo signed?"),
    ],
    [
        ("How many hives did Yrsa Holm lose?", None),
        ("and why?", "Why did Yrsa Holm lose hives?"),
        ("when was that?", "When did Yrsa Holm lose hives?"),
    ],
    [
        ("Who is the chairman of Nordkraft?", None),
        ("no, the one who resigned", "Who is the chairman of Nordkraft who resigned?"),
        ("no, the one who was dismissed", "Who is the chairman of Nordkraft who was dismissed?"),
        ("no, the former one", "Who is the former chairman of Nordkraft who was dismissed?"),
    ],
    [
        ("Who is the chairman of Nordkraft?", None),
        ("no, the former chairman", "Who is the former chairman of Nordkraft?"),
        ("no, of Eastwater Ferries", "Who is the former chairman of Eastwater Ferries?"),
    ],
    [
        ("When did Magnus Dray start?", None),
        ("no, the one who resigned", "When did the one who resigned start?"),
    ],
    [
        ("How many people were hurt?", None),
        ("and when was that?", "When were people hurt?"),
    ],
    [
        ("What did the sources of Reuters say?", None),
        ("How many attackers were there?", None),
        ("Were there any others?", "Were there any other attackers?"),
    ],
    [
        ("Who planned the Moscow attack?", None),
        ("How many people were killed?", "As for the Moscow attack, how many people were killed?"),
        ("When did the attack happen?", "When did the Moscow attack happen?"),
        ("How many attackers were there?", "As for the Moscow attack, how many attackers were there?"),
        ("Were there any others?", "As for the Moscow attack, were there any other attackers?"),
        ("How many people were killed in Kerman?", None),
    ],
    [
        ("What happened in Moscow on the evening of 22 March?", None),
        (
            "How many people were killed?",
            "As for what happened in Moscow on the evening of 22 March, how many people were killed?",
        ),
    ],
    [
        ("What happened at the ferry harbour?", None),
        ("Was anybody hurt?", "As for the ferry harbour, was anybody hurt?"),
    ],
    [
        ("How long is the Kestrel Bridge?", None),
        ("Who built the bridge?", "Who built the Kestrel Bridge?"),
        ("Is there a bridge in Lowmere?", None),
    ],
    [
        ("How many people were hurt on the ferry Callis?", None),
        ("Who is the captain of the ferry?", "Who is the captain of the ferry Callis?"),
    ],
    [
        ("Who is Tobias Wren and what did he say?", None),
        ("und wer ist Tannery?", "Wer ist Tannery (Tobias Wren)?"),
    ],
]


def turn(question: str, understood: str = "") -> Answer:
    return replace(EMPTY, question=question, understood=understood)


@pytest.mark.parametrize("chain", CHAINS)
def test_a_conversation_is_understood_turn_by_turn(chain: list[tuple[str, str | None]]) -> None:
    turns: list[Answer] = []
    for text, expected in chain:
        meant = understand(text, turns)
        assert (meant.question if meant.changed else None) == expected
        turns.append(turn(text, meant.question if meant.changed else ""))


@pytest.mark.parametrize("before", [0, 1, 2, 3, 4])
def test_the_first_follow_up_is_understood_like_the_fifth(before: int) -> None:
    turns = [turn(f"Who counted the eggs of nest {place}?") for place in range(before)]
    meant = understand("and when was it built?", [*turns, turn("How long is the Kestrel Bridge?")])
    assert meant.question == "When was the Kestrel Bridge built?"


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
    assert not understand(text, [turn("When was the Crocus City Hall attack?")]).changed


def test_a_question_with_a_name_of_its_own_stands_alone_after_any_other() -> None:
    asked = [one.question for one in questions()]
    named = [question for question in asked if NAMES.search(question)]
    assert len(named) > 20
    changed = {text: before for before in asked for text in named if understand(text, [turn(before)]).changed}
    assert changed == {}


def test_he_and_she_are_the_person_just_named() -> None:
    led = said("Who led the inquiry?", "The inquiry was led by Beatrix Holloway, a retired judge.")
    assert understand("When did she retire?", [led]).question == "When did Beatrix Holloway retire?"
    assert understand("and what is her salary?", [led]).question == "What is Beatrix Holloway’s salary?"
    assert understand("Why did she end it?", [led]).question == "Why did Beatrix Holloway end the inquiry?"
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
        ("only The Reef", "When does the inquiry begin in Eastwater according to The Reef?"),
    ],
)
def test_a_correction_after_more_is_of_what_was_asked_before_it(text: str, meant: str) -> None:
    more = said("more", "The Rovers went up.", understood="What does “Brackwater Rovers go up” say?")
    turns = (said("When does the inquiry begin in Eastwater?"), more)
    assert understand(text, turns).question == meant


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
    assert second.understood == "Who ground the lens of the Skarv lighthouse?"
    assert any("Mathilde Voss" in one.quote for one in second.citations)
    numbers: dict[int, tuple[str, int, int]] = {}
    for one in (*first.citations, *second.citations):
        place = (one.article_id, one.start, one.end)
        assert numbers.setdefault(one.number, place) == place


# What is asked, what it is understood as (empty: as it is), and what a quote holds; no quote where nothing answers.
TALKS = [
    [
        ("Who stole the lighthouse lens?", "", "stolen from the lighthouse on Tern Point"),
        ("where was it found?", "Where was the lighthouse lens found?", "in a greenhouse near Sankt Alban"),
        ("when was that?", "When was the lighthouse lens found?", "on Tuesday"),
        ("and how much does it weigh?", "How much does the lighthouse lens weigh?", "680 kilograms"),
        ("What about the Lowmere Dam?", "", "crack in the spillway"),
        ("when was it completed?", "When was the Lowmere Dam completed?", "completed in 1961"),
    ],
    [
        ("What will the Kestrel Bridge cost in the end?", "", "563 million"),
        ("and how long is it?", "How long is the Kestrel Bridge?", "1,140 metres"),
        ("when will it open?", "When will the Kestrel Bridge open?", "opened to traffic at noon on Saturday"),
        ("no, the Lowmere Dam", "When will the Lowmere Dam open?", "completed in 1961"),
        ("where is it?", "Where is the Lowmere Dam?", "Ardle valley"),
    ],
    [
        ("How many people were hurt when the ferry Saint Brannoc hit the breakwater?", "", "Forty-three people"),
        ("and who led the inquiry?", "As for the ferry Saint Brannoc, who led the inquiry?", "Ottilie Krantz"),
        ("who is its captain?", "Who is the ferry Saint Brannoc’s captain?", "Dray"),
        ("When will the airport of Callis open?", "", ""),
        ("yes", "What does “The Kestrel Bridge opens, and the first car to cross is a hearse” say?", "hearse"),
    ],
]


@pytest.fixture(scope="module")
def shipped(samples: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as opened:
        yield opened


@pytest.mark.parametrize("talk", TALKS)
def test_five_turns_are_answered_as_if_each_stood_alone(shipped: Library, talk: list[tuple[str, str, str]]) -> None:
    answerer, follows = Answerer(shipped), ""
    for asked, understood, quoted in talk:
        answer = answerer.ask(asked, follows=follows)
        assert answer.understood == understood
        assert (answer.outcome == "answered") == bool(quoted)
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
