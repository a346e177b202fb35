"""Numbers in a text, however they are written."""

from __future__ import annotations

import pytest

from bot.reading.numbers import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Forty-three people and nine crew", "43 9"),
        ("1,204 votes to 377", "1204 377"),
        ("rund 900.000 Haushalte, 6,5 Mio. Euro", "900000 6500000"),
        ("wages rise by 6.5 percent", "6.5"),
        ("two hundred and four barges", "204"),
        ("two million and 5 thousand", "2000000 5000"),
        ("418 million crowns", "418000000"),
        ("eight million more", "8000000"),
        ("31 votes to 29", "31 29"),
        ("the fifteenth hole, a third of it, twice", "15 3 2"),  # a third is read as its digit on both sides
        ("at 6:42 p.m.", "6.42"),
        ("nobody at all", ""),
        ("H₂O, x⁴ and m²", ""),
        ("a hundred thousand", ""),
        ("two dozen boats and half a dozen rafts", "24 6"),
        ("half a million crowns", "500000"),
        ("two and a half hours, one in the afternoon and a day", "2.5 1"),
    ],
)
def test_numbers(text: str, values: str) -> None:
    assert " ".join(f"{one.value:f}".rstrip("0").rstrip(".") if one.value % 1 else f"{one.value:.0f}"
                    for one in numbers(text)) == values  # fmt: skip


def test_a_number_knows_where_it_stands() -> None:
    text = "In all, forty-three people and 1.2 million fish."
    assert [text[one.start : one.end] for one in numbers(text)] == ["forty-three", "1.2 million"]
