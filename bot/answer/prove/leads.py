"""The sentence that opens an article."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.write.offer import addressed
from index.clean.captions import is_credit
from index.values import Article, Span

_SHORTEST = 40  # characters of a first sentence: what is shorter is a dateline or a kicker


def lead(article: Article) -> Span | None:
    """Return the first sentence of an article that says something, else its first one, None where it has no prose."""
    return next(_leads(article), None)


def _leads(article: Article) -> Iterator[Span]:
    prose = [
        one for one in article.sentences if not any(block.start <= one.start < block.end for block in article.captions)
    ]
    yield from (
        one
        for one in prose
        if one.end - one.start >= _SHORTEST
        and not addressed(one.of(article.text))
        and not is_credit(one.of(article.text))
    )
    yield from prose[:1]
