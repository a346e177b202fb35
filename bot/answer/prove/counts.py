"""The numbers of a statement that its premise does not bear: other values, other bounds, other things counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.answer.prove import dates
from bot.answer.prove.numbers import Number, numbers
from bot.answer.prove.premise import Premise
from index.text.language import terms

_REACH = 4
_UNITS = {
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
_UNIT = re.compile("|".join(rf"(?P<{name}>(?<!\w)(?:{forms})(?!\w))" for name, forms in _UNITS.items()), re.I)
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
_TO = re.compile(r"\s*(?:\w+ )?(?:to|bis|of|out of|[-–])\s*(?:the )?", re.I)
_RATE = re.compile(r"[\s-]*(?:\w+\s+){0,3}?(?:an?|per|each|every|pro)\s+(?=\w)", re.I)
_STOP = re.compile(r"[;:.!?]|,\s|\d|\b(?:and|or|but|und|oder)\b")
_OF = re.compile(
    r"\s*of (?:the |its |their |his |her )?[\d.,]+(?: million| billion)?\b|\s*of (?:the |its |their )?", re.I
)
_AGE = re.compile(r"-year-old\b|\byears? old\b|(?<=\d)(?:st|nd|rd|th)\b", re.I)
_PERCENT = re.compile(r"\s?(?:\bper cent\b|%)", re.I)
_ALL = r"all|every|everyone|everybody|each|entire(?:ly)?|whole|completely|none|nobody|no one|most of|majority"
_WHOLE = re.compile(rf"^Most\b|\b(?:{_ALL}|alle\w*|jede\w*|niemand)\b", re.I)
_AS_WHOLE = re.compile(
    rf"^Most\b|\b(?:{_ALL}|any|both|always|no|most|best|highest|alle\w*|jede\w*|niemand|kein\w*)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Count:
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


def counts(text: str, language: str) -> list[Count]:
    """Return the numbers of a text that are no dates, with what they count."""
    plain = dates.blanked(plainly(text))
    return [_count(plain, number, language) for number in numbers(plain)]


def plainly(text: str) -> str:
    """Return a text with one spelling of percent, ages without their years, and digits without ordinal endings."""
    return _AGE.sub(" ", _PERCENT.sub(" percent", text))


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield each number that neither the cited sentences nor their context bear as the statement has it."""
    language = premise.article.language
    cited, around = counts(premise.text, language), counts(premise.context, language)
    mine = counts(statement, language)
    for count in mine:
        if count.value == 1 and not count.text.isdigit():  # one and first are as often articles and order as counts
            continue
        alike = [one for one in cited if _equal(count, one)] or [one for one in around if _equal(count, one)]
        if alike:
            yield from _otherwise(count, alike, cited, around)
        else:
            yield f"number {count.text}"
    if _WHOLE.search(statement) and not _AS_WHOLE.search(premise.text):
        yield "all of it"
    if _turned(plainly(statement), mine, plainly(premise.text), cited):
        yield "order of numbers"


def _equal(count: Count, one: Count) -> bool:
    """Tell whether two numbers have one value: a quarter is 25 percent."""
    if count.value == one.value:
        return True
    part, whole = sorted((count, one), key=lambda each: each.value)
    return whole.unit == "percent" and not part.unit and part.value < 1 and part.value * 100 == whole.value


def _otherwise(count: Count, alike: list[Count], cited: list[Count], around: list[Count]) -> Iterator[str]:
    """Yield how a number is told otherwise than all that have its value."""
    if not any(_same_bound(count, one) for one in alike):
        yield f"bound of {count.text}"
    elif not any(_same_unit(count, one, [*cited, *around]) for one in alike):
        yield f"unit of {count.text}"
    elif not any(_same_thing(count, one, cited) for one in alike):
        yield f"what {count.text} counts"


def _same_bound(count: Count, one: Count) -> bool:
    """An exact number may be told as one about it, but no bound may be dropped or turned; "to" is not "by"."""
    same = count.bound == one.bound or (count.bound == "about" and not one.bound)
    return same and not (count.step and one.step and count.step != one.step)


def _same_unit(count: Count, one: Count, known: list[Count]) -> bool:
    if one.rate and count.rate != one.rate and count.unit:
        return False
    if not count.unit or count.unit == one.unit or count.value != one.value:
        return True
    return not one.unit and any(other.unit == count.unit for other in known)


def _same_thing(count: Count, one: Count, known: list[Count]) -> bool:
    """Tell whether nothing shows that the premise counts another thing: it stands at another number there."""
    if not one.after or {*one.after, *one.before[-2:]} & {*count.after}:
        return True
    rivals = [other for other in known if other.value != count.value]
    return not {*count.after[:2]} & {term for other in rivals for term in other.after[:2]}


def _turned(statement: str, mine: list[Count], text: str, cited: list[Count]) -> bool:
    """Tell whether two numbers that are set against each other change places: "29 votes to 31" is not "31 to 29"."""
    told = _pairs(statement, mine)
    return any((other, one) in told and (one, other) not in told for one, other in _pairs(text, cited))


def _pairs(text: str, found: list[Count]) -> set[tuple[Decimal, Decimal]]:
    return {(one.value, other.value) for one, other in pairwise(found) if _TO.fullmatch(text[one.end : other.start])}


def _count(text: str, number: Number, language: str) -> Count:
    before, after = text[: number.start], text[number.end :]
    of = _OF.match(after)
    rest = _STOP.split(after[of.end() if of else 0 :][:60], maxsplit=1)[0]
    return Count(
        number.value,
        number.text,
        bound(before, _unit(before, after)),
        _unit(before, after),
        _rate(rest),
        step[1].lower() if (step := _STEP.search(before[-20:])) else "",
        tuple(terms(_STOP.split(before[-50:])[-1], language)),
        tuple(term for term in terms(_UNIT.sub(" ", rest), language)[:_REACH] if not term[0].isdigit()),
        number.start,
        number.end,
    )


def _rate(rest: str) -> str:
    """Return the unit by which what follows a number is measured: the hour of "crowns an hour"."""
    over = _RATE.match(rest)
    found = _UNIT.match(rest, over.end()) if over else None
    return str(found.lastgroup) if found else ""


def _unit(before: str, after: str) -> str:
    """Return the unit that stands at a number: a sign before it, or within two words behind it."""
    places = [re.match(pattern, after) for pattern in (r"[\s-]*", r"[\s-]*\S+[\s-]+")]
    found = [_UNIT.search(before[-1:]), *(_UNIT.match(after, place.end()) for place in places if place)]
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
