"""Numbers with what a reader takes from around them: bound, unit, rate, and the words on either side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.reading import dates
from bot.reading.numbers import Number, numbers
from index.text.language import terms

_REACH = 4
UNITS = {
    "second": "seconds?|sekunden?", "minute": "minutes?|minuten?", "hour": "hours?|stunden?", "day": "days?|tagen?",
    "week": "weeks?|wochen?", "month": "months?|monaten?", "year": "years?|jahren?", "decade": "decades?|jahrzehnten?",
    "century": "century|centuries|jahrhunderten?", "metre": "met(?:re|er)s?", "kilometre": "kilomet(?:re|er)s?|km",
    "centimetre": "centimet(?:re|er)s?|cm|zentimeter", "millimetre": "millimet(?:re|er)s?|mm", "inch": "inch(?:es)?",
    "mile": "miles?|meilen?", "foot": "foot|feet|fuß", "tonne": "tonnes?|tons?|tonnen", "litre": "lit(?:re|er)s?",
    "kilogram": "kilo(?:gram(?:me)?)?s?|kg|kilogramm", "gram": "gram(?:me)?s?|gramm", "degree": "degrees?|grad",
    "percent": "percent|percentage|prozent", "crown": "crowns?|kronen?", "euro": "euros?|€", "cent": "cents?",
    "dollar": r"dollars?|\$", "pound": "pounds?|£", "hectare": "hectares?|hektar", "acre": "acres?",
    "celsius": "celsius", "fahrenheit": "fahrenheit", "knot": "knots?|knoten", "kilowatt": "kilowatts?",
    "megawatt": "megawatts?", "gigawatt": "gigawatts?", "volt": "volts?",
}  # fmt: skip
UNIT = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?P<{name}>{forms})' for name, forms in UNITS.items())})(?!\w)", re.I)
_MORE = re.compile(
    r"\b(?:(?<!no )(?<!not )more than|over|at least|above|exceed\w*|minimum of|no(?:t)? (?:less|fewer) than|upwards of|"
    r"mehr als|mindestens|über)\b",
    re.I,
)
_LESS = re.compile(
    r"\b(?:(?<!no )(?<!not )(?:less|fewer) than|under|below|up to|at most|no(?:t)? more than|maximum of|nearly|almost|"
    r"weniger als|höchstens|fast)\b",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|some|estimated|an estimated|circa|rund|etwa|ungefähr|environ)\b", re.I
)
_BOUNDS = (("more", _MORE), ("less", _LESS), ("about", _ABOUT))
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")
_STEP = re.compile(r"\b(to|by)\s+(?:\S+ )?$", re.I)  # rose to 1.9 million, rose by 1.9 million
_RATE = re.compile(r"[\s-]*(?:\w+\s+){0,3}?(?:an?|per|each|every|pro)\s+(?=\w)", re.I)
_STOP = re.compile(r"[;:.!?]|,\s|\d|\b(?:and|or|but|und|oder)\b")
_OF = re.compile(
    r"\s*of (?:the |its |their |his |her )?[\d.,]+(?: million| billion)?\b|\s*of (?:the |its |their )?", re.I
)
_AGE = re.compile(r"-year-old\b|\byears? old\b|(?<=\d)(?:st|nd|rd|th)\b", re.I)
_AT_NUMBER = re.compile(r"[\s-]*"), re.compile(r"[\s-]*\S+[\s-]+")
_PERCENT = re.compile(r"\s?(?:\bper cent\b|%)", re.I)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound ("more", "less", "about" or ""), unit and rate ("hour" of 12 crowns an hour).

    `step` is "to" or "by" where a change leads to the number or measures it; `before` and `after` are the terms on
    either side, up to the next number or stop.
    """

    value: Decimal
    text: str
    bound: str
    unit: str
    rate: str
    step: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=dates.CACHED)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text that are no dates, with what they count."""
    plain = dates.blanked(plainly(text))
    return tuple(_quantity(plain, number, language) for number in numbers(plain))


def plainly(text: str) -> str:
    """Return a text with one spelling of percent, ages without their years, and digits without ordinal endings."""
    return _AGE.sub(" ", _PERCENT.sub(" percent", text))


def _quantity(text: str, number: Number, language: str) -> Quantity:
    before, after = text[: number.start], text[number.end :]
    unit = _unit(before, after)
    of = _OF.match(after)
    rest = _STOP.split(after[of.end() if of else 0 :][:60], maxsplit=1)[0]
    return Quantity(
        number.value,
        number.text,
        bound(before, unit),
        unit,
        _rate(rest),
        step[1].lower() if (step := _STEP.search(before[-20:])) else "",
        tuple(terms(_STOP.split(before[-50:])[-1], language)),
        tuple(term for term in terms(UNIT.sub(" ", rest), language)[:_REACH] if not term[0].isdigit()),
        number.start,
        number.end,
    )


def _rate(rest: str) -> str:
    """Return the unit by which what follows a number is measured: the hour of "crowns an hour"."""
    over = _RATE.match(rest)
    found = UNIT.match(rest, over.end()) if over else None
    return str(found.lastgroup) if found else ""


def _unit(before: str, after: str) -> str:
    """Return the unit that stands at a number: a sign before it, or within two words behind it."""
    places = [pattern.match(after) for pattern in _AT_NUMBER]
    found = [UNIT.search(before[-1:]), *(UNIT.match(after, place.end()) for place in places if place)]
    return next((str(one.lastgroup) for one in found if one), "")


def bound(before: str, unit: str = "") -> str:
    """Return how the words directly before a number bound it: "more", "less", "about" or nothing.

    "Over ten years" is as often the time that something takes.
    """
    near = before[-24:].rstrip(" -$€£US")
    for name, pattern in _BOUNDS:
        found = [match for match in pattern.finditer(near) if near[match.end() :].strip() in ("", "a", "an")]
        if found:
            return "" if found[-1][0].lower() == "over" and unit in _TIMES else name
    return ""
