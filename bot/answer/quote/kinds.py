"""What kind of answer a question asks for, and whether a text offers one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal

from index.text.language import terms

AnswerType = Literal["person", "time", "number", "place", "speech", "open"]

SAYING = (
    r"sa(?:y|ys|id|ying)|tell|told|claim\w*|argue\w*|warn\w*|writ\w+|wrote|announce\w*|explain\w*|insist\w*|confirm\w*|"
    r"add|adds|added|reply|replied|comment\w*|respond\w*|promise\w*|according"
)
WHETHER = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must)\b(?!.*\bor\b)", re.I
)
_ASKS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    # Whether something is so: "when" and "who" further on ask for nothing.
    ("open", WHETHER),
    ("speech", re.compile(rf"^(?:and |so |as for .+?, )?what (?:did|does|do|has|have)\b.*\b(?:{SAYING})\b")),
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|far|tall|old|large|big|high|deep|wide|long|fast|heavy|often)\b|"
            r"\b(?:what|which) (?:\w+ )?(?:percent|percentage|proportion|share|number|amount|fraction|age|price|cost|"
            r"population|size|rate|temperature|distance|speed)\b|"
            r"\b(?:wie ?viele?|combien|cuánt[oa]s?|quant[eoia]s?|hoeveel|сколько)\b"
        ),
    ),
    (
        "time",
        re.compile(
            r"\bwhen\b|\b(?:what|which|in what) (?:\w+ )?(?:year|date|day|month|century|decade|time|era)s?\b|"
            r"\bhow (?:long ago|recently)\b|\b(?:wann|quand|cuándo|quando|wanneer|когда)\b"
        ),
    ),
    (
        "person",
        re.compile(r"\bwho(?:m|se)?\b|\b(?:wer|wem|wen|wessen|qui|quién(?:es)?|chi|quem|wie is|кто|кого|кому)\b"),
    ),
    (
        "place",
        re.compile(
            r"\bwhere\b|\b(?:what|which|in what) (?:\w+ )?(?:country|city|town|place|state|region|province|area|"
            r"location|continent|county|village|street|island|river)\b|\b(?:wo|wohin|woher|où|dónde|dove|onde|waar|где|куда)\b"
        ),
    ),
)
_NAME_WORD = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w’'.-]*"
_NAMED = re.compile(
    r"\W*who(?:['’]s| is| was| are| were) "
    rf"{_NAME_WORD}(?: (?:(?:of|the|de|van|von|and) ){{0,2}}{_NAME_WORD}){{0,5}}\W*$",
    re.I,
)
_MONTHS = """
    january february march april may june july august september october november december januar februar märz
    mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre
    décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre января
    февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
_DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow century centuries"
_COUNTS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    trillion half third quarter dozen dozens hundreds thousands millions billions percent once twice double
    single zwei drei vier fünf sechs sieben acht neun zehn deux trois quatre cinq sept huit neuf dix dos tres
    cuatro cinco seis siete ocho nueve diez
