"""Whether a text holds at all what a question seeks: some time, some quantity, the event whose time it seeks.

Made for English, where a sentence on the right person that says nothing of the matter looks most like an answer; a text
in another language is believed. Of the SQuAD questions that are answered none is lost by it; of those that only look
answerable 6 % of the ones for a time are no longer answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.answer.quote.amounts import tells
from bot.answer.quote.evidence import framing
from bot.answer.quote.kinds import DATE, DAY, NUMBER, REPORTED, SAYING, answer_type
from bot.reading.clocks import clocks
from bot.reading.names import names
from index.text.language import terms

_LEAD = r"^\W*(?:as for .+?, )?(?:(?:and|so|but),? )?(?:(?:in|on|at|for|since|by|during|from|until|till) )?"
_WHEN = re.compile(
    rf"{_LEAD}(?:when\b,? (?:(?:exactly|precisely) )?(?:was|were|is|are|did|does|do|has|have|had|will|would|can|could|"
    r"should|may|must)|(?:what|which) (?:(?:exact|very) )?(?:year|date|day|month|century|decade))\b",
    re.I,
)
_HOW_OLD = re.compile(
    rf"{_LEAD}how old\b(?: (?:is|are|was|were) (?:the|his|her|its|their) "
    r"(?P<whose>[\w-]+(?: (?!(?:of|off|in|on|at|from|with|who|that|which)\b)[\w-]+){0,2}))?",
    re.I,
)
_HOW_MUCH = re.compile(rf"{_LEAD}how (?:many|much|long|tall|deep|heavy|wide)\b", re.I)

_WHAT_TIME = re.compile(rf"{_LEAD}(?:what|which) (?:exact )?(?:time|hour)\b(?! (?:period|of|frame|span|zone))", re.I)
_WHAT_MUCH = re.compile(
    rf"{_LEAD}(?:what|which)\b.*\b(?:cost|price|pay|paying|paid|sum|margin|majority|turnout|magnitude|percentage|"
    r"proportion|salary|budget|temperature|distance|population)\b",
    re.I,
)
_WHO = re.compile(rf"{_LEAD}who\b", re.I)
_PLACE = re.compile(r"\b(?:in|at|from|near|of|on|to|for|across|off) (?:the )?(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\.? ?)+")

_UNIT = r"(?:second|minute|hour|day|night|week|month|year|decade|centur(?:y|ie)|season|generation)s?\b"
# Wide on purpose: what is missed is an answer withheld.
_TIME = re.compile(
    r"\b(?:in|by|since|circa|ad|until|around|about|year) \d{3}\b(?!\s\w{3,}s\b|[.,]\d|\s?%)|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[:.]\d\d\b|\b(?:a\.?m|p\.?m|bce?|b\.c|a\.d)\b|"
    rf"\b(?:last|this|next|that|same|previous|following|earlier|later|first|second|third|final) {_UNIT}|"
    rf"\b{_UNIT} (?:ago|before|after|later|earlier|since)\b|\bin (?:the )?fall\b|"
    r"\b(?:spring|summer|autumn|winter|easter|christmas|ramadan|dawn|dusk|noon|midday|midnight|morning|afternoon|evening|"
    r"night|tonight|ago|recently|shortly|immediately|after|before|until|till|during|since|when|while|once|upon|whenever|"
    r"world war|middle ages|antiquity|era|period|(?:start|beginning|end|time|age|reign) of|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ties)s?\b"
)
_MODAL = re.compile(r"\b(?:may|march)\b")  # as written: a month has its capital
_YEARS = r"(?:day|week|month|year|decade|centur(?:y|ie))s?\b"
# For some years somebody does something; only a thing exists for thousands.
_AGE = re.compile(
    rf"\b{_YEARS}[ -]old\b|(?<!\bfor )\b\d[\d,.]*[ -]{_YEARS}|"
    rf"\b(?:\d[\d,]{{3,}}|hundreds of|thousands? of|[mb]illion) {_YEARS}|"
    r"\bage[ds]?\b|, \d{1,3}(?=[,.;)])|\((?:c\. )?\d{1,3}\)|"
    r"\b(?:is|was|are|were|at|than|only|just|nearly|almost|about) \d{1,3}"
    r"(?=[,.;)”\"]|$| (?:when|and|at|on|in|now|already|today)\b)|"
    r"\b(?:man|woman|boy|girl|child|baby) of \w|"
    r"\b(?:born|founded|turn(?:s|ed)|birthday|teen\w*|toddler|newborn|ancient|elderly)\b|"
    r"\b(?:built|made|created|completed|established|opened|existed)\b.{0,20} (?:in|since) |"
    r"\bdat(?:es?|ed|ing) (?:back|from|to)\b|\bin (?:his|her|their) \w+ties\b"
)
_AMOUNT = re.compile(
    r"\b(?:zero|no|none|nobody|nothing|several|some|few|fewer|many|most|all|both|every|each|entire|whole|pair|couple|"
    r"scores|tens|majority|minority|numerous|countless|lots?|equal|free|until|since|forever|lifelong|indefinite\w*|"
    rf"permanent\w*|{_UNIT})\b"
)

# What befalls somebody or something once: how a question asks for it, and the words that tell it.
_EVENTS = """
    born | born birth native birthday aged age
    die died | died dead death killed murdered slain assassinated executed perished drowned obituary funeral buried
    marry married | married marriage wed wedding wife husband spouse widow bride groom
    divorce divorced | divorced divorce separated separation
    retire retired | retired retirement pension resigned stepped withdrawn decommissioned
    resign resigned quit | resigned resignation quit left stepped departed departure withdrew
    join joined hired | joined hired appointed recruited member membership entered entry admitted admission acceded \
        accession worked enlisted employed elected signed moved transferred
    graduate graduated | graduated degree studied student alumnus alumna school college university
    arrested detained jailed | arrested detained caught custody seized captured apprehended jailed imprisoned
    built constructed | built constructed construction completed erected raised finished founded dates dated started
