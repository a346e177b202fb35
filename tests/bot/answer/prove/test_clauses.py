"""Clauses that stand alone, and clauses that hang on a noun."""

from __future__ import annotations

import pytest

from bot.answer.prove.clauses import clauses, missing
from tests.bot.answer.prove.cited import article, cite


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The ferry struck a wall, and nobody was killed.", []),  # the rest denies
        ("The tram was stopped, while the buses were full.", ["The tram was stopped", "the buses were full."]),
        ("The bridge is long; the toll was dropped.", ["The bridge is long", "the toll was dropped."]),
        ("The ferry struck a wall.", []),
        ("She named the substance, and the direction from which it came.", []),
        ("The bridge is long, and its toll was dropped.", []),
        ("The pool is open; it was painted.", ["The pool is open"]),
        ("The bridge is long, but the critics say the toll was raised.", ["the critics say the toll was raised."]),
    ],
)
def test_clauses(sentence: str, parts: list[str]) -> None:
    found = article(sentence)
    assert [one.of(found.text) for one in clauses(found.text, found.sentences[0], "en")] == parts


def test_sentences_of_other_languages_are_not_cut() -> None:
    found = article("Die Brücke ist lang; die Maut ist hoch.")
    assert clauses(found.text, found.sentences[0], "de") == ()


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        (
            "The inquiry traced the poison to the Brightwell laundry, which closed in 1996.",
            "The inquiry, which closed in 1996, traced the poison to the Brightwell laundry.",
        ),
        (
            "The minister Jonas Wray met the director Owen Strand, who was fired in May.",
            "The minister Jonas Wray, who was fired in May, met the director Owen Strand.",
        ),
    ],
)
def test_a_which_clause_is_not_hung_on_another_noun(sentence: str, turned: str) -> None:
    premise = cite(sentence)[0]
    assert list(missing(turned, premise)) == ["clause of another"]
    assert list(missing(sentence, premise)) == []


def test_an_apposition_does_not_part_a_clause_from_its_noun() -> None:
    premise = cite("Pavel Hruby, a geologist in Alban who was not there, spoke.")[0]
    assert list(missing("Hruby, who was not there, spoke.", premise)) == []
