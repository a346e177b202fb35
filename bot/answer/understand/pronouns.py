"""Whom he or she of a follow-up stands for: the one person of the turns before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.people import people
from bot.values import Answer

_PERSONAL = re.compile(
    r"\b(?:he|him|she|(?P<own>his|her(?= (?!(?:in|on|at|of|from|by|to|for|with|about)\b)[a-z]))|her)\b", re.I
)
_WHO = re.compile(r"who\b(?! (?:is|was) (?!the\b))", re.I)


def naming(text: str, turns: Sequence[Answer]) -> str:
    """Return a follow-up with the one person of whom the turns spoke in place of its first he or she; else as it is.

    Turns count as far back as each leans on the one before.
    """
    match = _PERSONAL.search(text)
    leant = next((place for place in range(len(turns) - 1, -1, -1) if not turns[place].understood), 0)
    found = next(filter(None, (_spoken_of(turn) for turn in reversed(turns[leant:]))), [])
    if match is None or len(found) != 1:
        return text
    return f"{text[: match.start()]}{found[0]}{'’s' if match['own'] else ''}{text[match.end() :]}"


def _spoken_of(turn: Answer) -> list[str]:
    """Return whom a question names and, where it asked who or names nobody, whom its first quotation names beside.

    What is perhaps no answer names nobody: a gate's keeper became the man of the next question.
    """
    question = turn.understood or turn.question
    found = people(question)
    if turn.outcome == "answered" and (not found or _WHO.match(question)):
        found += [name for one in turn.citations[:1] for name in people(one.quote) if name not in found]
    return found
