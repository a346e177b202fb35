"""When digests are due, in the time zone of their server and over its changes to summer time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.digest.schedule import Schedule, clock, scheduled
from bot.errors import WrongUse


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "now", "slot"),
    [
        (Schedule("daily", "09:00"), "2026-03-14T09:00", "2026-03-14T09:00"),
        (Schedule("daily", "09:00"), "2026-03-14T08:59", "2026-03-13T09:00"),
        (Schedule("daily", "09:00", "Europe/Berlin"), "2026-07-01T07:00", "2026-07-01T07:00"),
        (Schedule("daily", "09:00", "Europe/Berlin"), "2026-01-01T07:00", "2025-12-31T08:00"),
        (Schedule("weekly", "18:30", "UTC", 0), "2026-03-15T23:00", "2026-03-09T18:30"),
        (Schedule("weekly", "18:30", "UTC", 6), "2026-03-15T18:30", "2026-03-15T18:30"),
    ],
)
def test_the_last_slot(schedule: Schedule, now: str, slot: str) -> None:
    assert schedule.last_slot(at(now)) == at(slot)


@given(
    st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(["daily", "weekly"]),
    st.integers(0, 6),
    st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin"]),
)
def test_a_slot_is_never_ahead_nor_more_than_its_step_behind(now: datetime, every: Any, day: int, zone: str) -> None:
    behind = now - Schedule(every, "02:30", zone, day).last_slot(now)
    assert 0 <= behind.total_seconds() <= (7 if every == "weekly" else 1) * 86_400 + 3600


@pytest.mark.parametrize(("text", "read"), [("9:05", "09:05"), ("18.00", "18:00"), (" 07:30 ", "07:30")])
def test_times_of_day_are_read(text: str, read: str) -> None:
    assert clock(text) == read


@pytest.mark.parametrize("text", ["25:00", "nine", "", "9:5", "12:60"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        clock(text)


def test_a_stored_schedule_is_read_and_anything_else_is_none() -> None:
    kept = Schedule("weekly", "18:30", "Europe/Berlin", 3)
    assert scheduled(kept.to_json()) == kept
    for broken in (
        {},
        {**kept.to_json(), "zone": "Mars/Base"},
        {**kept.to_json(), "every": "hourly"},
        {**kept.to_json(), "at": 9},
    ):
        assert scheduled(broken) is None
