"""The numbers of a statement that its source does not bear: other values, other bounds, other things counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from bot.answer.prove.support import days, tone
from bot.answer.prove.support.numbers import Number, numbers
from bot.answer.prove.support.source import Source
from bot.answer.prove.support.synonyms import same
from index.text.language import terms

_REACH = 4
_UNIT = re.compile(
    r"\b(seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|(?:centi|milli|kilo)?met(?:re|er)s?|"
    r"miles?|feet|tonnes?|kilograms?|grams?|lit(?:re|er)s?|percent|crowns?|euros?|dollars?|pounds?|hectares?|degrees?|"
    r"knots?|megawatts?)\b",
    re.I,
)
_PLURAL = re.compile(r"(?!(?:was|is|has|its|this|his|thus|plus|across)$)[a-z-]{3,}s")
_OUT_OF = re.compile(r"\b(?:percent|third|half|quarter|one|out) of (?:the |all )?$", re.I)
_TO = re.compile(r"\s*(?:\w+ )?(?:to|bis|of) (?:the )?", re.I)
_STEP = re.compile(r"\b(to|by)\s+(?:\w+ )?$", re.I)  # rose to 1.9 million, rose by 1.9 million
_MONEY = 1000  # from here on a second sum need not repeat its currency
UNITS = frozenset(
    terms(
        "second minute hour day week month year decade century metre meter kilometre kilometer centimetre millimetre "
        "mile foot feet tonne kilogram gram litre liter crown euro dollar pound hectare degree knot megawatt",
        "en",
    )
)
_ANYBODY = frozenset(terms("people person persons others", "en"))


def missing(statement: str, source: Source) -> Iterator[str]:
    """Yield each number and unit that the source does not bear; dates are blanked in the statement."""
    yield from _numbers(statement, source)
    if _reordered(statement, source):
        yield "order of numbers"
    beside = source.around if source.leans else ""
    yield from (f"unit {unit}" for unit in _units(statement) - _units(f"{source.text} {beside}"))


def _numbers(statement: str, source: Source) -> Iterator[str]:
    for number in numbers(statement):
        alike = [one for one in source.numbers if one.value == number.value]
        near = source.leans and any(one.value == number.value for one in source.nearby_numbers)
        if _small_word(number) and not alike:
            continue
        if not alike and (not near or _rival(statement, number, source)):
            yield f"number {number.text}"
        elif alike and not any(_same_bound(statement, number, source, one) for one in alike):
            yield f"bound of {number.text}"
        elif alike and not any(_counts_same(statement, number, source, one) for one in alike):
            yield f"what {number.text} counts"


def _reordered(statement: str, source: Source) -> bool:
    """Tell whether two numbers of one kind change places: "from 418 to 563 million" is not "from 563 to 418"."""
    language = source.article.language
    places = {one.value: one.start for one in reversed(source.numbers)}
    known = [one for one in numbers(statement) if one.value in places]
    for one, other in pairwise(known):
        kinds = [(_after(statement, n, language)[:1], _before(statement, n, language)[-1:]) for n in (one, other)]
        alike = any(mine == theirs and mine for mine, theirs in zip(*kinds, strict=True))
        alike = alike or bool(_TO.fullmatch(statement[one.end : other.start]))
        if alike and places[one.value] > places[other.value]:
            return True
    return False


def _small_word(number: Number) -> bool:
    """One and first are as often articles and order as counts."""
    return number.value == 1 and not number.text.isdigit()


def _same_bound(statement: str, number: Number, source: Source, other: Number) -> bool:
    mine, theirs = statement[: number.start], source.text[: other.start]
    steps = [_STEP.search(before) for before in (mine, theirs)]
    if all(steps) and len({step[1].lower() for step in steps if step}) > 1:
        return False
    return tone.bound(mine) == tone.bound(theirs)


def _counts_same(statement: str, number: Number, source: Source, other: Number) -> bool:
    """Tell whether a number counts the same thing on both sides.

    What stands after it in the statement, or else before it, must stand there in the source, or in the source nowhere
    beside another number.
    """
    text = days.blanked(source.text)
    if _OUT_OF.search(text[: other.start]) and not _OUT_OF.search(statement[: number.start]):
        return False
    mine, theirs = _counted(statement, number), _counted(text, other)
    if not theirs and number.value >= _MONEY and _UNIT.fullmatch(mine):  # "for 418 million crowns, now 563 million"
        return True
    if mine and theirs and not _names(mine, theirs, _after(text, other, source.article.language), source):
        return False
    return _beside(statement, number, source, text, other)


def _names(mine: str, theirs: str, follows: list[str], source: Source) -> bool:
    """Tell whether the noun that a number counts stands in the source, as what is counted there or soon after."""
    language = source.article.language
    return bool({*same(terms(mine, language))} & {*same(terms(theirs, language)), *follows[:_REACH]})


def _beside(statement: str, number: Number, source: Source, text: str, other: Number) -> bool:
    """Tell whether what stands beside a number in the statement stands beside it in `text`, the source's without dates.

    What the source has beside no other number either is no sign that something else is counted.
    """
    language = source.article.language
    after, follows = _after(statement, number, language)[:2], _after(text, other, language)
    after = [thing for thing in after if thing not in UNITS] or after  # 80 metres deep, 300 metres away
    things = after or _before(statement, number, language)[-1:]
    precedes = _before(text, other, language)[-2:]
    if not things or set(things) & {*(follows[:_REACH] if after else ()), *precedes}:
        return True
    known = [thing for thing in things if thing in source.stems]
    if not known:
        return bool(set(things) & _ANYBODY) or not (after and follows)
    rivals = [one for one in source.numbers if one.value != number.value]
    taken = [_after(text, one, language)[:2] if after else _before(text, one, language)[-1:] for one in rivals]
    return set(known).isdisjoint(chain.from_iterable(taken))


def _counted(text: str, number: Number) -> str:
    """Return the plural noun that a number stands before, at most two words away; "" where there is none."""
    words = re.split(r"[;:.!?,]", text[number.end : number.end + 50], maxsplit=1)[0].split()[:3]
    return next((word for word in words if word == "people" or _PLURAL.fullmatch(word)), "")


def _rival(statement: str, number: Number, source: Source) -> bool:
    """Tell whether the sentence itself counts the same thing with another number than its neighbours do."""
    language = source.article.language
    thing = set(_after(statement, number, language)[:1])
    return any(thing & set(_after(source.text, one, language)[:2]) for one in source.numbers)


def _after(text: str, number: Number, language: str) -> list[str]:
    """Return the terms after a number, up to the next one or the end of the clause."""
    rest = re.split(r"[;:.!?]|,\s|\d", text[number.end : number.end + 60], maxsplit=1)[0]
    return [term for term in same(terms(rest, language)) if not term[0].isdigit()]


def _before(text: str, number: Number, language: str) -> list[str]:
    start = max(0, number.start - 50)
    return same(terms(re.split(r"[;:.!?]|,\s", text[start : number.start])[-1], language))


def _units(text: str) -> set[str]:
    return {match[1].lower().rstrip("s").replace("er", "re") for match in _UNIT.finditer(text)}
