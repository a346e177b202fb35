"""The figures of a sentence: its counts, without ages, clock times, ranks, parts and rates; and when two exclude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.reading import dates
from bot.reading.names import names as names
from bot.reading.numbers import numbers
from bot.reading.quantities import Quantity, plainly, quantities
from index.text.language import terms

TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
CLAUSE = re.compile(r"[,;:.()!?“”\"–—]|\s(?:and|but|while|when|after|before|because|until|as|which|who|that)\s")
_NONE = re.compile(
    r"\b[\w-]+[ -]years?[ -]olds?\b|\baged? \w+|\b\d+(?:st|nd|rd|th)\b|\b[\w.:]+ ?(?:[ap]\.?m\b|o['’]clock)", re.I
)
# A part of a whole, a difference or a place in a list: no number of the thing itself.
_PART = re.compile(
    r"[\s-]*(?:of (?:the|them|those|these|whom|which|its|his|her|their)|more|others?|further|fewer|less|out of|times?|"
    r"in (?:\d|ten|every)|(?:\w+ ){1,3}(?:seriously|critically|badly|severely|slightly|alone))\b",
    re.I,
)
_PARTLY = re.compile(
    r"\b(?:another|further|other|only|each|every|by|one in|number|no|of (?:the|its|their)|first|last|next)\s+$", re.I
)
_LOOSE = {"about": Decimal("0.05"), "more": Decimal("Infinity"), "less": Decimal(1)}  # share of it either way
_ROUND = 100  # what a number is rounded to may be this or more, so that it stands for its neighbours


def figures(text: str, language: str) -> Iterator[Quantity]:
    """Yield the figures of a text in order, the terms after a bare one ("lists 44 by name") left out."""
    plain = plainly(_NONE.sub(lambda match: " " * len(match[0]), text))
    for count, number in zip(quantities(plain, language), numbers(dates.blanked(plain)), strict=True):
        before, after = plain[: count.start], plain[count.end :]
        if number.ordinal or count.text.lower() == "one" or count.rate or _PART.match(after) or _PARTLY.search(before):
            continue
        bare = not terms(" ".join(after.split()[:1]), language) or CLAUSE.match(after)
        yield replace(count, after=()) if bare else count


def excludes(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures cannot both be right."""
    less, more = sorted((one, other), key=lambda each: each.value)
    return less.value + _off(less, "less") < more.value - _off(more, "more")


def years(text: str) -> frozenset[int]:
    """Return the years that a text names."""
    return frozenset(day.year for day in dates.days(text) if day.year)


def _off(one: Quantity, never: str) -> Decimal:
    """Return how far off a figure may be: as it is bounded, and half of its last digit that is no zero."""
    digits = str(int(one.value))
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    rounded = step / 2 if step >= _ROUND and one.value == int(one.value) else Decimal(0)
    bounded = one.bound and one.bound != never and one.value
    return rounded + (one.value * _LOOSE[one.bound] if bounded else 0)
