"""A query's story: dense and lexical candidates, the missing half of each computed, scores fused, live passages out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import language
from index.values import Article, Filters, Hit, Passage, Results

Vector = NDArray[np.float32]
Nearest = Callable[[Vector, int, Filters], list[tuple[str, float]]]

POOL = 50  # candidates from each half
LEXICAL_POOL = 400  # lexical scores known to the fusion, so that a dense candidate rarely lacks its own
DENSE_WEIGHT = 0.5  # best MRR@10 on the tuning half of the SQuAD questions among 0.4 to 0.7
LONGEST_QUERY = 2000  # characters; the model reads far less


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> Vector: ...


class Store(Protocol):
    """What search asks of the catalogue."""

    def lexical(self, library: str, terms: Sequence[str], limit: int, filters: Filters) -> list[tuple[str, float]]: ...
    def document_frequency(self, library: str, terms: Sequence[str]) -> dict[str, int]: ...
    def passage_count(self, library: str) -> int: ...
    def vectors(self, library: str, passage_ids: Sequence[str]) -> dict[str, Vector]: ...
    def hits(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]: ...


def search(
    query: str, *, library: str, catalogue: Store, nearest: Nearest, model: Encoder, k: int, filters: Filters
) -> Results:
    """Return the `k` best passages for a query; any text is a valid query, one without terms is searched densely."""
    text = _readable(query)
    vector = model.encode([text])[0]
    near = [passage_id for passage_id, _ in nearest(vector, max(POOL, k), filters)]
    weights = _weights(text, _languages(library, near, catalogue), library, catalogue)
    lexical = dict(catalogue.lexical(library, list(weights), max(LEXICAL_POOL, k), filters)) if weights else {}
    candidates = list(dict.fromkeys([*near, *list(lexical)[: max(POOL, k)]]))
    vectors = catalogue.vectors(library, candidates)
    dense = {key: float(vectors[key] @ vector) for key in candidates if key in vectors}
    fused = _fused(dense, lexical)
    best = list(fused)[:k]
    found = catalogue.hits(library, best)
    hits = tuple(
        Hit(*found[key], score=fused[key], dense=dense[key], lexical=lexical.get(key, 0.0))
        for key in best
        if key in found
    )
    return Results(query, hits, weights)


def _readable(query: str) -> str:
    """Return a query without what no tokenizer accepts: lone surrogates and control characters."""
    text = query.encode("utf-8", "ignore").decode()
    return "".join(char if char.isprintable() else " " for char in text[:LONGEST_QUERY]).strip()


def _languages(library: str, near: Sequence[str], catalogue: Store) -> list[str]:
    """Return the languages of the nearest articles: a short query's own language cannot be told reliably."""
    found = catalogue.hits(library, near[:10])
    return list(dict.fromkeys(article.language for _, article in found.values())) or ["en"]


def _weights(text: str, languages: Sequence[str], library: str, catalogue: Store) -> dict[str, float]:
    """Return each term of a query, stemmed as each language stems it, with its inverse document frequency."""
    stems = list(dict.fromkeys(term for code in languages for term in language.terms(text, code)))
    if not stems:
        return {}
    frequency = catalogue.document_frequency(library, stems)
    total = catalogue.passage_count(library)
    return {stem: _rarity(frequency.get(stem, 0), total) for stem in stems}


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
