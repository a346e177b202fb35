"""Which numbers of a sentence are figures, and which two of them cannot both be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.differ.figures import excludes, figures


def read(text: str) -> list[str]:
    return [one.text for one in figures(text, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "On 3 June 2025 the mill closed.",
        "The 34-year-old climber left at 6 p.m.",
        "He was aged 43.",
        "She was the third and he the 5th.",
        "Two of the nurses left.",
        "Another six people came.",
        "Four more came.",
        "One in ten people came.",
    ],
)
def test_dates_ages_times_ranks_and_parts_are_no_figures(text: str) -> None:
    assert not read(text)


def test_a_figure_keeps_its_words_as_written() -> None:
    assert read("Thirty-seven people paid 1.2 million euros.") == ["Thirty-seven", "1.2 million"]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("12 people", "15 people", True),
        ("About 1,240 people", "1,310 people", True),
        ("at least 60 houses", "fewer than 40 houses", True),
        ("about 1,200 birds", "1,236 birds", False),
        ("more than 1,000 people", "1,094 people", False),
        ("at most 12 people", "15 people", True),
        ("210,000 people", "212,480 people", False),
        ("twelve people", "12 people", False),
    ],
)
def test_a_bounded_or_rounded_figure_leaves_room_for_others(one: str, other: str, *, differ: bool) -> None:
    (mine,), (theirs,) = figures(one, "en"), figures(other, "en")
    assert excludes(mine, theirs) == excludes(theirs, mine) == differ


@given(st.text(alphabet="0123456789 .,-–$€%abdhik to and between million per cent half a year", max_size=60))
def test_no_text_breaks_the_reading_and_no_figure_excludes_itself(text: str) -> None:
    assert not any(excludes(one, one) for one in figures(text, "en"))
