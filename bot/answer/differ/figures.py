"""The figures of a sentence: numbers with bounds, unit and what they count; no dates, clock times, ages or ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.answer.prove.support import days
from bot.answer.prove.support.names import names as names
from bot.answer.prove.support.numbers import numbers
from bot.answer.prove.support.tone import bound
from index.text.language import terms
from index.values import Span

TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_UNIT = re.compile(
    rf"[\s-]*(?P<unit>{'|'.join(TIMES)}|per ?cent|%|€|\$|£|(?:kilo|centi|milli)?(?:met(?:re|er)|gram)|km|kg|mile|feet|"
    r"acre|hectare|tonne|ton|litre|crown|euro|dollar|pound|franc|yen|zloty|peso|rupee|mark)(?:s|s['’])?(?!\w)",
    re.I,
)
_SIGN = re.compile(r"([€£¥$]|\b[A-Z]{1,2}\$|\b[A-Z]{3}|\bRs\.?) ?$")
_SAME = {"$": "dollar", "€": "euro", "£": "pound", "%": "percent", "per cent": "percent"}
# A part of a whole, a difference, a rate, an age, a time of day or a place in a list: no number of the thing itself.
_PART = re.compile(
    r"[\s-]*(?:of (?:the|them|those|these|whom|which|its|his|her|their)|more|others?|further|fewer|less|out of|times?|"
    r"in (?:\d|ten|every)|(?:an?|per|each|every) (?:day|week|month|year)|years?[ -]olds?|[ap]\.?m|o['’]clock|"
    r"(?:\w+ ){1,3}(?:seriously|critically|badly|severely|slightly|alone))\b",
    re.I,
)
_PARTLY = re.compile(
    r"\b(?:another|further|other|only|each|every|by|number|no|of (?:the|its|their)|first|last|next|aged?)\s+$", re.I
)
CLAUSE = re.compile(r"[,;:.()!?“”\"–—]|\s(?:and|but|while|when|after|before|because|until|as|which|who|that)\s")
_LOOSE = {"about": Decimal("0.05"), "more": Decimal("Infinity"), "less": Decimal(1)}  # share of it either way
_ROUND = 100  # what a number is rounded to may be this or more, so that it stands for its neighbours


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """A number, how far off it may be either way, its unit or "", and up to two terms after it; a bare one has none."""

    value: Decimal
    below: Decimal
    above: Decimal
    unit: str
    counted: tuple[str, ...]

    def excludes(self, other: Figure) -> bool:
        """Tell whether two figures cannot both be right."""
        less, more = sorted((self, other), key=lambda one: one.value)
        return less.value + less.above < more.value - more.below


def figures(text: str, language: str) -> Iterator[Figure]:
    """Yield the figures of a text in order."""
    text = days.blanked(text)
    for one in numbers(text):
        before, after = text[: one.start], text[one.end :]
        if one.ordinal or one.text.lower() == "one" or _PART.match(after) or _PARTLY.search(before):
            continue
        sign, match = _SIGN.search(before), _UNIT.match(after)
        unit = sign[1] if sign else match["unit"].lower() if match else ""
        words = CLAUSE.split(after[match.end() if match else 0 :])[0].split()[:4]
        counted = tuple(terms(" ".join(words), language)[:2]) if words and terms(words[0], language) else ()
        yield Figure(one.start, one.end, one.value, *_loose(one.value, bound(before)), _SAME.get(unit, unit), counted)


def years(text: str) -> frozenset[int]:
    """Return the years that a text names."""
    return frozenset(day.year for day in days.days(text) if day.year)


def _loose(value: Decimal, how: str) -> tuple[Decimal, Decimal]:
    """Return how far off a number may be: as its bound says, and half of its last digit that is no zero."""
    digits = str(int(value))
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    rounded = step / 2 if step >= _ROUND and value == int(value) else Decimal(0)
    share = value * _LOOSE[how] if how and value else Decimal(0)
    return rounded + (0 if how == "more" else share), rounded + (0 if how == "less" else share)
