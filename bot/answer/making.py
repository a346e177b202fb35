"""An answer as it begins, and when it is finished."""

from __future__ import annotations

import secrets
from dataclasses import replace
from time import perf_counter

from bot.values import Answer, Citation, Outcome, Searched


def made(question: str, outcome: Outcome, text: str, searched: Searched, related: tuple[Citation, ...] = ()) -> Answer:
    """Return an answer that cites nothing yet, under an id of its own."""
    return Answer(secrets.token_urlsafe(9), question, outcome, text, (), (), related, searched, 0.0)


def timed(answer: Answer, began: float) -> Answer:
    """Return an answer with how long it took since `began`, a moment of `perf_counter`."""
    return replace(answer, seconds=round(perf_counter() - began, 3))