"""
_AUXILIARY = r"\b(?:was|were|is|are|did|does|do|had|has|have|will)"
_VERB = rf"{_AUXILIARY}\b(?:(?!\b(?:who|that|which|whose|when)\b).)*(?<!\bthe)(?<!\ba)(?<!\ban) "
_NAME = r"(?:the )?(?P<name>(?-i:[A-ZÀ-ÖØ-Þ])[\w’'.-]*(?: (?:(?:of|the|de|von|van) )*(?-i:[A-ZÀ-ÖØ-Þ])[\w’'.-]*)*)"
_NAMED = re.compile(rf"(?P<aux>{_AUXILIARY}) {_NAME}(?: (?P<verb>(?-i:[a-z])+)(?P<rest>.*))?\W*$", re.I)
_ATTRIBUTE = re.compile(r"(?:\b(?:the|an?|his|her|its|their|this|that)|['’]s) (?:\w+ly )?\w+ed(?= \w)", re.I)
_LIFETIME = re.compile(r"\(\D{0,60}\d{3,4}\b|\d{3,4}\)? ?[–-] ?\d{3,4}|\bfrom \d{3,4} (?:to|until) \d{3,4}\b")
_SOMEBODY = re.compile(r"\b(?:he|she)\b", re.I)


def bears(question: str, text: str, language: str) -> bool:
    """Tell whether a text holds a time, an age or a quantity beyond the question's, where the question seeks one."""
    low = _MODAL.sub(" ", text).lower()
    if not language.startswith("en"):
        return True
    if asks := _WHEN.search(question):
        told = low if re.search(rf"\b(?:{SAYING})\b", question.lower()) else REPORTED.sub(" ", low)
        return _beyond(question[asks.end() :], told, DATE, DAY, _TIME)
    if _HOW_OLD.search(question):
        return _beyond(question, low, _AGE)
    if _WHAT_TIME.search(question):
        return bool(clocks(text)) or _beyond(question, low, DATE, DAY, _TIME)
    return not _HOW_MUCH.search(question) or _beyond(question, low, NUMBER, _AMOUNT)


def holds(question: str, text: str, language: str) -> bool:
    """Tell whether a text bears what is sought, and a name or a number where a question asks who or what sum.

    Somebody may be told without a name, so a text that holds none may still answer; one that does answers better.
    """
    if not bears(question, text, language) or (language.startswith("en") and not tells(question, text)):
        return False
    if _WHAT_TIME.search(question):
        return bool(clocks(text))
    if _WHO.search(question) and answer_type(question) == "person":
        known = terms(question, language)
        return any(not set(terms(name, language)) <= set(known) for name in names(_PLACE.sub(" in ", text)))
    return not _WHAT_MUCH.search(question) or _beyond(question, text.lower(), NUMBER, _AMOUNT)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a text has to tell: an event in one of its stems, or else an age; and of whom, as stems, if that is said.

    A name stands in the text itself, or "he" or "she"; another word for somebody may stand in a sentence beside it.
    """

    event: frozenset[str]
    name: frozenset[str]
    whose: frozenset[str] = frozenset()

    def told(self, text: str, around: str, question: str) -> bool:
        """Tell whether a text tells it, where `around` is the text with the sentences beside it."""
        told = self._happens(around) if self.event else bears(question, text, "en")
        named = not self.name or not self.name.isdisjoint(terms(text, "en")) or bool(_SOMEBODY.search(text))
        return told and named and (not self.whose or not self.whose.isdisjoint(terms(around, "en")))

    def _happens(self, text: str) -> bool:
        """Tell whether the event is told: not in an attribute ("the retired judge"), perhaps by the years of a life."""
        told = terms(_ATTRIBUTE.sub(" ", text), "en")
        return not self.event.isdisjoint(told) or bool(_LIFETIME.search(text))


def matter(question: str) -> Matter | None:
    """Return what a text has to tell to answer a question, where that can be said.

    That is how old somebody is, what befalls somebody once, and what is asked of a name and nothing more: "When did
    Piet Amsel swim?" Other things are said in too many words: one in ten SQuAD questions for a time is answered without
    its verb. Of 159 questions in readers' own words that no article answers 40 instead of 37 are refused by it; of 485
    with an answer one more is right first.
    """
    named = _NAMED.search(question)
    name = frozenset(terms(named["name"], "en") if named else ())
    if old := _HOW_OLD.search(question):
        whose = frozenset(terms(old["whose"] or "", "en"))
        return Matter(frozenset(), name if named and not named["verb"] else frozenset(), whose)
    if not _WHEN.search(question):
        return None
    for verbs, asks, told in _events():
        if asks.search(question):
            return Matter(told, name if named and named["verb"] in verbs else frozenset())
    if named is None or named["aux"].lower() != "did" or not named["verb"] or named["rest"].strip(" ?.!"):
        return None
    event = frozenset(terms(named["verb"], "en")) - framing()
    return Matter(event, name) if event else None


def _beyond(question: str, low: str, *patterns: re.Pattern[str]) -> bool:
    known = question.lower()
    return any(match[0] not in known for pattern in patterns for match in pattern.finditer(low))


@cache
def _events() -> list[tuple[list[str], re.Pattern[str], frozenset[str]]]:
    lines = [[side.split() for side in line.split("|")] for line in _EVENTS.strip().splitlines()]
    return [
        (asks, re.compile(rf"{_VERB}(?:{'|'.join(asks)})\b", re.I), frozenset(terms(" ".join(told), "en")))
        for asks, told in lines
    ]
