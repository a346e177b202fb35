"""Numbers with what they count, their bounds, units and rates."""

from __future__ import annotations

import pytest

from bot.answer.prove.counts import missing
from tests.bot.answer.prove.cited import cite


@pytest.mark.parametrize(
    ("sentence", "statement", "fact"),
    [
        ("More than 400 people came.", "400 people came.", "bound of 400"),
        ("400 people came.", "At least 400 people came.", "bound of 400"),
        ("At most 400 people came.", "At least 400 people came.", "bound of 400"),
        ("The price rose to 41 cents.", "The price rose by 41 cents.", "bound of 41"),
        ("The trip took 11 hours.", "The trip took 11 days.", "unit of 11"),
        ("It costs 80 cents.", "It costs 80 euros.", "unit of 80"),
        ("Wages are 12 crowns an hour.", "Wages are 12 crowns a day.", "unit of 12"),
        ("They have 24 ships and 60 planes.", "They have 60 ships.", "what 60 counts"),
        ("The motion passed with 31 votes to 29.", "It passed with 29 votes to 31.", "order of numbers"),
        ("Buses took residents away.", "Buses took all residents away.", "all of it"),
        ("Nine people came.", "Ten people came.", "number Ten"),
        ("A seat costs 29 crowns, a bed 69 and a cabin 149.", "A cabin costs 69 crowns.", "whose 69 is"),
        ("Vets found it in 26 herds, and exports rest for 21 days.", "Vets found it in 21 herds.", "whose 21 is"),
    ],
)
def test_a_number_told_otherwise_is_named(sentence: str, statement: str, fact: str) -> None:
    assert fact in list(missing(statement, cite(sentence)[0]))


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Forty-three people were hurt.", "43 were injured."),
        ("About 1,900 households were told.", "Around 1,900 households were told."),
        ("It fell by a quarter.", "It fell by 25 percent."),
        ("Turnout was 61 per cent.", "Turnout was 61%."),
        ("Oil rose from US$3 per barrel.", "Oil cost 3 dollars a barrel."),
        ("The man, 52, confessed.", "The 52-year-old man confessed."),
        ("No more than 900 came.", "At most 900 came."),
        ("The Greens, with nine, back the 24 seats of the List.", "The Greens hold nine seats."),
        ("Travel is free for those under 18.", "Travel is free for under-18s."),
        ("It will cost 563 million, not 418 million crowns.", "It will cost 563 million crowns."),
        ("A bed costs 69 crowns and a cabin 149.", "A cabin costs 149 crowns."),
    ],
)
def test_the_same_number_in_other_words_is_borne(sentence: str, statement: str) -> None:
    assert list(missing(statement, cite(sentence)[0])) == []


def test_a_number_may_stand_in_the_context() -> None:
    assert (
        list(missing("The bridge is 300 metres long.", cite("The bridge opened.", title="300 metres of steel")[0]))
        == []
    )
