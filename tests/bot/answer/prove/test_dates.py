"""Dates in a text, what weekdays mean, and which dates a premise does not bear."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.prove.dates import missing
from bot.reading.dates import Day, blanked, days, meant
from tests.bot.answer.prove.cited import cite


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("on 14 November 2024", [(2024, 11, 14)]),
        ("on November 14, 2024", [(2024, 11, 14)]),
        ("the 3rd of May", [(0, 5, 3)]),
        ("in March 2025", [(2025, 3, 0)]),
        ("since 1987", [(1987, 0, 0)]),
        ("am 3. Oktober 2025", [(2025, 10, 3)]),
        ("2,114 votes and 1,900 households", []),
        ("it may rain", []),
        ("31 February 2024", [(2024, 2, 31)]),
    ],
)
def test_dates(text: str, told: list[tuple[int, int, int]]) -> None:
    assert [(one.year, one.month, one.day) for one in days(text)] == told


def test_a_weekday_is_the_latest_before_its_article() -> None:
    assert Day(2024, 11, 14, 3) in meant(days("on Thursday"), date(2024, 11, 15))


def test_a_year_that_is_not_said_is_the_nearest() -> None:
    assert (2025, 12, 30) in {(o.year, o.month, o.day) for o in meant(days("on 30 December"), date(2026, 1, 2))}


def test_blanked_dates_leave_every_other_character_in_its_place() -> None:
    text = "On 14 November 2024, 37 people were hurt."
    assert blanked(text) == text.replace("14 November 2024", " " * 16)


@pytest.mark.parametrize(
    ("statement", "lacks"),
    [
        ("The ship sank on Tuesday.", []),
        ("The ship sank on 16 September 2025.", []),
        ("The ship sank in September 2025.", []),
        ("The ship sank on Monday.", ["date Monday"]),
        ("The ship sank on 18 September 2025.", ["date 18 September 2025"]),
        ("The Post reported on 18 September that a ship sank.", []),
        ("The ship sank in 2024.", ["date 2024"]),
    ],
)
def test_a_date_must_be_told_or_be_that_of_the_report(statement: str, lacks: list[str]) -> None:
    assert list(missing(statement, cite("A ship sank on Tuesday.")[0])) == lacks


def test_the_sentence_before_tells_a_date_only_where_the_cited_one_tells_none() -> None:
    assert list(missing("Storms came on Monday.", cite("It began on Monday.", "Storms came.")[0])) == []
    dated = cite("It began on Monday.", "Storms came on Tuesday.")[0]
    assert list(missing("Storms came on Monday.", dated)) == ["date Monday"]