"""
DATE = re.compile(
    r"\b(?:1\d{3}|20\d\d)s?\b|\b\d{1,2}(?:st|nd|rd|th) century\b|\b(?:" + "|".join(_MONTHS.split()) + r")\b"
)
# A day of a month, with its year: none of its numbers is an amount. One more golden answer is rightly firm by it (30 of
# 36), and of 364 SQuAD questions none is lost.
_CALENDAR = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?)?(?:{'|'.join(_MONTHS.split())})\b"
    r"(?: \d{1,2}\b)?(?:,? (?:1\d|20)\d\d\b)?"
)
DAY = re.compile(r"\b(?:" + "|".join(_DAYS.split()) + r")\b")
_SPEECH = re.compile(rf"[“”\"«»„]|\b(?:{SAYING})\b")
WEEKDAY = 0.4  # a weekday dates the report more often than the event
# A day beside a verb of saying is the report's own: "The Post noted Monday that", "said on Thursday", "On Friday told".
REPORTED = re.compile(
    rf"\b(?:{SAYING}|noted|report(?:s|ed)|cited)\s+(?:on\s+|late\s+|early\s+)?(?:{'|'.join(_DAYS.split())})\b"
    rf"|\b(?:{'|'.join(_DAYS.split())})\s+(?:{SAYING}|noted|report(?:s|ed)|cited)\b"
)
_CLOCK = re.compile(r"\b\d{1,2}(?::[0-5]\d\b|(?=[ap]\.?m\b| [ap]\.?m\b))")
_CLAUSE = re.compile(r"\b(?:where|when|which|that|who)\b")
ALL_IN_IT = 0.75  # as sure as one word close to a date: all words of a topic somewhere in its sentence
_DATE_REACH = 3  # terms on each side of a date among which stands what it dates
NUMBER = re.compile(r"\d[\d.,]*|\b(?:" + "|".join(_COUNTS.split()) + r")\b")
_HOW_MANY = re.compile(r"\b(?:how many|wie ?viele|combien de|cuánt[oa]s|quant[ie]|quantas?|hoeveel|сколько)\s+(.*)")
_NOUN_REACH = 40
_NAME = re.compile(r"(?<![.!?“\"‘'(]\s)(?<!^)(?<![“\"‘'(])\b[^\W\d_a-zà-ÿа-я][\w’'-]+")
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|of|across|outside|around|into|through|en|à|au|dans|im|aus|nach|bei|в|на)\s"
    r"(?:the\s|der\s|la\s|el\s|central\s|northern\s|southern\s|eastern\s|western\s)?([A-ZÀ-ÖØ-ÞА-Я][\w’'-]+)"
)


@lru_cache(64)  # asked again for every sentence
def answer_type(text: str) -> AnswerType:
    """Return what kind of answer a question asks for; who a person is that it names is told by no further name."""
    low = "" if _NAMED.match(text) else text.lower()
    return next((kind for kind, pattern in _ASKS if pattern.search(low)), "open")


def offered(kind: AnswerType, question: str, text: str) -> float:
    """Return how exactly (0 to 1) a text names something of the kind asked for that the question does not name."""
    known, low = question.lower(), text.lower()
    if kind == "person":
        found = [(name.lower(), 1.0) for name in _NAME.findall(text)]
    elif kind == "place":
        found = [(name.lower(), 1.0) for name in _PLACE.findall(text)]
    elif kind == "time":
        found = [(date, 1.0) for date in DATE.findall(low)] + [(day, WEEKDAY) for day in DAY.findall(low)]
        found += [(clock, 1.0) for clock in _CLOCK.findall(low)]
    elif kind == "number":
        found = [(number, 1.0) for number in NUMBER.findall(_CALENDAR.sub(" ", low))]
    elif kind == "speech":
        return float(bool(_SPEECH.search(low)))
    else:
        return 0.0
    return max((how for item, how in found if item not in known), default=0.0)


def dated(topic: Collection[str], text: str, language: str, *, caption: bool = False) -> float:
    """Return how surely (0 to 1) a text dates what the stems of a topic name: one close to the date, or all in it.

    The day of a report dates nothing else. A caption dates its photograph, except in a clause of its own.
    """
    low = REPORTED.sub(" ", text.lower())
    whole = ALL_IN_IT * (bool(topic) and not caption and set(topic) <= set(terms(low, language)))
    sure = 0.0
    for match in _dates(low):
        before, after = low[: match.start()], low[match.end() :]
        beside = {*_undated(before, language)[-_DATE_REACH:], *_undated(after, language)[:_DATE_REACH]}
        if not caption or _CLAUSE.search(before):
            sure = max(sure, float(bool(beside & set(topic))), whole)
    return sure


def _dates(low: str) -> Iterator[re.Match[str]]:
    yield from DATE.finditer(low)
    yield from DAY.finditer(low)


def _undated(low: str, language: str) -> list[str]:
    return terms(DATE.sub(" ", re.sub(r"\d+", " ", low)), language)


def counted(question: str, text: str, language: str) -> bool:
    """Tell whether a text puts a number before the very thing that a "how many" question counts."""
    asked = _HOW_MANY.search(question.lower())
    things = terms(asked[1], language)[:1] if asked else []
    low = text.lower()
    return bool(things) and any(
        things[0] in terms(low[match.end() : match.end() + _NOUN_REACH], language)[:3] for match in NUMBER.finditer(low)
    )
