"""Times of day in a sentence, as the minutes after midnight that each leaves possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_HALF = (
    r"(?:a\.?m\b\.?|p\.?m\b\.?|o['’]clock|in the (?:early )?(?:morning|afternoon|evening)|at night|"
    r"that (?:morning|afternoon|evening|night))"
)
_CLOCK = re.compile(
    rf"\b(?P<to>half|(?:a )?quarter|ten|twenty|five|twenty-five) (?P<way>past|to|after) (?P<h0>{_HOUR})\b"
    rf"(?:,? (?P<x0>{_HALF}))?"
    rf"|\b(?P<h1>\d{{1,2}})[.:](?P<m1>[0-5]\d)\b(?![.,:]?\d)(?:[ ,]*(?P<x1>{_HALF}))?"
    rf"|\b(?P<h2>{_HOUR})[ ,]?(?P<x2>{_HALF})"
    r"|\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b",
    re.I,
)
_AT = re.compile(
    r"\b(?:at|by|before|after|about|around|until|till|from|since|between|past|nearly|almost|shortly|just)\s+(?:the )?$",
    re.I,
)
_PAST = {"half": 30, "quarter": 15, "a quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_BEFORE = re.compile(r"\b(?:before|nearly|almost|towards|by)\s+$", re.I)
_AFTER = re.compile(r"\b(?:after|past)\s+$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|roughly|some time around)\s+$", re.I)
_NEAR = 40  # minutes that "shortly before" and "after" reach
_LOOSE = 20  # minutes on both sides of "about"
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: the spans of minutes after midnight that it may mean, and where it stands."""

    spans: tuple[tuple[int, int], ...]
    start: int
    end: int

    def excludes(self, other: Clock) -> bool:
        return not any(a <= d and c <= b for a, b in self.spans for c, d in other.spans)


def clocks(text: str) -> list[Clock]:
    """Return the times of day of a text in order."""
    return [
        Clock(tuple(_span(text[: match.start()], minute) for minute in minutes), match.start(), match.end())
        for match in _CLOCK.finditer(text)
        if (minutes := list(_minutes(match, text)))
    ]


def _minutes(match: re.Match[str], text: str) -> Iterator[int]:
    if match["noon"] or match["midnight"]:
        yield 12 * 60 if match["noon"] else 0
        return
    written = match["h0"] or match["h1"] or match["h2"]
    half = (match["x0"] or match["x1"] or match["x2"] or "").lower()
    hour = int(written) if written.isdigit() else _WORDS.index(written.lower()) + 1
    if not half and match["h1"] and not _AT.search(text[: match.start()]):
        return
    minute = int(match["m1"] or 0)
    if match["to"]:
        minute = _PAST[match["to"].lower()] * (-1 if match["way"] == "to" else 1)
    for each in _hours(hour, half, exact=bool(match["h1"] and len(written) == 2 and not half)):
        yield (each * 60 + minute) % DAY


def _hours(hour: int, half: str, *, exact: bool) -> Iterator[int]:
    """Yield the hours of the day that an hour may mean: both where nothing tells the half of the day."""
    if hour > 24:
        return
    if hour > 12 or hour == 0 or (exact and hour < 10):
        yield hour
    elif "morning" in half or half.startswith("a"):
        yield hour % 12
    elif half.startswith("p") or "afternoon" in half or "evening" in half:
        yield hour % 12 + 12
    else:
        yield from (hour % 12, hour % 12 + 12)


def _span(before: str, minute: int) -> tuple[int, int]:
    if _BEFORE.search(before):
        return minute - _NEAR, minute
    if _AFTER.search(before):
        return minute, minute + _NEAR
    slack = _LOOSE if _ABOUT.search(before) else 7 if minute % 30 == 0 else 2 if minute % 5 == 0 else 0
    return minute - slack, minute + slack
