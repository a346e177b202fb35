"""Numbers, ranges, bounds and units as what they leave possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.differ.amounts import Amount, amounts


def only(text: str) -> Amount:
    (found,) = amounts(text)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 1,240 people", "1,310 people"),
        ("between 95 and 120 million crowns", "160 million crowns"),
        ("from 3 to 5 boats", "six boats"),
        ("at least 60 houses", "fewer than 40 houses"),
        ("€2.3 billion", "3.1 billion euros"),
        ("640 kilograms", "0.9 tonnes"),
        ("three quarters of the nurses", "88 per cent"),
        ("It lasted three days", "It lasted a week"),
        ("Rs 8,400 crore", "Rs 10,200 crore"),
    ],
)
def test_amounts_that_cannot_both_be_right(one: str, other: str) -> None:
    assert only(one).excludes(only(other))
    assert only(other).excludes(only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 1,200 birds", "1,236 birds"),
        ("between Rs 3 crore and Rs 4 crore", "Rs 3.6 crore"),
        ("more than 1,000 people", "1,094 people"),
        ("1.8 tonnes", "1,800 kilograms"),
        ("two dozen dogs", "24 dogs"),
        ("2,40,000 names", "2.4 lakh names"),
        ("It lasted 12 days", "It lasted two weeks"),
        ("95–120 million crowns", "110 million crowns"),
        ("12 crowns", "14 euros"),
        ("18 months", "18 people"),
    ],
)
def test_amounts_that_leave_room_for_one_another_or_are_of_other_things(one: str, other: str) -> None:
    assert not only(one).excludes(only(other))
    assert not only(other).excludes(only(one))


def test_dates_are_no_amounts_and_an_amount_knows_where_it_stands() -> None:
    text = "On 3 June 2025 some 18,400 people paid between €95 million and €120 million."
    assert [text[one.start : one.after] for one in amounts(text)] == ["18,400", "95 million and €120 million"]


@given(st.text(alphabet="0123456789 .,-–$€%abdhik to and between million per cent half a year", max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for one in amounts(text):
        assert 0 <= one.start < one.end <= one.after <= len(text)
        assert not one.excludes(one)
