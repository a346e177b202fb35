"""What a reader takes from around a number."""

from __future__ import annotations

import pytest

from bot.reading.quantities import bound, quantities


@pytest.mark.parametrize(
    ("before", "found"),
    [("more than ", "more"), ("no more than ", "less"), ("nearly $", "less"), ("over-", "more"), ("some ", "about"),
     ("more than the ", ""), ("the ", "")],
)  # fmt: skip
def test_bounds(before: str, found: str) -> None:
    assert bound(before) == found


@pytest.mark.parametrize(
    ("text", "unit", "rate"),
    [
        ("12.10 crowns an hour", "crown", "hour"),
        ("$3 a barrel", "dollar", ""),
        ("61 per cent", "percent", ""),
        ("80 long metres", "metre", ""),
        ("a 9th-century chapel", "century", ""),
        ("the 52-year-old man", "", ""),
        ("6.2 million euros per year", "euro", "year"),
    ],
)
def test_units_and_rates(text: str, unit: str, rate: str) -> None:
    (found,) = quantities(text, "en")
    assert (found.unit, found.rate) == (unit, rate)
