"""What holds now: of a state or a plan the latest report that answers stands first, an earlier one after it.

"Will the pilot continue?", "Is the bridge closed?": what an earlier article says of it may be superseded in any words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answer.quote.extract import ELSEWHERE, MOST_QUOTES, extract
from bot.answer.quote.find import Encode, Found
from bot.values import Extract, Quote
from index.text.language import terms
from index.values import Results

# Asks whether or when something is or will be: present or future, whatever the day of the report.
_NOW = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:is|are|isn['’]t|aren['’]t|will|won['’]t|can|does|do|has|have|may|must"
    r"|(?:when|where|how (?:many|much|long|often)|what|which \w+|who) (?:will|can)"
    r"|(?:when|where|how (?:many|much)(?: \w+){0,2}) (?:is|are)(?= .*\b(?:still|now|currently|today|yet)\b))\b",
    re.I,
)

# Of the question's words in the earlier passage: the later one is on the same thing. Set by hand. On two libraries of
# news 60 of 93 answers are right first and 11 wrongly firm; 58 and 13 at 1, which is as without this file.
SHARED = 0.6

Extracting = Callable[[Results], Extract]


def latest_first(question: str, found: Found, encode: Encode) -> Found:
    """Return what was found with what holds now first, where a question asks of now."""
    best = _latest_first(question, found.results, found.extract, lambda some: extract(question, some, encode))
    return replace(found, extract=best)


def _latest_first(question: str, results: Results, best: Extract, extracting: Extracting) -> Extract:
    """Return quotes with that of the latest article which answers before the others, where a question asks of now."""
    articles = {hit.article.id: hit.article for hit in results.hits}
    if best.outcome == "not_found" or not _NOW.match(question):
        return best
    first = articles[best.quotes[0].article_id].published
    quoted = {one.article_id: one for one in reversed(best.quotes)}
    told = _asked_of(question, results, best.quotes[0].article_id)
    later = [
        one
        for one in articles.values()
        if (first and one.published and one.published > first)
        and len(told & _asked_of(question, results, one.id)) >= SHARED * len(told) > 0
    ]
    for article in sorted(later, key=lambda one: one.published or date.min, reverse=True):
        hits = tuple(hit for hit in results.hits if hit.article.id == article.id)
        found = extracting(replace(results, hits=hits))
        quote = quoted.get(article.id) or next(iter(found.quotes), None)
        if quote and (article.id in quoted or found.confidence >= ELSEWHERE):
            others = [one for one in best.quotes if not _same(one, quote)]
            return replace(best, quotes=(quote, *others)[:MOST_QUOTES], certainty=max(found.certainty, best.certainty))
    return best


def _asked_of(question: str, results: Results, article_id: str) -> frozenset[str]:
    """Return the question's stems in the best passage of an article and its title."""
    hit = next(hit for hit in results.hits if hit.article.id == article_id)
    language = hit.article.language
    held = terms(f"{hit.article.title} {hit.passage.text}", language)
    return frozenset(terms(question, language)) & frozenset(held)


def _same(one: Quote, other: Quote) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end
