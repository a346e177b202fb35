"""Which of an article's sentences stand for it: near to its title, its lead and all of it, and unlike each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.answer.quote.candidates import says
from bot.answer.quote.cosines import Encode
from bot.answer.quote.widen import joined, leans, widened
from bot.values import Citation, Quote
from index.text.language import terms
from index.units import Scale
from index.values import Article, Span

LENGTHS = ((8, 2), (20, 3))
"""Up to so many sentences of an article so many stand for it, of a longer one MOST."""
MOST = 4
_UNLIKE = 0.3  # weight of being unlike what is chosen already: Carbonell and Goldstein, "The Use of MMR" (1998)
_LEANING = 0.1  # cosine by which a sentence that needs the one before it must be better
_SHORTEST = 40  # characters


def standing_for(article: Article, encode: Encode, most: int = MOST, besides: Sequence[Citation] = ()) -> list[Quote]:
    """Return two to `most` sentences that stand for an article, in its order, those that touch as one.

    None of them stands in a passage quoted `besides`.
    """
    quoted_before = [one for one in besides if one.article_id == article.id and one.revision == article.revision]
    spans = [
        span for span in _prose(article) if all(span.end <= one.start or one.end <= span.start for one in quoted_before)
    ]
    if not spans:
        return []
    wanted = min(most, next((few for length, few in LENGTHS if len(spans) <= length), MOST))
    vectors = encode([f"{article.title}. {spans[0].of(article.text)}", *(span.of(article.text) for span in spans)])
    centre = vectors[1:].mean(axis=0)
    centre /= np.linalg.norm(centre) or 1.0
    weights = (vectors[1:] @ vectors[0] + vectors[1:] @ centre) / 2
    weights = weights - _LEANING * np.array([leans(span.of(article.text)) for span in spans])
    alike = vectors[1:] @ vectors[1:].T
    chosen: list[int] = []
    while len(chosen) < min(wanted, len(spans)):
        known = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(spans))
        worth = (1 - _UNLIKE) * weights - _UNLIKE * known
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
    return quoted(article, [spans[place] for place in sorted(chosen)])


def about(topic: str, article: Article, spans: list[Span], encode: Encode, scale: Scale) -> list[tuple[float, Span]]:
    """Return sentences of an article with how near each is to a topic: cosine and share of its words; nearest first."""
    wanted = set(terms(topic, article.language))
    vectors = encode([topic, *(span.of(article.text) for span in spans)], queries=1)
    near = []
    for span, cosine in zip(spans, scale.of(vectors[1:] @ vectors[0]).tolist(), strict=True):
        shared = wanted & set(terms(span.of(article.text), article.language))
        near.append((cosine + len(shared) / max(len(wanted), 1), span))
    return sorted(near, key=lambda one: -one[0])


def quoted(article: Article, spans: list[Span]) -> list[Quote]:
    """Return sentences as quotations in their order, with what they lean on."""
    quotes: list[Quote] = []
    for span in sorted((widened(article, one) for one in spans), key=lambda one: one.start):
        if quotes and span.start < quotes[-1].end:
            span = Span(quotes[-1].start, max(span.end, quotes.pop().end))
        quotes = joined(quotes, Quote(span.start, span.end, article.id, article.revision, 0.0), article)
    return quotes


def _prose(article: Article) -> list[Span]:
    """Return the sentences of paragraphs that say something."""
    blocks = [block for block in article.paragraphs if block.end - block.start >= _SHORTEST]
    inside = [one for one in article.sentences if any(block.start <= one.start < block.end for block in blocks)]
    return [one for one in inside if one.end - one.start >= _SHORTEST and says(one.of(article.text))] or inside
