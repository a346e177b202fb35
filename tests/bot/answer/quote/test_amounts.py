"""Whether a text tells an amount of the sort that a question asks for."""

from __future__ import annotations

import pytest

from bot.answer.quote.amounts import tells


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much do the night buses cost?", "A ride costs 2.40 crowns."),
        ("How much do the night buses cost?", "They are free for pupils."),
        ("What is the price of oil?", "It sank to $40 a barrel."),
        ("How tall is the tower?", "The tower, 41 metres high, was built in 1863."),
        ("How tall is the tower?", "It has a height of 130 feet."),
        ("How deep is the well?", "They dug down twelve metres and found water below 11 metres."),
        ("How heavy is the bell?", "The bell weighs two tonnes."),
        ("How much does it weigh?", "It is 340 kilos of bronze."),
        ("How far is the reef?", "The reef is 52 kilometres out."),
        ("How long did it last?", "It lasted until spring."),
        ("How much rain fell?", "Most of it fell at night."),
        ("Who pays?", "The county does."),
    ],
)
def test_an_amount_of_the_sort_is_told(question: str, text: str) -> None:
    assert tells(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much do the night buses cost?", "The night buses will run for three years."),
        ("What was the fare?", "The fare went up twice in 2024."),
        ("How tall is the lighthouse?", "The lighthouse stands 11 kilometres off the harbour."),
        ("How deep is the lake?", "The lake is 11 kilometres long."),
        ("How heavy is the bell?", "The bell was cast in 1840 for 900 crowns."),
        ("How far is the reef?", "Forty boats went to the reef."),
        ("How long is the bridge?", "The bridge cost 91 million crowns."),
    ],
)
def test_an_amount_of_another_sort_is_none(question: str, text: str) -> None:
    assert not tells(question, text)
