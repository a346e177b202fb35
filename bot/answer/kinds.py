"""What kind of answer a question asks for, and whether a text offers one."""

from __future__ import annotations

import re
from typing import Literal

AnswerType = Literal["person", "time", "number", "place", "open"]

_ASKS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
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
_TIME = re.compile(
    r"\b(?:1\d{3}|20\d\d)s?\b|\b\d{1,2}(?:st|nd|rd|th) century\b|\b(?:"
    + "|".join(f"{_MONTHS} {_DAYS}".split())
    + r")\b"
)
_NUMBER = re.compile(r"\d[\d.,]*|\b(?:" + "|".join(_COUNTS.split()) + r")\b")
_NAME = re.compile(r"(?<![.!?“\"‘'(]\s)(?<!^)(?<![“\"‘'(])\b[^\W\d_a-zà-ÿа-я][\w’'-]+")
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|of|across|outside|around|into|through|en|à|au|dans|im|aus|nach|bei|в|на)\s"
    r"(?:the\s|der\s|la\s|el\s|central\s|northern\s|southern\s|eastern\s|western\s)?([A-ZÀ-ÖØ-ÞА-Я][\w’'-]+)"
)


def answer_type(text: str) -> AnswerType:
    """Return what kind of answer a question asks for."""
    low = text.lower()
    return next((kind for kind, pattern in _ASKS if pattern.search(low)), "open")


def offers(kind: AnswerType, question: str, text: str) -> bool:
    """Tell whether a text names something of the kind asked for that the question does not."""
    known = question.lower()
    if kind == "person":
        found = _NAME.findall(text)
    elif kind == "place":
        found = _PLACE.findall(text)
    elif kind == "time":
        found = _TIME.findall(text.lower())
    elif kind == "number":
        found = _NUMBER.findall(text.lower())
    else:
        return False
    return any(item.lower() not in known for item in found)
