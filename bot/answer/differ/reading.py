"""Each number, day, time of day or name in a sentence that may be what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.answer.differ.amounts import MEASURES, Amount, amounts
from bot.answer.differ.clocks import clocks
from bot.answer.differ.dating import dates
from bot.answer.differ.holders import BODY, NAME, TITLES, fullest
from bot.answer.differ.periods import BEFORE, period
from bot.answer.differ.subject import Line, ordered, stems
from bot.answer.differ.told import Kind, Name, Told, When
from bot.answer.prove.support.names import CALENDAR
from bot.answer.quote.kinds import answer_type

_LONG = re.compile(r"\bhow long\b|\buntil\b|\btill\b|\bby when\b|\bwhat time\b|\b(?:what|which) day\b", re.I)
_MONEY = re.compile(
    r"\b(?:cost|price|pa(?:y|id)|spen[dt]|worth|fined?|rais\w+|receiv\w+|earn\w*|salary|rent|money|fee|prize|sum|budget|"
    r"invest\w*|debt|profit|revenue|ransom|bail)\b",
    re.I,
)
_PRICED = re.compile(r"\bhow much\b.*\b(?:cost|pa(?:y|id)|spen[dt]|worth)\b|\b(?:what|which)\b.*\bprice\b", re.I)
_COUNT = re.compile(
    r"\bhow (?:many|much|old|long|tall|high|deep|wide|heavy|big|large|far)\b|\b(?:number|size) of\b|"
    r"^\W*(?:and |by |at )?(?:what|which)\b.*\b(?:turnout|margin|majority|magnitude|sentence|age|size|population|"
    r"capacity|speed|temperature|distance|depth|height|length|weight|score|share|percentage|proportion|time|quantity|"
    r"amount|rate|level|value|gusts?|result)\b",
    re.I,
)
_WHO = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:who\b|(?:which|what) (?:man|woman|person|judge|captain|minister|player|author|"
    r"architect)\b)",
    re.I,
)
_WHAT = re.compile(r"^\W*(?:(?:and|for|by|at|in) )*(?:what|how)\b", re.I)
_AGES = re.compile(r"\bhow old\b|\bwhat age\b|\bage of\b", re.I)
_SHARES = re.compile(
    r"\bper ?cent\w*|\bshare\b|\bproportion\b|\bhow much .*\b(?:rise|go up|increase|fall|drop)\b", re.I
)
_AGE = re.compile(r"^(?:-?\s?years?[ -]olds?\b|,? (?:years? old|aged))", re.I)
_AGED = re.compile(r"\b(?:aged|age of|turned|was|is)\s+$|[a-z], $", re.I)
_OLDEST = 130  # years
# A part, a place in an order, a name: no count of what is asked.
_PART = re.compile(
    r"^\s*(?:of (?:the|them|those|these|whom|which|its|his|her|their)\b|"
    r"(?:more|others?|further|additional|fewer|less)\b|out of\b|in (?:\d|ten|every)|times?\b)",
    re.I,
)
_PARTLY = re.compile(
    r"\b(?:another|further|additional|other|each|every|nearest|number|no|route|flight|line|room|page|chapter|article|"
    r"section|(?:one|two|three|some|most|all|out|town|city|village|crew|team|group|list|street) of|"
    r"(?<!more )(?<!less )(?<!fewer )than)\s+(?:the\s+|its\s+)?$",
    re.I,
)
_BY = re.compile(r"\bby (?:some |about |around |almost |nearly )?$", re.I)
_BY_HOW_MUCH = re.compile(r"\bby\b|\bmargin\b|\bmajority\b|\bhow much\b|\blead\b", re.I)
_TO = re.compile(r"^ votes? to \w", re.I)
_OF_VOTES = re.compile(r"\bby [\w,-]+ votes? to $", re.I)
# The votes that turn a motion down come first too: where one fell, no number is read.
_AGAINST = re.compile(
    r"\b(?:against|oppos\w*|reject\w*|defeat\w*|turn\w* down|vot\w+ down|los[te]\w*|fell|fail\w*)\b", re.I
)
_SUM = re.compile(r"^\s*\w+ and (?:an?|one|two|three|\d+) \w+", re.I)  # "two men and a woman": no number is all
_BOUND = re.compile(
    r"\b(?:at least|at most|(?:no )?(?:more|less|fewer) than|up to|nearly|almost|about|around|roughly|approximately|"
    r"some|over|under|between|(?:an )?estimated|only)\s+(?:(?:US|C|A|NZ|HK)?[$€£]|Rs\.?)? ?$|"
    r"(?:\b(?:US|C|A|NZ|HK))?[$€£] ?$|\bRs\.? ?$",
    re.I,
)
_PLACE = re.compile(r"\b(?:in|at|from|near|off|across|outside|around|through|over|on)\s+(?:the\s+)?$", re.I)
_PERSON = re.compile(NAME)
_HOW_MANY = re.compile(r"\b(?:how many|number of)\s+(.*)", re.I)
_NOUN_REACH = 2
_UNIT_REACH = 3  # "how many square metres", "how many more working days"
_SUM_FROM = 1000
_LENGTHS = frozenset(("metre", "mile", "foot"))
_TIMES = frozenset(("month", "second"))
_MEASURED = re.compile(r"\bhow (?P<what>long|tall|deep|wide|heavy)\b", re.I)
_UNITS = {
    "long": _LENGTHS | _TIMES,
    "tall": _LENGTHS,
    "deep": _LENGTHS,
    "wide": _LENGTHS,
    "heavy": frozenset(("gram",)),
}
_DAY = re.compile(r"\b(?:what|which) (?:day|date|month|year|weekday)\b", re.I)
_VOTED = re.compile(r"\b(?:vot\w*|favou?r\w*|back\w*|support\w*|approv\w*|against|oppos\w*)\b", re.I)
_BEFORE_NAMES = """
    coach director head chair chairman chairwoman board chief executive manager boss superintendent detective inspector
    rector justice advocate lawyer baker architect engineer sergeant officer goalkeeper striker skipper minister premier
    governor curator conductor pilot ranger farmer
