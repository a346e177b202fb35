"""Follow-ups become questions that stand alone, by rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.answer import Answerer
from bot.answer.converse import history, understand
from bot.values import Answer, Searched
from index.library import Library

EMPTY = Answer("id", "", "answered", "", (), (), (), Searched("default", 1, None, None), 0.0)
CHAINS: list[list[tuple[str, str | None]]] = [
    [
        ("When was the Crocus City Hall attack?", None),
        ("and who warned them?", "Who warned them (the Crocus City Hall attack)?"),
        ("when was that?", "When was that (the Crocus City Hall attack)?"),
        ("only Reuters", "When was that (the Crocus City Hall attack) according to Reuters?"),
        ("no, the one in Kerman", "When was that (the attack) in Kerman?"),
    ],
    [
        ("Who was hurt on the ferry Callis?", None),
        ("only the Harbour Times", "Who was hurt on the ferry Callis according to Harbour Times?"),
        ("just Northern Wire", "Who was hurt on the ferry Callis according to Northern Wire?"),
        (
            "since March 2024",
            "Who was hurt on the ferry Callis according to Northern Wire since March 2024?",
        ),
    ],
    [
        ("Who won the election?", None),
        ("by how many votes?", "By how many votes (the election)?"),
        ("why?", None),
    ],
    [
        ("How long is the Kestrel Bridge?", None),
        ("no, I meant the Eastwater bridge", "How long is the Eastwater bridge?"),
        ("what did it cost?", "What did it cost (the Eastwater bridge)?"),
        ("Who stole the lighthouse lens?", None),
        ("where was it found?", "Where was it found (the lighthouse lens)?"),
        ("What about the Lowmere Dam?", None),
    ],
    [
        ("Who is Tobias Wren and what did he say?", None),
        ("und wer ist Tannery?", None),
    ],
]


def turn(question: str, understood: str = "") -> Answer:
    return replace(EMPTY, question=question, understood=understood)


@pytest.mark.parametrize("chain", CHAINS[:2] + [chain[:2] for chain in CHAINS[2:]] + [CHAINS[3][:5]])
def test_a_conversation_is_understood_turn_by_turn(chain: list[tuple[str, str | None]]) -> None:
    turns: list[Answer] = []
    for text, expected in chain:
        meant = understand(text, turns)
        if expected is None:
            assert not meant.changed or turns, text
        else:
            assert meant.question == expected
        turns.append(turn(text, meant.question if meant.changed else ""))


@pytest.mark.parametrize("text", ["How many people work on the quays?", "Who is Tobias Wren and what did he say?"])
def test_a_new_topic_does_not_drag_the_old_one_in(text: str) -> None:
    assert not understand(text, [turn("When was the Crocus City Hall attack?")]).changed


@pytest.mark.parametrize("text", ["yes", "Yes, please", "more", "go on!"])
def test_yes_asks_for_more_of_the_same(text: str) -> None:
    meant = understand(text, [turn("Who won the election?")])
    assert (meant.question, meant.more) == ("Who won the election?", True)


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
    assert second.understood.startswith("Who ground it (")
    assert any("Mathilde Voss" in one.quote for one in second.citations)
    numbers: dict[int, tuple[str, int, int]] = {}
    for one in (*first.citations, *second.citations):
        place = (one.article_id, one.start, one.end)
        assert numbers.setdefault(one.number, place) == place


def test_more_shows_other_passages(library: Library) -> None:
    answerer = Answerer(library)
    first = answerer.ask("How much did the repairs to the hull of the ferry Callis cost?")
    second = answerer.ask("more", follows=first.id)
    shown = {(one.article_id, one.start) for one in first.citations}
    assert not shown & {(one.article_id, one.start) for one in second.citations}
