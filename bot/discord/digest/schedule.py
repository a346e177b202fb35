"""When a channel's digest is due. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from bot.errors import WrongUse
from bot.words.words import _

Every = Literal["daily", "weekly"]
_TIME = re.compile(r"\s*([01]?\d|2[0-3])[:.h]([0-5]\d)\s*")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every day, or every week on a day (0 is Monday), at an hour and minute of a time zone."""

    every: Every
    at: str
    zone: str = "UTC"
    weekday: int = 0

    def last_slot(self, now: datetime) -> datetime:
        """Return the latest moment at or before `now` when a digest was due, in UTC."""
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        hour, minute = map(int, self.at.split(":"))
        back = (local.weekday() - self.weekday) % 7 if self.every == "weekly" else 0
        step = timedelta(days=7 if self.every == "weekly" else 1)
        slot = datetime.combine(local.date() - timedelta(days=back), time(hour, minute), zone)
        return (slot if slot <= local else slot - step).astimezone(UTC)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def scheduled(stored: Mapping[str, Any]) -> Schedule | None:
    """Return a schedule that was stored, None for what is none."""
    try:
        found = Schedule(stored["every"], stored["at"], stored["zone"], int(stored["weekday"]))
        known = found.every in get_args(Every)
        found.last_slot(datetime.now(UTC))
    except (KeyError, TypeError, ValueError, AttributeError, OSError):
        return None
    return found if known else None


def clock(text: str) -> str:
    """Return a time of day as `HH:MM`. Raises WrongUse."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise WrongUse(_("A time of day is written as 07:30 or 18:00."))
    return f"{int(match[1]):02}:{match[2]}"