"""
_ROLES = frozenset(_BEFORE_NAMES.split())
_REACH = 40


def kinds(question: str) -> list[Kind]:
    """Return the kinds of value that may answer a question, the likeliest first; none where it asks for others."""
    asked = "person" if _WHO.search(question) else answer_type(question)
    found: list[Kind] = [asked] if asked in ("number", "time", "person") else []
    if _LONG.search(question) and "time" not in found:
        found.append("time")
    if "number" not in found and (_COUNT.search(question) or (_WHAT.search(question) and _MONEY.search(question))):
        found.append("number")
    return found


def told(question: str, line: Line, kind: Kind) -> list[Told]:
    """Return what a sentence tells of a kind, in order."""
    return list(_READERS[kind](question, line))


def meant(question: str, found: list[Told]) -> list[Told]:
    """Return those of the values of an answer that have the unit asked for, or count the thing asked for, if any do.

    Hours are no count of dock workers, and two thieves no price: of such there are none.
    """
    things = _HOW_MANY.search(question)
    if things:
        wanted = set(ordered(things[1], "en")[:_NOUN_REACH])
        fitting = [one for one in found if wanted & set(ordered(one.noun, "en"))]
        return fitting or [one for one in found if not one.unit] or (found if _measures(things[1]) else [])
    if _SHARES.search(question):
        return [one for one in found if one.unit == "percent"] or found
    if _MONEY.search(question):
        money = [one for one in found if one.unit and one.unit not in MEASURES]
        return money or [one for one in found if _is_large(one) or not _PRICED.search(question)]
    if measured := _MEASURED.search(question):
        return [one for one in found if one.unit in _UNITS[measured["what"].lower()]]
    return [one for one in found if one.unit] or found


def _measures(things: str) -> bool:
    """Tell whether what is counted is a unit: hours, kilometres, million pounds."""
    return any(one.unit for word in things.split()[:_UNIT_REACH] for one in amounts(f"2 {word}"))


def _is_large(one: Told) -> bool:
    """Tell whether a bare number may be a sum of money."""
    return not one.unit and isinstance(one.value, Amount) and one.value.size >= _SUM_FROM


def _numbers(question: str, line: Line) -> Iterator[Told]:
    text = line.text
    if _AGES.search(question):
        for one in amounts(text):
            if age := _age(one, text):
                yield Told(line, one.start, age.after, "number", age)
        return
    times = clocks(text)
    for one in amounts(text):
        timed = not one.unit and any(clock.start <= one.start < clock.end for clock in times)
        if not (timed or _is_part(question, text, one) or _is_age(text, one)):
            noun = re.split(r"[,;:.()]", text[one.after :][:_REACH])[0]
            yield Told(line, _bounded(text[: one.start]), one.after, "number", one, noun)


def _is_part(question: str, text: str, one: Amount) -> bool:
    """Tell whether a number counts a part, a difference, a place in an order or a single one, not what is asked."""
    before, after = text[: one.start], text[one.after :]
    if one.unit != "percent" and (_PART.match(after) or _PARTLY.search(before) or _SUM.match(after)):
        return True
    if not _BY_HOW_MUCH.search(question):
        side = _side(before, after)
        if side and (
            not _VOTED.search(question)
            or side != ("against" if _AGAINST.search(question) else "for")
            or _AGAINST.search(text)
        ):
            return True
        if _BY.search(before) and not side:
            return True
    return text[one.start : one.end].lower() == "one"


def _side(before: str, after: str) -> str:
    """Return which side of a vote the number between two texts is, if any: "approved by ten votes to five"."""
    if _BY.search(before) and _TO.match(after):
        return "for"
    return "against" if _OF_VOTES.search(before) else ""


def _bounded(before: str) -> int:
    """Return where a number starts with the words that bound it: "at least 60"."""
    match = _BOUND.search(before)
    return match.start() if match else len(before)


def _is_age(text: str, one: Amount) -> bool:
    """Tell whether a number is somebody's age: "the 34-year-old", "Gus Tolliver, 58."."""
    apposed = re.search(r"[a-z], $", text[: one.start]) and text[one.end :][:1] in ",."
    return _age(one, text) is not None and bool(_AGE.match(text[one.end :]) or apposed)


