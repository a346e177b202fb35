"""The number that a sentence gives for what a question counts, measures or prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.answer.differ.amounts import leeway
from bot.answer.differ.dating import another_time
from bot.answer.differ.subject import Asked, Line, about, around, clause, foreign, ordered, plain, stems, unsettled
from bot.answer.prove.support import days
from bot.answer.prove.support.numbers import Number, numbers
from bot.answer.prove.support.synonyms import same
from bot.answer.prove.support.tone import bound
from index.text.language import terms
from index.values import Span

_HOW_MANY = re.compile(r"\bhow many\s+(.*)", re.I)
_HOW = re.compile(r"\bhow (tall|high|deep|wide|heavy|long|old)\b", re.I)
_PRICE = re.compile(r"\bhow much\b.*\b(?:cost|pay|paid|price|spen[dt]|worth|fined?)\b|\b(?:price|cost)\b", re.I)
_MONEY = re.compile(r"\s*(crown|euro|dollar|pound|franc|yen|€|\$|£)s?", re.I)
_UNIT = re.compile(
    r"[\s-]*(kilomet|met|millimet|centimet|mile|feet|foot|tonne|ton|kilogram|kilo|gram|year|month|week|day|hour|minute)",
    re.I,
)
_UNITS = re.compile(rf"^(?:{_MONEY.pattern}|{_UNIT.pattern}\w*)", re.I)
_CURRENCY = re.compile(r"([€$£])\s?$")
_PART = re.compile(
    r"^\s*(?:of\b|(?:more|others?|further|additional|fewer|less)\b|per ?cent|"
    r"%|out of\b|in (?:\d|ten|every)|an? (?:day|week|month|year)\b|per\b|times?\b)",
    re.I,
)
_PARTLY = re.compile(
    r"\b(?:another|further|additional|other|first|last|next|only|every|each|nearest|by|(?<!total )of|"
    r"(?<!more )(?<!less )(?<!fewer )than)\s+(?:the\s+)?$",
    re.I,
)
# Of those hurt some are hurt badly: a count of them is another count.
_KIND = frozenset(terms("seriously critically slightly badly fatally severely lightly gravely minor mortally", "en"))
_PERSONS = frozenset(same(terms("people", "en")))
_BARE = re.compile(r"^(?: by name| in all| altogether| in total)?\s*(?:[.;]|, (?!\d)|$)", re.I)
_ANNOUNCED = re.compile(r"\b(?:how many|the (?:number|count|toll) of)\s+(?P<thing>.*)", re.I)
# "Two were hurt in the fire, ten by smoke": the first number is not all.
_ADDED = re.compile(r"\s*(?:by|on|in|at|when|outside|inside|during|after|before|from|elsewhere|later)\b", re.I)
_YEAR = 366  # days between reports after which a count may have changed rather than differ
_ROUND = 100  # from here on a number that ends in zeros may stand for its neighbours
_REACH = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a source tells it; `span` is its words in the article, `cited` what to show of it."""

    line: Line
    span: Span
    cited: Span
    value: Decimal
    bound: str
    unit: str


def read(question: Asked, line: Line) -> Figure | None:
    """Return the number that a sentence gives for what is asked; None where it gives none or several."""
    text = days.blanked(line.text)
    found = [
        figure
        for number in numbers(text)
        if not number.ordinal and (figure := _figure(question, line, text, number)) is not None
    ]
    if len({one.value for one in found}) != 1:
        return None
    added = (one for one in numbers(text) if not one.ordinal and one.value > 1 and one.value != found[0].value)
    return None if any(_ADDED.match(text[one.end :]) for one in added) else found[0]


def conflict(one: Figure, other: Figure) -> bool:
    """Tell whether two numbers of the same thing cannot both be right, a rounded one being right for its neighbours."""
    first, second = one.line.article.published, other.line.article.published
    if first and second and abs((first - second).days) > _YEAR:
        return False
    if one.unit != other.unit or another_time(one.line, other.line):
        return False
    return not (_covers(one, other.value) or _covers(other, one.value))


