"""Whom he and she stand for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.understand.persons import people, person, standing
from bot.values import Answer
from tests.bot.answer.talk import said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The inquiry was led by Beatrix Holloway, a retired judge of Port Callis.", ["Beatrix Holloway"]),
        ("On Monday Mayor Ilse Brandt opened the Kestrel Bridge in Nord Haven.", ["Ilse Brandt"]),
        ("Captain Dray of the ferry Saint Brannoc spoke to the Callis Courier.", ["Dray"]),
        ("Magnus Dray and Tobias van Wren resigned; Dray said so.", ["Magnus Dray", "Tobias van Wren"]),
        ("The Northern Wire and Nordhaken Energy are in Eastwater.", []),
        ("A view of the hall. (OLGA MALTSEVA/AFP via Getty)", []),
        ('Thieves took "The Salt Gatherers", the best work of Ines Varga; “Grey Morning” stayed.', ["Ines Varga"]),
        ('"Magnus Dray resigned," said Ilse Brandt.', ["Magnus Dray", "Ilse Brandt"]),
    ],
)
def test_persons_are_told_from_places_and_bodies(text: str, named: list[str]) -> None:
    assert list(people(text)) == named


HEADS = "Magnus Dray is the head of Nordkraft. His predecessor, Ilse Brandt, resigned as head of Nordkraft in May."
TURNS: list[tuple[list[Answer], str, str]] = [
    ([said("Who led the inquiry?", "The inquiry was led by Beatrix Holloway.")], "she", "Beatrix Holloway"),
    ([said("What did Beatrix Olund announce?", "A plan of Magnus Dray.")], "she", "Beatrix Olund"),
    ([said("Who led the inquiry?", "Tobias Wren said it was led by Beatrix Holloway.")], "she", "Beatrix Holloway"),
    ([said("Who is the mayor?", "Magnus Dray met the mayor, Ilse Brandt, on Monday.")], "she", "Ilse Brandt"),
    ([said("Who met on Monday?", "Magnus Dray met Ilse Brandt on Monday.")], "she", ""),
    ([said("Who met on Monday?", "Mr Magnus Dray met Mrs Ilse Brandt on Monday.")], "she", "Ilse Brandt"),
    ([said("Who is Magnus Dray?", "Magnus Dray met Ilse Brandt on Monday.")], "he", "Magnus Dray"),
    ([said("Who succeeded Magnus Dray?", "Ilse Brandt succeeded him.")], "she", ""),
    ([said("When did the inquiry end?", "Ilse Brandt ended her inquiry in May.")], "he", ""),
    ([said("When did the inquiry end?", "Ilse Brandt ended her inquiry in May.")], "she", "Ilse Brandt"),
    ([said("Who is the head of Nordkraft?", HEADS)], "he", "Magnus Dray"),
    ([said("Who is the head of Nordkraft?", HEADS)], "she", ""),
    ([said("Who is the head of Nordkraft who resigned?", HEADS)], "she", "Ilse Brandt"),
    ([said("When did Magnus Dray start?", HEADS)], "she", ""),
    ([said("Did Tobias Wren meet Magnus Dray?", "No.")], "he", ""),
    ([said("How long is the bridge?", "It is 1,140 metres long.")], "he", ""),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "pronoun", "name"), TURNS)
def test_a_pronoun_stands_for_the_one_person_in_question(turns: list[Answer], pronoun: str, name: str) -> None:
    assert person(turns, pronoun) == name


def test_a_person_is_remembered_as_long_as_each_turn_leans_on_the_one_before() -> None:
    first = said("Who led the inquiry?", "Beatrix Holloway led the inquiry.")
    leaning = replace(said("when did it end?", "It ended in May."), understood="When did the inquiry end?")
    assert person([first, leaning], "she") == "Beatrix Holloway"
    assert not person([first, said("How long is the bridge?", "It is long.")], "she")


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
    assert standing(text, "Ann Lee") == meant
