"""What people write where a date is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.days import readings, with_earlier

TODAY = date(2026, 11, 28)


def _days(*spans: str) -> tuple[tuple[date, date], ...]:
    edges = (span.split("/") for span in spans)
    return tuple((date.fromisoformat(edge[0]), date.fromisoformat(edge[-1])) for edge in edges)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("march 2025", _days("2025-03-01/2025-03-31")),
        ("03/2025", _days("2025-03-01/2025-03-31")),
        ("2025", _days("2025-01-01/2025-12-31")),
        ("Q1 2025", _days("2025-01-01/2025-03-31")),
        ("last week", _days("2026-11-16/2026-11-22")),
        ("letzte Woche", _days("2026-11-16/2026-11-22")),
        ("le mois dernier", _days("2026-10-01/2026-10-31")),
        ("ayer", _days("2026-11-27")),
        ("3/4/2025", _days("2025-04-03", "2025-03-04")),
        ("13/4/2025", _days("2025-04-13")),
        ("2025-03-04", _days("2025-03-04")),
        ("4. Mai 2025", _days("2025-05-04")),
    ],
)
def test_what_people_write_is_read(typed: str, expected: tuple[tuple[date, date], ...]) -> None:
    assert readings(typed, TODAY) == expected


@pytest.mark.parametrize("typed", ["", " ", "a", "7", "-1", "12:30", "banana", "99999", "30 feb 2025", "the inquiry"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert with_earlier(typed, TODAY) == ()


def test_a_month_without_its_year_is_offered_of_three_years() -> None:
    assert with_earlier("march", TODAY) == _days(
        "2026-03-01/2026-03-31", "2025-03-01/2025-03-31", "2024-03-01/2024-03-31"
    )
    assert with_earlier("last month", TODAY) == _days("2026-10-01/2026-10-31")


@given(st.text(max_size=40))
def test_anything_that_is_typed_has_a_first_day_no_later_than_its_last(typed: str) -> None:
    assert all(first <= last for first, last in with_earlier(typed, TODAY))