def _figure(question: Asked, line: Line, text: str, number: Number) -> Figure | None:
    here, after = clause(text, number.start, number.end), text[number.end : number.end + _REACH]
    if unsettled(here) or _PART.search(after) or _PARTLY.search(text[: number.start]):
        return None
    unit = _counts(question, line, here, text, number)
    bare = f"{text[: number.start]}{' ' * (number.end - number.start)}{_UNITS.sub(' ', text[number.end :], count=1)}"
    told = clause(bare, number.start, number.end)
    if unit is not None and plain(question, told, line.language) and about(question, line):
        return _made(line, number, text, unit, line.span)
    announced = _announcement(question, line) if _BARE.match(after) else None
    if announced:
        return _made(line, number, text, "", Span(announced.start, line.span.end))
    return None


def _made(line: Line, number: Number, text: str, unit: str, cited: Span) -> Figure:
    span = Span(line.span.start + number.start, line.span.start + number.end)
    return Figure(line, span, cited, number.value, bound(text[: number.start]), unit)


def _counts(question: Asked, line: Line, here: str, text: str, number: Number) -> str | None:
    """Return the unit of a number that is of what the question counts, "" for things; None where it is not."""
    language = line.language
    after = text[number.end : number.end + _REACH]
    words = ordered(re.split(r"[,;:.()]", after)[0], language)
    things, measure = _HOW_MANY.search(question.text), _HOW.search(question.text)
    if things:
        return "" if _is_thing(question, things[1], words, stems(here, language), language) else None
    told = stems(here, language)
    if measure:
        unit = _UNIT.match(after)
        named = same(terms(measure[1], "en"))
        return unit[1].lower() if unit and set(named) & set(words[:2]) and set(question.core) <= told else None
    money = _MONEY.match(after) or _CURRENCY.search(text[: number.start])
    others = set(question.core) - stems("cost price pay spend worth", language)
    return money[1].lower() if money and _PRICE.search(question.text) and others <= told else None


def _is_thing(question: Asked, things: str, after: tuple[str, ...], told: frozenset[str], language: str) -> bool:
    """Tell whether the words after a number are the thing counted, of which the clause tells what the question asks."""
    asked = ordered(things, language)
    if not asked or (told & _KIND and not set(asked) & _KIND):
        return False
    predicate = next((stem for stem in asked[1:] if stem in question.core), "")
    if predicate and predicate not in told:
        return False
    return asked[0] in after[:2] or (asked[0] in _PERSONS and bool(predicate) and after[:1] == (predicate,))


def _announcement(question: Asked, line: Line) -> Span | None:
    """Return the sentence of the paragraph that says that a count follows: "The board settled how many were hurt."."""
    things = _HOW_MANY.search(question.text)
    language, text = line.language, line.article.text
    if not things or foreign(question, line) or not question.names:
        return None
    if not question.names | set(question.core) <= stems(around(line), language):
        return None
    asked = ordered(things[1], language)
    for one in line.article.sentences:
        if line.paragraph.start <= one.start < line.span.start:
            match = _ANNOUNCED.search(one.of(text))
            told = stems(match["thing"], language) if match else frozenset()
            predicate = next((stem for stem in asked[1:] if stem in question.core), "")
            if {asked[0], predicate} <= told:
                return one
    return None


def _covers(one: Figure, value: Decimal) -> bool:
    """Tell whether a number, as it is bounded or rounded, leaves room for a value."""
    if one.bound == "more":
        return value >= one.value
    if one.bound == "less":
        return value <= one.value
    if one.value == value or (one.bound == "about" and abs(one.value - value) <= leeway(one.value)):
        return True
    digits = len(str(int(one.value)).rstrip("0")) if one.value >= _ROUND else 0
    step = Decimal(10) ** (len(str(int(one.value))) - digits) if digits else Decimal(1)
    return step >= _ROUND and abs(one.value - value) * 2 <= step
