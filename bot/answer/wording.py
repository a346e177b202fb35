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


def other_reports(one: Disagreement, statements: Sequence[Statement]) -> str:
    """Say what other reports say: `Other reports: 412 (Kelmouth Gazette, 18 Sep 2025) [2] · 398 (…) [3]`.

    Others than those that the first statement cites which cites any. Two and more stand one a line.
    """
    numbers = {side.citation for side in one.sides}
    first = next((set(claim.citations) for claim in statements if numbers & set(claim.citations)), set())
    others = [" ".join(_side(side).split()) for side in one.sides if side.citation not in first]
    if len(others) > 1:
        return "\n".join(["Other reports:", *(f"• {side}" for side in others)])
    return f"Other reports: {others[0]}" if others else ""


def _side(side: Side) -> str:
    day = f"{side.published:%-d %b %Y}" if side.published else ""
    credit = ", ".join(part for part in (side.publisher, day) if part)
    return " ".join(part for part in (side.value, f"({credit})" if credit else "", f"[{side.citation}]") if part)


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
