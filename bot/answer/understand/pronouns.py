"""Pronouns of a question that stand for something outside it, told from those that stand for its own words."""

from __future__ import annotations

import re

from bot.answer.understand.bearing import exists
from bot.answer.understand.topic import NAMES, verb_of

_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|them|his|her|hers|their|theirs|it|its|this|these|those|that|there|(?<!, )then|er|ihn|ihm|"
    r"il|elle|ils|elles|ella|ellos)\b",
    re.I,
)
_THERE = re.compile(r"\bthere\b", re.I)
_IT = re.compile(r"\b(?:it|this|that)\b(?!\s+(?:\w+\s+)?(?:was|were|is|are|had|has)\b)", re.I)
# "the belief that motion needs a force", "pathogens that enter" join clauses; "why was that?", "after that" point.
_POINTED = re.compile(
    r"(?:^|\b(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|and|but|not|of|about|after|before|for|by|to|"
    r"from|with|in|on|at|like|than|since)\s+)$",
    re.I,
)
_BEHIND = re.compile(
    r"^\s+(?:in|on|at|by|for|from|with|to|of|after|before|and|or|then|not|ever|still|really|exactly|again|also|so|come|"
    r"is|are|was|were|has|have|had|will|would|can|could)\b|^\W*$",
    re.I,
)
# "How long did it take to repair the hull?", "Who moved his court to Lowmere?": what is meant is in the question.
_EXPLETIVE = re.compile(r"\b[Ii]t\b(?=\s+(?:\w+\s+)?to\s+[a-z]+\s+(?:the|an?|[^\W\d_a-z]))")
_BOUND = re.compile(
    r"^who\b(?!\s+(?:is|was|are|were)\s+(?:his|her|their|its)\b).*?\b(?P<own>his|her|their|its)\b", re.I
)


def pronoun(text: str) -> re.Match[str] | None:
    """Return the first pronoun that stands for something outside a question; None where a name stands before it."""
    own = [match.span() for match in _EXPLETIVE.finditer(text)]
    own += [match.span() for match in re.finditer(r"\bthat\b", text, re.I) if _joins(text, match)]
    named = NAMES.search(text)
    if named and (bound := _BOUND.match(text)):
        own.append(bound.span("own"))
    if exists(text):
        own += [match.span() for match in _THERE.finditer(text)]
    found = next((match for match in _PRONOUN.finditer(text) if match.span() not in own), None)
    return None if found and named and named.start() < found.start() else found


def pointed(text: str, thing: str) -> str:
    """Return a question with a thing in place of the first `it`, `this` or `that` that stands alone."""
    for match in _IT.finditer(text):
        alone = match[0].lower() == "it" or _BEHIND.match(text[match.end() :]) or _verb_follows(text[match.end() :])
        if alone and not _EXPLETIVE.match(text, match.start()) and not _joins(text, match):
            return f"{text[: match.start()]}{thing}{text[match.end() :]}"
    return text


def _joins(text: str, match: re.Match[str]) -> bool:
    """Tell whether a `that` joins a clause to what stands before it."""
    before, after = text[: match.start()], text[match.end() :]
    if match[0].lower() != "that" or _POINTED.search(before):
        return False
    return len(after.split()) > 1 or bool(_verb_follows(after))


def _verb_follows(after: str) -> bool:
    return bool(verb_of(" ".join(after.split()[:1]).strip("?.!")))
