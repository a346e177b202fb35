"""Sources that give different numbers for what a question counts: both are shown, never averaged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.cite import cite
from bot.answer.kinds import answer_type
from bot.answer.prove import Claims
from bot.answer.support import days
from bot.answer.support.numbers import Number, numbers
from bot.answer.support.synonyms import same
from bot.values import Citation, Disagreement, Quote, Side, Statement
from index.language import terms
from index.values import Article

_AROUND = 60  # characters on each side of a number that tell what it counts
# Shares of the question's terms that stand near a number: with fewer it counts something else.
_LEAST = 0.5


_HOW_MANY = re.compile(r"\bhow many\s+(.*)", re.I)
_PRICE = re.compile(r"\bhow much\b.*\b(?:cost|pay|paid|price|spen[dt]|worth|fined?)\b|\b(?:price|cost)\b", re.I)
_MONEY = re.compile(r"\s*(?:crowns?|euros?|dollars?|pounds?|francs?|yen|[€$£])", re.I)


@dataclass(frozen=True, slots=True)
class _Told:
    """A number that answers, in one citation."""

    number: Number
    citation: Citation


def differing(
    question: str,
    claims: Claims,
    quotes: Sequence[Quote],
    articles: Mapping[str, Article],
    stories: Mapping[str, str],
) -> Claims:
    """Return claims with the number questions' differing answers side by side, the later one marked.

    `quotes` are what the answerer without a model found; a side that no statement cites yet is added as a quotation.
    `stories` maps articles to the earliest copy of each: copies are one side.
    """
    if answer_type(question) != "number" or not claims.statements:
        return claims
    known = {one.article_id for one in claims.citations}
    extra = [quote for quote in quotes if quote.article_id not in known]
    first = max(one.number for one in claims.citations) + 1
    more = [cite(articles[quote.article_id], quote, first + place) for place, quote in enumerate(extra)]
    told = _told(question, [*claims.citations, *more], articles, stories)
    if len({one.number.value for one in told}) < 2:
        return claims
    added = [one.citation for one in told if one.citation in more]
    sides = tuple(_side(one, told) for one in told)
    return replace(
        claims,
        statements=(*claims.statements, *(Statement(one.quote, (one.number,)) for one in added)),
        citations=(*claims.citations, *added),
        disagreements=(Disagreement(_about(question), sides),),
    )


def _told(
    question: str, citations: Sequence[Citation], articles: Mapping[str, Article], stories: Mapping[str, str]
) -> list[_Told]:
    """Return the answering number of each independent source, the first citation of each story deciding."""
    found: dict[str, _Told] = {}
    for citation in citations:
        number = _answering(question, citation.quote, articles[citation.article_id].language)
        if number is not None:
            found.setdefault(stories.get(citation.article_id, citation.article_id), _Told(number, citation))
    return list(found.values())


def _answering(question: str, quote: str, language: str) -> Number | None:
    """Return the number of a quotation that counts what is asked, near which most of the question's terms stand."""
    asked = set(same(terms(question, language)))
    text = days.blanked(quote)
    best, most = None, _LEAST
    for number in numbers(text):
        after = text[number.end : number.end + _AROUND]
        near = text[max(0, number.start - _AROUND) : number.start] + after
        shared = len(asked & set(same(terms(near, language)))) / (len(asked) or 1)
        if shared > most and _counts(question, after, language):
            best, most = number, shared
    return best


def _counts(question: str, after: str, language: str) -> bool:
    """Tell whether the words after a number are of the thing that a question counts, or money where it asks a price."""
    things = _HOW_MANY.search(question)
    if things:
        thing = same(terms(things[1], language))[:1]
        return bool(set(thing) & set(same(terms(after, language))[:2]))
    return bool(_PRICE.search(question)) and bool(_MONEY.match(after))


def _side(one: _Told, told: Sequence[_Told]) -> Side:
    dates = [other.citation.published for other in told]
    newest = max((day for day in dates if day), default=date.min)
    later = one.citation.published == newest and len(set(dates)) > 1
    citation = one.citation
    return Side(one.number.text, citation.number, citation.publisher or citation.title, citation.published, later)


def _about(question: str) -> str:
    return f"“{question.strip().rstrip('?')}”"
