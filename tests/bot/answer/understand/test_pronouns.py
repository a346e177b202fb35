"""Whom he and she stand for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.understand.pronouns import naming
from bot.values import Answer
from tests.bot.answer.talk import said

MET = said("Who met on Monday?", "Magnus Dray met Ilse Brandt on Monday.")
TURNS: list[tuple[list[Answer], str, str]] = [
    ([said("Who led the inquiry?", "The inquiry was led by Beatrix Holloway.")], "she", "Beatrix Holloway"),
    ([said("What did Beatrix Olund announce?", "A plan of Magnus Dray.")], "she", "Beatrix Olund"),
    ([said("Who led the inquiry?", "Tobias Wren said it was led by Beatrix Holloway.")], "she", ""),
    ([said("Who is Magnus Dray?", "Magnus Dray met Ilse Brandt on Monday.")], "he", "Magnus Dray"),
    ([said("Who succeeded Magnus Dray?", "Ilse Brandt succeeded him.")], "she", ""),
    ([said("When did the inquiry end?", "Ilse Brandt ended her inquiry in May.")], "she", "Ilse Brandt"),
    ([said("Did Tobias Wren meet Magnus Dray?", "No.")], "he", ""),
    ([said("How long is the Kestrel Bridge?", "It is 1,140 metres long.")], "he", ""),
    ([said("Who serves Tern Island?", "The ferry Saint Brannoc sails from Port Callis.")], "he", ""),
    ([MET], "she", ""),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "pronoun", "name"), TURNS)
def test_a_pronoun_is_the_one_person_in_question_and_stays_where_there_are_several(
    turns: list[Answer], pronoun: str, name: str
) -> None:
    assert naming(f"When did {pronoun} retire?", turns) == f"When did {name or pronoun} retire?"


def test_what_was_perhaps_no_answer_names_nobody() -> None:
    weak = replace(said("When was the lamp room shut?", "Barnaby Quill shut the gate."), outcome="weak")
    assert naming("When did he retire?", [weak]) == "When did he retire?"
    named = replace(said("When did Magnus Dray leave?", "Barnaby Quill shut the gate."), outcome="weak")
    assert naming("When did he retire?", [named]) == "When did Magnus Dray retire?"


def test_a_person_is_remembered_as_long_as_each_turn_leans_on_the_one_before() -> None:
    first = said("Who led the inquiry?", "Beatrix Holloway led the inquiry.")
    leaning = replace(
        said("when did it end?", "It ended in May."), understood="When did it end? (Who led the inquiry?)"
    )
    assert naming("Did she retire?", [first, leaning]) == "Did Beatrix Holloway retire?"
    assert naming("Did she retire?", [first, said("How long is the bridge?", "It is long.")]) == "Did she retire?"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("When did she retire?", "When did Ann Lee retire?"),
        ("Who is her deputy?", "Who is Ann Lee’s deputy?"),
        ("Who succeeded her?", "Who succeeded Ann Lee?"),
        ("Who met her in March?", "Who met Ann Lee in March?"),
        ("Where is his house?", "Where is Ann Lee’s house?"),
        ("Did she sell her house?", "Did Ann Lee sell her house?"),
    ],
)
def test_a_name_stands_in_the_case_of_its_pronoun(text: str, meant: str) -> None:
    assert naming(text, [said("Where is Ann Lee?", "At home.")]) == meant
