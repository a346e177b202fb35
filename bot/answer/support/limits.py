"""Whether a statement drops what limits its source: a condition, a denial, the end of an every, what is yet to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.support.source import Source
from index.language import words

_CONDITION = re.compile(
    r"\b(?:if|unless|provided|as long as|in case|on condition|should (?:it|they|he|she)|wenn|falls|sofern)\b", re.I
)
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed)|rejected (?:the )?(?:claims?|charges?))\b", re.I)
_DONE = re.compile(r"\b(?:has|have)\s+(?:been\s+)?(\w+)", re.I)
_YET = r"(?:is|are|be|being|will|would|to|may|might|could|takes?)"
_AGE = re.compile(r"\b(\d+)(?:-year-old| years old)|\baged (\d+)")
_AGED = re.compile(r"\b\d+(?=-year-old| years old|,|\.|$| who\b)|(?<=\baged )\d+|(?<=\bage of )\d+")
_EVERY = re.compile(r"\b(?:all|every|each|any|no|none|nobody|only|never|always|alle|jede\w*|kein\w*|nur)\b", re.I)
_LIMIT = re.compile(
    r"\s*(?:above|below|over|under|within|except|but|that|who|whom|which|with|without|from|if|unless|for|in|on)\b", re.I
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
