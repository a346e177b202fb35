"""What happened at a time, where a question names nothing else: the articles of that time that most others are near."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from bot.answer.prove.compose import quotations
from bot.answer.prove.leads import lead
from bot.answer.prove.prove import Claims
from bot.answer.quote.evidence import framing
from bot.answer.quote.extract import MOST_QUOTES
from bot.answer.understand.scope import admits
from bot.values import Quote
from bot.words.words import marked
from index.text.language import terms

if TYPE_CHECKING:
    from bot.answer.quote.find import Encode
    from index.library import Library
    from index.values import Article, Filters

AMONG = 30  # newest articles of the time, from which those are chosen
OPENINGS = marked("Articles of that time, each by its first sentence.")


def happened(
    library: Library, name: str, topic: str, filters: Filters, encode: Encode
) -> tuple[Claims, Mapping[str, Article]] | None:
    """Return the first sentences of articles of a time, earliest first, and the articles; None for another question."""
    if not (filters.since or filters.until) or set(terms(topic, library.language(name))) - framing():
        return None
    admitted = [one for one in library.articles(name) if admits(filters, one) and not one.copy]
    admitted.sort(key=lambda one: (one.published or date.min, one.id), reverse=True)
    articles = {one.id: library.article(name, one.id) for one in admitted[:AMONG]}
    spans = {key: span for key, one in articles.items() if (span := lead(one))}
    if not spans:
        return None
    vectors = encode([f"{articles[key].title}\n{span.of(articles[key].text)}" for key, span in spans.items()])
    near = dict(zip(spans, (vectors @ vectors.T).sum(axis=1).tolist(), strict=True))
    best = sorted(spans, key=lambda key: -near[key])[:MOST_QUOTES]
    best.sort(key=lambda key: articles[key].published or date.min)
    quotes = [Quote(spans[key].start, spans[key].end, key, articles[key].revision, near[key]) for key in best]
    return quotations(quotes, articles), {key: articles[key] for key in best}
