"""What a month of questions came to: counts, the share answered, latency, publishers, votes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import Any

from bot.answer.record.personal import Asking, Vote

DAYS = 30
MOST_PUBLISHERS = 5


@dataclass(frozen=True, slots=True)
class Day:
    """Questions of one day: answered, answered by the closest passages alone, and not."""

    day: date
    answered: int
    weak: int
    missed: int

    @property
    def questions(self) -> int:
        return self.answered + self.weak + self.missed


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of the `DAYS` days that end with the last of `days`; seconds are what readers waited for.

    `publishers` are how many answers cite each, most cited first; `reasons` why votes were against.
    """

    days: tuple[Day, ...]
    median_seconds: float
    slow_seconds: float
    publishers: tuple[tuple[str, int], ...]
    good: int
    bad: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.days)

    @property
    def questions(self) -> int:
        return sum(one.questions for one in self.days)

    @property
    def share(self) -> float:
        return self.answered / self.questions if self.questions else 0.0


def statistics(asked: Iterable[Asking], votes: Iterable[Vote], moment: datetime) -> Statistics:
    """Return the numbers of the last `DAYS` days; `slow_seconds` is what nine in ten questions stay below."""
    today = moment.date()
    first = today - timedelta(days=DAYS - 1)
    recent = [one for one in asked if first <= one.at.date() <= today]
    cast = [one for one in votes if first <= one.at.date() <= today]
    by_day = Counter((one.at.date(), one.outcome) for one in recent)
    days = [first + timedelta(days=n) for n in range(DAYS)]
    seconds = [one.seconds for one in recent]
    return Statistics(
        days=tuple(Day(day, by_day[day, "answered"], by_day[day, "weak"], by_day[day, "not_found"]) for day in days),
        median_seconds=round(median(seconds), 2) if seconds else 0.0,
        slow_seconds=round(_ninth(seconds), 2) if seconds else 0.0,
        publishers=tuple(Counter(name for one in recent for name in one.publishers if name).most_common()),
        good=sum(one.good for one in cast),
        bad=sum(not one.good for one in cast),
        reasons=tuple(Counter(one.reason for one in cast if not one.good and one.reason).most_common()),
    )


def public(numbers: Statistics) -> dict[str, Any]:
    """Return the object that `footnote stats --json` prints."""
    return {
        "days": DAYS,
        "questions": numbers.questions,
        "answered": numbers.answered,
        "share_answered": round(numbers.share, 4),
        "median_seconds": numbers.median_seconds,
        "p90_seconds": numbers.slow_seconds,
        "publishers": dict(numbers.publishers),
        "helpful": numbers.good,
        "not_right": numbers.bad,
        "reasons": dict(numbers.reasons),
        "per_day": [
            {"day": one.day.isoformat(), "answered": one.answered, "weak": one.weak, "not_found": one.missed}
            for one in numbers.days
        ],
    }


def _ninth(seconds: list[float]) -> float:
    return quantiles(seconds, n=10, method="inclusive")[8] if len(seconds) > 1 else seconds[0]
