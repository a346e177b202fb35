"""Times of day as the spans that they leave possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.clocks import DAY, clocks


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("at 2.40 am", "shortly after four in the morning", True),
        ("at 9.15 pm", "at 11.50 pm", True),
        ("at 2.30 pm", "at half past two in the afternoon", False),
        ("at 14:30", "about half past two", False),
        ("at noon", "just before midday", False),
        ("at a quarter to six", "at 5.45 p.m.", False),
        ("around four o’clock", "at 3.50 am", False),
        ("at midnight", "at 1 am", True),
    ],
)
def test_times_of_day_that_differ(one: str, other: str, *, differ: bool) -> None:
    ((mine,), (theirs,)) = clocks(one), clocks(other)
    assert mine.excludes(theirs) == theirs.excludes(mine) == differ


@pytest.mark.parametrize("text", ["by 2.5 per cent", "It cost 12.50 crowns", "at ten", "6.12 metres", "version 4.10"])
def test_what_is_no_time_of_day(text: str) -> None:
    assert not clocks(text)


@given(st.text(alphabet="0123456789.: apm half quarter past to noon midnight o’clock", max_size=40))
def test_a_time_of_day_lies_in_a_day_and_agrees_with_itself(text: str) -> None:
    for one in clocks(text):
        assert not one.excludes(one)
        assert all(-DAY <= first <= last <= 2 * DAY for first, last in one.spans)
