"""The sentences that an answer says in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.understand.filters import restriction, span
from bot.values import Disagreement, Searched, Side, Statement
from index.values import Filters

PAYWALL = "behind a paywall"
NOTHING_FURTHER = "There is nothing further on that question in the articles."


def text(statements: Sequence[Statement]) -> str:
    """Return the statements, one a line, each followed by the numbers that prove it."""
    return "\n".join(" ".join([claim.text, *(f"[{number}]" for number in claim.citations)]) for claim in statements)


def not_said(searched: Searched) -> str:
    """Say that the articles do not answer, and which ones were searched."""
    days = span(searched.first, searched.last)
    published = f", published {days}," if days else ""
    if searched.articles == 1:
        return f"The articles do not say. The one article searched{published} does not answer this."
    return f"The articles do not say. None of the {searched.articles} articles searched{published} answers this."


def disagreement(one: Disagreement) -> str:
    """Say how sources differ: `The sources differ on …: 37 (The Harbour Post, 15 November 2024) [1] · later: 44 …`.

    Three and more sides stand one a line. Where it is not sure that they tell of the same thing, the reader is told so.
    """
    sides = [" ".join(_side(side).split()) for side in one.sides]
    lead = f"The sources {'differ' if one.sure else 'may differ'} on {one.about}{'' if one.sure else ' (compare)'}:"
    if len(sides) > 2:
        return "\n".join([lead, *(f"• {side}" for side in sides)])
    return f"{lead} " + " · ".join(sides)


def _side(side: Side) -> str:
    credit = ", ".join(part for part in (side.publisher, span(side.published, side.published)) if part)
    later = "later: " if side.later else ""
    return " ".join(
        part for part in (f"{later}{side.value}", f"({credit})" if credit else "", f"[{side.citation}]") if part
    )


def no_articles(library: str) -> str:
    """Say that there is nothing to search, and how to change that."""
    option = "" if library == "default" else f" --library {library}"
    return (
        "There are no articles to search yet. "
        f"Add some with /index add in Discord, or with `footnote index add PATH{option}` in a terminal."
    )


def dropped(strict: Filters, articles: int, now: Filters) -> str:
    """Say which restriction was given up for `now`, and whether it left no article or no answer."""
    if now.publisher or not strict.publisher:
        searched = "all dates were searched"
    elif strict.since or strict.until:
        searched = "all articles were searched"
    else:
        searched = "all publishers were searched"
    why = "answers this" if articles else "is here"
    return f"No article {restriction(strict)} {why}; {searched}."


def counted(number: int, noun: str) -> str:
    """Return `1 article` or `12 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def failing(searched: Searched) -> str:
    """Say how many of a library's sources cannot be reached: `1 of 3 sources is failing`; else nothing."""
    count = len(searched.failing)
    return f"{count} of {counted(searched.sources, 'source')} {'is' if count == 1 else 'are'} failing" if count else ""
