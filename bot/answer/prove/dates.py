"""The dates of a statement that its premise does not bear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove.premise import Premise
from bot.reading.dates import Day, blanked, days, meant, of
from bot.reading.numbers import numbers

_REPORTED = re.compile(
    r"\b(?:report\w*|wr(?:ote|itten|ites)|publish\w+|article|stor(?:y|ies)|according to|news|cover\w*|said|told)\b",
    re.I,
)


_NEAR = 30  # characters before a date in which its report is told


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield each date of a statement that its premise does not bear.

    The headline and the sentence before tell a date only where the cited ones tell none of that kind. The day of
    publication may be named as that of the report alone: "reported on 15 November".
    """
    article = premise.article
    cited = days(premise.text)
    around = days("\n".join((article.title, *premise.before)))
    for told in days(statement):
        known = meant(cited, article.published)
        if all(_kind(told) != _kind(one) for one in cited):
            known += meant(around, article.published)
        if article.published and _REPORTED.search(statement[max(0, told.start - _NEAR) : told.start]):
            known.append(of(article.published))
        words = statement[told.start : told.end]
        if not any(told.within(day) for day in known) and not _plain(words, premise):
            yield f"date {words}"


def _kind(day: Day) -> str:
    return "day" if day.day or day.weekday >= 0 else "month" if day.month else "year"


def _plain(told: str, premise: Premise) -> bool:
    """Tell whether four digits are no year in the premise either: 2,114 votes, 1,900 households."""
    return told.isdigit() and any(str(number.value) == told for number in numbers(blanked(premise.text)))
