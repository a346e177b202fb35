"""Whether a statement drops what limits its source: a condition, a denial, the end of an every, what is yet to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove.support import days
from bot.answer.prove.support.source import Source
from index.text.language import words

_CONDITION = re.compile(
    r"\b(?:if|unless|provided|as long as|in case|on condition|should (?:it|they|he|she)|wenn|falls|sofern)\b", re.I
)
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed)|rejected (?:the )?(?:claims?|charges?))\b", re.I)
_DONE = re.compile(r"\b(?:has|have)\s+(?:been\s+)?(\w+)", re.I)
_YET = r"(?:is|are|be|being|will|would|to|may|might|could|takes?)"
_AGE = re.compile(r"\b(\d+)(?:-year-old| years old)|\baged (\d+)")
_AGED = re.compile(r"\b\d+(?=-year-old| years old|,|\.|$| who\b)|(?<=\baged )\d+|(?<=\bage of )\d+")
_EVERY = re.compile(r"\b(?:all|every|each|any|no|none|nobody|only|never|always|alle|jede\w*|kein\w*|nur)\b", re.I)
_RATE = (
    r"(?:a|per|each|every) (?:second|minute|hour|day|week|month|year|litre|kilo|tonne|barrel|head|person|metre|mile)"
)
_NARROWED = (
    ("rate", re.compile(rf"(?P<word>\d[\d.,]*)(?: \w+){{1,3}}? {_RATE}\b")),
    ("rank", re.compile(r"\b(?:second|third|fourth|fifth|sixth|tenth)[- ](?P<word>\w+est|most|worst|best)\b", re.I)),
    ("not every", re.compile(r"\bnot (?P<word>all|every|everyone|everybody|always|only|necessarily)\b", re.I)),
    ("limit", re.compile(r"\b(?P<word>\w+) (?:aged|over|under|above|below|older than|younger than) \d", re.I)),
)
_DEED = re.compile(r"\b(?:will|would|may|might|must|can|could|shall|should|did|does) (?:not )?(\w{3,})\b", re.I)
_BOUNDS = {
    "in": ("in", "on", "at", "during"),
    "from": ("after", "since", "from", "starting", "beginning"),
    "until": ("before", "until", "till", "by"),
}
_BEFORE_DATE = re.compile(
    r"\b(in|on|at|during|after|since|from|starting|beginning|before|until|till|by)\s+"
    r"(?:(?:the )?(?:end|start|beginning|middle) of |early |late |mid-?|the \w+ of )?$",
    re.I,
)
_LIMIT = re.compile(
    r",?\s*(?:except|apart from|other than|unless)\b"
    r"|\s*(?:above|below|over|under|within|but|that|who|whom|which|with|without|from|if|for|in|on)\b",
    re.I,
)


def missing(statement: str, source: Source) -> Iterator[str]:
    """Yield, in words for the record, which limit of its source a statement leaves out, and what it tells as done."""
    if any(not _done(match[1], source.text) for match in _DONE.finditer(statement)):
        yield "completed"
    if {match[1] or match[2] for match in _AGE.finditer(statement)} - {m[0] for m in _AGED.finditer(source.text)}:
        yield "age"
    for name, pattern in (("denial", _DENIED), ("condition", _CONDITION)):
        if pattern.search(source.text) and not pattern.search(statement):
            yield name
    if _EVERY.search(statement) and _limited(statement, source):
        yield "limit"
    yield from _dropped(statement, source.text)
    if any(_noun_only(match[1], source.text) for match in _DEED.finditer(statement)):
        yield "deed"
    if _other_bound(statement, source.text):
        yield "bound of a date"


def _dropped(statement: str, text: str) -> Iterator[str]:
    """Yield what narrows a word of the source that a statement has without it."""
    for name, pattern in _NARROWED:
        for match in pattern.finditer(text):
            word = re.escape(match["word"])
            bare = re.search(rf"\b{word}\b", statement, re.I)
            if bare and not any(one["word"].lower() == match["word"].lower() for one in pattern.finditer(statement)):
                yield name


def _noun_only(word: str, text: str) -> bool:
    """Tell whether a source has a word, that a statement uses as a verb, only as a noun: a ballot on a strike."""
    before = [text[: match.start()] for match in re.finditer(rf"\b{re.escape(word)}\b", text, re.I)]
    return bool(before) and all(
        re.search(r"\b(?:a|an|the|its|their|his|her|of|on|for|no)\s+(?:\w+ )?$", one, re.I) for one in before
    )


def _other_bound(statement: str, text: str) -> bool:
    """Tell whether a date that a source sets as an end or a start is told as another: until May, from May, in May."""
    theirs = [(day, _bound(text, day)) for day in days.days(text)]
    for day in days.days(statement):
        known = {bound for other, bound in theirs if day.within(other)}
        if known and _bound(statement, day) not in known and None not in known:
            return True
    return False


def _bound(text: str, day: days.Day) -> str | None:
    found = _BEFORE_DATE.search(text[: day.start])
    return next(name for name, group in _BOUNDS.items() if found[1].lower() in group) if found else None


def _done(word: str, text: str) -> bool:
    """Tell whether a source tells as done what a statement does: not where the word stands only as yet to come."""
    found = [text[: match.start()] for match in re.finditer(rf"\b{re.escape(word)}\b", text, re.I)]
    present = not found and bool(re.search(rf"\b{re.escape(word[:3])}\w*s\b", text, re.I))
    return not present and not (found and all(re.search(rf"\b{_YET}\s+(?:\w+ )?$", before) for before in found))


def _limited(statement: str, source: Source) -> bool:
    """Tell whether the source goes on, after the statement's last word, with what limits its every, all or only."""
    last = words(statement)[-1:]
    place = source.text.lower().rfind(last[0]) if last else -1
    return place >= 0 and bool(_LIMIT.match(source.text[place + len(last[0]) :]))