def _age(one: Amount, text: str) -> Amount | None:
    """Return a number that may be somebody's age in years."""
    years = one.low / 12 if one.unit == "month" else one.low
    if one.unit not in ("", "month") or one.low != one.high or years > _OLDEST:
        return None
    match = _AGE.match(text[one.end :])
    if not match and not _AGED.search(text[: one.start]) and text[one.end :][:1] not in ",.":
        return None
    return Amount(years, years, Decimal(0), "age", one.start, one.end, one.end + (match.end() if match else 0))


def _times(question: str, line: Line) -> Iterator[Told]:
    text = line.text
    found, times = dates(line), clocks(text)
    clock = times[0] if len(times) == 1 else None
    for one in found:
        part = BEFORE.search(text[: one.start])
        periods = tuple(period(day, part[0] if part else "") for day in one.meanings)
        yield Told(line, part.start() if part else one.start, one.end, "time", When(periods, clock))
    if not found and not _DAY.search(question):
        for each in times:
            yield Told(line, each.start, each.end, "time", When((), each))


def _names(question: str, line: Line) -> Iterator[Told]:
    text, language = line.text, line.language
    known = stems(question, language) | stems(line.article.publisher, language)
    for match in _PERSON.finditer(text):
        name, start = _untitled(match[0].strip("."), match.start(), known, language)
        if not name or stems(name, language) & known or _PLACE.search(text[: match.start()]):
            continue
        if " " not in name and (start == 0 or text[:start].rstrip()[-1:] in '.“"'):
            continue
        full = fullest(name, line.article.text)
        yield Told(line, start, start + len(name), "person", Name(full, bool(BODY.search(full))))


def _untitled(name: str, start: int, known: frozenset[str], language: str) -> tuple[str, int]:
    """Return a name without titles, words of the question and such as only open a sentence before it; its start."""
    while name:
        word, _, rest = name.partition(" ")
        if word.lower().strip(".") not in TITLES | CALENDAR | _ROLES and not stems(word, language) <= known:
            break
        start, name = start + len(word) + 1, rest
    return re.sub(r"['’]s?$|\.$", "", name), start


_READERS: dict[Kind, Callable[[str, Line], Iterator[Told]]] = {"number": _numbers, "time": _times, "person": _names}
