"""Turns of a conversation without a library."""

from __future__ import annotations

from bot.values import Answer, Citation, Searched


def said(question: str, *quotes: str, understood: str = "") -> Answer:
    """Return an answer to a question that quotes these words."""
    citations = tuple(
        Citation(number, "a1", 1, "A title", "A paper", "", None, None, "", "", quote, 0, len(quote), "prose", "1 of 1")
        for number, quote in enumerate(quotes, 1)
    )
    text = " ".join(quotes)
    searched = Searched("default", 1, None, None)
    return Answer("id", question, "answered", text, (), citations, (), searched, 0.0, understood=understood)
