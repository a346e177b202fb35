"""Which articles are about something, by title, address and their nearest passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text.language import terms

if TYPE_CHECKING:
    from index.library import Library
    from index.values import Article, Filters, Hit, Results

HITS = 60
# Score of an article that is about a topic: on 22 articles, 33 topics of which 9 stand in none. Their best ones score
# 1.13 ("wind farms") where the words are scattered; what 24 others are about scores 1.31 or more ("Owen Strand"), but
# not what no word of the topic stands in ("chickens", "the old lady who drew maps").
ABOUT = 1.3
# Share of the best score from which on another article is about it too, or may be the one that is meant.
TOO, MEANT = 0.5, 0.8
_SLUG = re.compile(r"[/_.-]+")


@dataclass(frozen=True, slots=True)
class Match:
    """An article; what share of a topic its head and its nearest passage hold, and how near that passage is."""

    article: Article
    head: float
    held: float
    near: float

    @property
    def score(self) -> float:
        return self.head + self.held + self.near


def about(library: Library, name: str, topic: str, filters: Filters, *, share: float) -> list[Article]:
    """Return the articles that are about a topic, best first: those that reach a `share` of the best score. Blocks."""
    results = library.search(name, topic, k=HITS, filters=filters)
    weights = _weights(topic, results, library.language(name))
    best: dict[str, Match] = {}
    for hit in results.hits:
        found = _match(hit, weights)
        if found.article.id not in best or found.score > best[found.article.id].score:
            best[found.article.id] = found
    ranked = sorted(best.values(), key=lambda one: -one.score)
    return [one.article for one in ranked if one.score >= max(ABOUT, share * ranked[0].score)]


def _weights(topic: str, results: Results, language: str) -> dict[str, float]:
    rarest = max(results.terms.values(), default=1.0)
    return {term: results.terms.get(term, rarest) for term in terms(topic, language)}


def _match(hit: Hit, weights: dict[str, float]) -> Match:
    article = hit.article
    head = {*terms(f"{article.title} {_SLUG.sub(' ', article.url)}", article.language)}
    held = head | {*terms(hit.passage.text, article.language)}
    whole = sum(weights.values()) or 1.0

    def share(some: set[str]) -> float:
        return sum(weight for term, weight in weights.items() if term in some) / whole

    return Match(article, share(head), share(held), hit.dense)
