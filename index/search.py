"""A query's story: dense and lexical candidates, the missing half of each computed, scores fused, live passages out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.stories.distinct import distinct
from index.text import language
from index.units import Scale
from index.values import Article, Filters, Hit, Passage, Results

Vector = NDArray[np.float32]
Scored = list[tuple[str, float]]
Nearest = Callable[[Vector, int, Filters], Scored]

POOL = 50  # candidates from each half
WIDER, WIDEST = 4, 800  # where copies filled the candidates: so many times more, at most so many
DENSE_WEIGHT = 0.5  # best MRR@10 on the tuning half of the SQuAD questions among 0.4 to 0.7
LONGEST_QUERY = 2000  # characters; the model reads far less


class Encoder(Protocol):
    @property
    def scale(self) -> Scale: ...
    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vector: ...
    def match(self, question: str, texts: Sequence[str]) -> NDArray[np.float64] | None: ...


class Store(Protocol):
    """What search asks of the catalogue."""

    def lexical(self, library: str, terms: Sequence[str], limit: int, filters: Filters) -> Scored: ...
    def lexical_scores(self, library: str, terms: Sequence[str], passage_ids: Sequence[str]) -> dict[str, float]: ...
    def document_frequency(self, library: str, terms: Sequence[str]) -> dict[str, int]: ...
    def passage_count(self, library: str) -> int: ...
    def vectors(self, library: str, passage_ids: Sequence[str]) -> dict[str, Vector]: ...
    def hits(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]: ...
    def places(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[str, str]]: ...


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Passages best first with their fused score and its halves; `all` tells that no more can be found."""

    fused: dict[str, float]
    dense: dict[str, float]
    lexical: dict[str, float]
    all: bool


def search(
    query: str, *, library: str, catalogue: Store, nearest: Nearest, model: Encoder, k: int, filters: Filters
) -> Results:
    """Return the `k` best passages for a query; any text is a valid query, one without terms is searched densely.

    Of copies of one text one article speaks; where they filled the candidates, more are looked for.
    """
    text = _readable(query)
    vector, scale = model.encode([text], queries=1)[0], model.scale
    pool = max(POOL, k)
    near = nearest(vector, pool, filters)
    weights, unknown = _weights(text, _languages(library, [key for key, _ in near], catalogue), library, catalogue)
    while True:
        lexical = catalogue.lexical(library, list(weights), pool + 1, filters) if weights else []
        ranking = _ranking(library, vector, near, lexical, list(weights), catalogue, pool)
        best = distinct(ranking.fused, library, catalogue, k)
        if len(best) == min(k, len(ranking.fused)) or ranking.all or pool >= WIDEST:
            break
        pool *= WIDER
        near = nearest(vector, pool, filters)
    found = catalogue.hits(library, best)
    hits = tuple(
        Hit(
            *found[key],
            score=ranking.fused[key],
            dense=scale.of(ranking.dense[key]),
            lexical=ranking.lexical.get(key, 0.0),
        )
        for key in best
        if key in found
    )
    return Results(query, hits, weights, unknown, scale, model.match)


def _ranking(
    library: str, vector: Vector, near: Scored, lexical: Scored, terms: Sequence[str], catalogue: Store, pool: int
) -> _Ranking:
    known = dict(lexical)
    known |= catalogue.lexical_scores(library, terms, [key for key, _ in near if key not in known])
    candidates = list(dict.fromkeys(key for key, _ in (*near, *lexical[:pool])))
    vectors = catalogue.vectors(library, candidates)
    dense = {key: float(vectors[key] @ vector) for key in candidates if key in vectors}
    return _Ranking(_fused(dense, known), dense, known, len(near) < pool and len(lexical) <= pool)


def _readable(query: str) -> str:
    """Return a query without what no tokenizer accepts: lone surrogates and control characters."""
    text = query.encode("utf-8", "ignore").decode()
    return "".join(char if char.isprintable() else " " for char in text[:LONGEST_QUERY]).strip()


def _languages(library: str, near: Sequence[str], catalogue: Store) -> list[str]:
    """Return the languages of the nearest articles: a short query's own language cannot be told reliably."""
    found = catalogue.hits(library, near[:10])
    return list(dict.fromkeys(article.language for _, article in found.values())) or ["en"]


def _weights(
    text: str, languages: Sequence[str], library: str, catalogue: Store
) -> tuple[dict[str, float], frozenset[str]]:
    """Return each term of a query, as each language stems it, with its rarity; and those that no passage has."""
    stems = list(dict.fromkeys(term for code in languages for term in language.terms(text, code)))
    if not stems:
        return {}, frozenset()
    frequency = catalogue.document_frequency(library, stems)
    total = catalogue.passage_count(library)
    weights = {stem: _rarity(frequency.get(stem, 0), total) for stem in stems}
    return weights, frozenset(stem for stem in stems if not frequency.get(stem))


def _rarity(frequency: int, total: int) -> float:
    """Return BM25's inverse document frequency in the form that is never negative."""
    return math.log(1 + (max(total - frequency, 0) + 0.5) / (frequency + 0.5))


def _fused(dense: dict[str, float], lexical: dict[str, float]) -> dict[str, float]:
    """Return the convex combination of both halves, each scaled to [0, 1] over the candidates, best first.

    Score fusion, not rank fusion: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval".
    """
    if not dense:
        return {}
    low, high = min(dense.values()), max(dense.values())
    best = max((lexical.get(key, 0.0) for key in dense), default=0.0)
    weight = DENSE_WEIGHT if best > 0 else 1.0
    scores = {
        key: weight * ((value - low) / (high - low) if high > low else 1.0)
        + (1 - weight) * (lexical.get(key, 0.0) / best if best > 0 else 0.0)
        for key, value in dense.items()
    }
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
