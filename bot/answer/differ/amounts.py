"""Amounts in a sentence: a number, a bound or a range, and its unit, as what each leaves possible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from bot.answer.prove.support import days
from bot.answer.prove.support.numbers import Number, numbers
from bot.answer.prove.support.tone import bound

_SIGN = r"(?P<sign>(?:\b(?:US|C|A|NZ|HK))?\$|€|£|\bRs\.?|\b[A-Z]{3})"
_CURRENCY = re.compile(rf"{_SIGN} ?$")
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "rs": "rupee", "rs.": "rupee"}
_MONEY = r"(?P<money>crown|euro|dollar|pound|franc|yen|kroner?|zloty|peso|rupee|ringgit|shilling|€|\$|£)s?\b"
# How many of its base a unit is; months and years have no days of their own.
_UNITS: dict[str, tuple[str, Decimal | int]] = {
    "kilomet": ("metre", 1000), "km": ("metre", 1000), "millimet": ("metre", Decimal("0.001")),
    "centimet": ("metre", Decimal("0.01")), "cm": ("metre", Decimal("0.01")), "met": ("metre", 1), "mile": ("mile", 1),
    "feet": ("foot", 1), "foot": ("foot", 1), "hectare": ("hectare", 1), "acre": ("acre", 1),
    "kilogram": ("gram", 1000), "kilo": ("gram", 1000), "kg": ("gram", 1000), "tonne": ("gram", 10**6),
    "ton": ("gram", 10**6), "gram": ("gram", 1), "litre": ("litre", 1), "liter": ("litre", 1),
    "megawatt": ("watt", 10**6), "gigawatt": ("watt", 10**9), "kilowatt": ("watt", 1000),
    "year": ("month", 12), "month": ("month", 1), "fortnight": ("second", 1209600), "week": ("second", 604800),
    "day": ("second", 86400), "hour": ("second", 3600), "minute": ("second", 60), "second": ("second", 1),
    "degree": ("degree", 1), "per cent": ("percent", 1), "percent": ("percent", 1), "%": ("percent", 1),
}  # fmt: skip
MEASURES = frozenset(unit for unit, _ in _UNITS.values()) | {"age"}
_TIMES = "year|month|fortnight|week|day|hour|minute"
_UNIT = re.compile(
    rf"[\s-]*(?:(?:full|whole|straight|solid|consecutive) )?(?:{_MONEY}|"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:e?rs?|res?|s|['’]s?)?(?!\w))",
    re.I,
)
# "A week" is one week, "a day" only where it is no rate: "lasted a day", not "40 a day".
_SINGLE = re.compile(
    rf"\b(?:for|lasts?|lasted|took|takes|take|after|within) (?P<one>(?:an?|one) (?P<unit>{_TIMES}))\b(?! and)", re.I
)
_FRACTION = re.compile(
    r"\b(?:(?P<count>two|three|four|a|one) (?P<part>thirds?|quarters?|fifths?)|(?P<half>half))\b"
    r"(?= of\b| (?:had|have|has|were|was|voted)\b)",
    re.I,
)
_WHOLE = {"third": 3, "quarter": 4, "fifth": 5}
_LATER_BOUND = re.compile(r"^ ?(?:(?P<more>(?:or|and) more|or over|plus|\+)|(?P<less>or (?:less|fewer))|or so)", re.I)
_JOIN = re.compile(rf"^\s?(?P<word>to|and|or|-|–|—)\s?{_SIGN}? ?$", re.I)
_BETWEEN = re.compile(rf"\bbetween {_SIGN}? ?$", re.I)
_SCALED = re.compile(r"(?:hundred|thousand|million|billion|trillion|lakh|crore|bn|m|k)$", re.I)
_MILLIONS = re.compile(r"(?:million|billion|trillion|crore|bn)$", re.I)
_NEARLY = re.compile(r"\b(?:nearly|almost|just (?:under|below))\s+(?:the )?$", re.I)
_ENDLESS = Decimal("Infinity")
_ROUND = 100  # from here on a number that ends in zeros may stand for its neighbours
_ABOUT = Decimal("0.03")  # share of a number that "about" leaves on both sides at least
_NEARLY_FROM = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Amount:
    """What an amount leaves possible, both ends included, `slack` more on both sides where it is rounded.

    `unit` is that of measures in the base of its kind, the currency of money, "" of things. `start` and `end` are where
    its numbers stand, `after` is where its unit ends.
    """

    low: Decimal
    high: Decimal
    slack: Decimal
    unit: str
    start: int
    end: int
    after: int

    @property
    def size(self) -> float:
        """The number that the amount names: its upper end where it has one."""
        return float(self.high if self.high.is_finite() else self.low)

    def excludes(self, other: Amount) -> bool:
        """Tell whether two amounts cannot both be right, a rounded one being right for its neighbours."""
        return self.unit == other.unit and not (self._reaches(other) or other._reaches(self))

    def agrees(self, other: Amount) -> bool:
        """Tell whether two amounts name nearly the same, so that one may stand for the other."""
        near = min(self.size, other.size) * 1.25 >= max(self.size, other.size)
        return self.unit == other.unit and near and not self.excludes(other)

    def _reaches(self, other: Amount) -> bool:
        return self.low - self.slack <= other.high and other.low <= self.high + self.slack


def amounts(sentence: str) -> list[Amount]:
    """Return the amounts of a sentence in order; its dates are none."""
    text = days.blanked(sentence)
    shares = [_share(match) for match in _FRACTION.finditer(text)]
    single = [_one(match) for match in _SINGLE.finditer(text)]
    taken = [(one.start, one.end) for one in (*shares, *single)]
    found = [one for one in numbers(text) if not one.ordinal and not any(a <= one.start < b for a, b in taken)]
    ranges = {one.start: other for one, other in pairwise(found) if _is_range(text, one, other)}
    ends = {other.start for other in ranges.values()}
    counted = [_amount(text, one, ranges.get(one.start)) for one in found if one.start not in ends]
    return sorted((*shares, *single, *_paid(text, counted)), key=lambda one: one.start)


def _paid(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """Yield amounts, millions beside money as money too: "for 418 million crowns, will now cost 563 million"."""
    money = {one.unit for one in found} - MEASURES - {""}
    for one in found:
        bare = not one.unit and len(money) == 1 and _MILLIONS.search(text[one.start : one.end])
        yield replace(one, unit=next(iter(money))) if bare else one


def _share(match: re.Match[str]) -> Amount:
    """Return a fraction of a whole as percent, rounded to its neighbours: "three quarters of the nurses"."""
    part = match["part"].lower().rstrip("s") if match["part"] else ""
    count = {"two": 2, "three": 3, "four": 4}.get((match["count"] or "").lower(), 1)
    value = Decimal(100 * count) / _WHOLE[part] if part else Decimal(50)
    return Amount(value, value, Decimal(2), "percent", match.start(), match.end(), match.end())


def _one(match: re.Match[str]) -> Amount:
    unit, factor = _UNITS[match["unit"].lower()]
    start, end = match.span("one")
    return Amount(Decimal(factor), Decimal(factor), Decimal(0), unit, start, end, end)


def _is_range(text: str, one: Number, other: Number) -> bool:
    between = text[one.end : other.start]
    unit = _UNIT.match(between)
    joined = _JOIN.match(between[unit.end() if unit else 0 :])
    if joined is None or _scaled(one, other) >= other.value:
        return False
    return joined["word"].lower() != "and" or bool(_BETWEEN.search(text[: one.start]))


def _scaled(one: Number, other: Number) -> Decimal:
    """Return the first end of a range; in "95 to 120 million" it is in millions too."""
    scale = _SCALED.search(other.text)
    if scale and not _SCALED.search(one.text):
        return one.value * numbers(f"1 {scale[0]}")[0].value
    return one.value


def _amount(text: str, one: Number, other: Number | None) -> Amount:
    end = other.end if other else one.end
    unit, factor, after = _unit(text, one.start, end)
    low, high = (_scaled(one, other), other.value) if other else (one.value, one.value)
    how = "" if other else bound(text[: one.start]) or _later(text[end:])
    loose = Decimal("0.5") if unit in ("second", "month") and factor > 1 and high == int(high) else Decimal(0)
    slack = max(loose, leeway(high) if how == "about" else Decimal(0), *(_rounded(value) for value in (low, high)))
    if how == "more":
        high = _ENDLESS
    elif how == "less":
        low = high * _NEARLY_FROM if _NEARLY.search(text[: one.start]) else Decimal(0)
    return Amount(low * factor, high * factor, slack * factor, unit, one.start, end, after)


def _unit(text: str, start: int, end: int) -> tuple[str, Decimal, int]:
    match, sign = _UNIT.match(text[end:]), _CURRENCY.search(text[:start])
    if sign:
        written = sign["sign"].lower()
        return _SIGNS.get(written, written), Decimal(1), end
    if not match:
        return "", Decimal(1), end
    if match["money"]:
        written = match["money"].lower()
        return _SIGNS.get(written, written), Decimal(1), end + match.end()
    base, factor = _UNITS[match["unit"].lower()]
    return base, Decimal(factor), end + match.end()


def _later(after: str) -> str:
    match = _LATER_BOUND.match(after)
    return "" if match is None else "more" if match["more"] else "less" if match["less"] else "about"


def leeway(value: Decimal) -> Decimal:
    """Return how far "about" may be off: one of the last digit that is no zero, so that about 1,240 is not 1,310."""
    return max(_step(value), value * _ABOUT)


def _rounded(value: Decimal) -> Decimal:
    """Return how far a rounded number may be off: half of its last digit that is no zero."""
    return _step(value) / 2 if value >= _ROUND and _step(value) >= _ROUND else Decimal(0)


def _step(value: Decimal) -> Decimal:
    """Return what one of the last digit of a number that is no zero counts."""
    if not value or value != int(value):
        return Decimal(0)
    whole = str(int(value))
    return Decimal(10) ** (len(whole) - len(whole.rstrip("0")))
