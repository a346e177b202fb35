"""The numbers of a statement that its premise does not bear: other values, other bounds, other things counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.answer.prove.premise import Premise
from bot.reading import dates
from bot.reading.numbers import numbers
from bot.reading.quantities import UNIT, Quantity, plainly, quantities
from index.text.language import terms

_TO = re.compile(r"\s*(?:\w+ )?(?:to|bis|of|out of|[-–])\s*(?:the )?", re.I)
_PART = re.compile(r"[;:]\s|,\s|\b(?:and|or|but|while|with|und|oder)\b", re.I)
_ALL = r"all|every|everyone|everybody|each|entire(?:ly)?|whole|completely|none|nobody|no one|most of|majority"
_WHOLE = re.compile(rf"^Most\b|\b(?:{_ALL}|alle\w*|jede\w*|niemand)\b", re.I)
_AS_WHOLE = re.compile(
    rf"^Most\b|\b(?:{_ALL}|any|both|always|no|most|best|highest|alle\w*|jede\w*|niemand|kein\w*)\b", re.I
)


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield each number that neither the cited sentences nor their context bear as the statement has it."""
    language = premise.article.language
    mine = quantities(statement, language)
    cited, around = [quantities(text, language) if mine else () for text in (premise.text, premise.context)]
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
    if not mine:
        return
    if _turned(plainly(statement), mine, plainly(premise.text), cited):
        yield "order of numbers"
    yield from _of_others(mine, statement, premise)


def _equal(count: Quantity, one: Quantity) -> bool:
    """Tell whether two numbers have one value: a quarter is 25 percent."""
    if count.value == one.value:
        return True
    part, whole = sorted((count, one), key=lambda each: each.value)
    return whole.unit == "percent" and not part.unit and part.value < 1 and part.value * 100 == whole.value


def _otherwise(
    count: Quantity, alike: Sequence[Quantity], cited: Sequence[Quantity], around: Sequence[Quantity]
) -> Iterator[str]:
    """Yield how a number is told otherwise than all that have its value."""
    if not any(_same_bound(count, one) for one in alike):
        yield f"bound of {count.text}"
    elif not any(_same_unit(count, one, [*cited, *around]) for one in alike):
        yield f"unit of {count.text}"
    elif not any(_same_thing(count, one, cited) for one in alike):
        yield f"what {count.text} counts"


def _same_bound(count: Quantity, one: Quantity) -> bool:
    """An exact number may be told as one about it, but no bound may be dropped or turned; "to" is not "by"."""
    same = count.bound == one.bound or (count.bound == "about" and not one.bound)
    return same and not (count.step and one.step and count.step != one.step)


def _same_unit(count: Quantity, one: Quantity, known: Sequence[Quantity]) -> bool:
    if one.rate and count.rate != one.rate and count.unit:
        return False
    if not count.unit or count.unit == one.unit or count.value != one.value:
        return True
    return not one.unit and any(other.unit == count.unit for other in known)


def _same_thing(count: Quantity, one: Quantity, known: Sequence[Quantity]) -> bool:
    """Tell whether nothing shows that the premise counts another thing: it stands at another number there."""
    if not one.after or {*one.after, *one.before[-2:]} & {*count.after}:
        return True
    rivals = [other for other in known if other.value != count.value]
    return not {*count.after[:2]} & {term for other in rivals for term in other.after[:2]}


def _turned(statement: str, mine: Sequence[Quantity], text: str, cited: Sequence[Quantity]) -> bool:
    """Tell whether two numbers that are set against each other change places: "29 votes to 31" is not "31 to 29"."""
    told = _pairs(statement, mine)
    return any((other, one) in told and (one, other) not in told for one, other in _pairs(text, cited))


def _pairs(text: str, found: Sequence[Quantity]) -> set[tuple[Decimal, Decimal]]:
    return {(one.value, other.value) for one, other in pairwise(found) if _TO.fullmatch(text[one.end : other.start])}


def _of_others(mine: Sequence[Quantity], statement: str, premise: Premise) -> Iterator[str]:
    """Yield each number that of a list the premise gives to one thing, and another number to what is told of it.

    "A seat costs 29 crowns, a bed 69 and a cabin 149": no cabin costs 69. It stops five false statements
    and no true one.
    """
    language, values = premise.article.language, {one.value for one in mine}
    parts = [(part, known) for part in _PART.split(plainly(premise.text)) if (known := _values(part))]
    if all(known & values for _, known in parts):
        return
    told = _terms(plainly(statement), language)
    listed = [(_terms(part, language), known) for part, known in parts]
    if any(found & told for found, known in listed if not known & values):
        for count in mine:
            own = [found for found, known in listed if count.value in known]
            if own and all(found and not found & told for found in own):
                yield f"whose {count.text} is"


def _terms(text: str, language: str) -> set[str]:
    return {term for term in terms(UNIT.sub(" ", text), language) if not term[0].isdigit()}


def _values(text: str) -> set[Decimal]:
    return {number.value for number in numbers(dates.blanked(text))}
