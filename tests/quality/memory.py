"""SQuAD articles as libraries in memory: the real cutting, search and evidence, with every text embedded once."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.text import language
from index.text.split import embedding_input, split
from index.values import Article, Block, Filters, Passage
from tests.remembering import Remembering

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question of the set: the paragraph (article id) that it is about, and its accepted answers, if any."""

    id: str
    text: str
    topic: str
    article_id: str
    answers: tuple[str, ...]

    @property
    def tuning(self) -> bool:
        """Whether the question belongs to the half that coefficients may be fitted on."""
        return zlib.crc32(self.id.encode()) % 2 == 0


def read_squad(path: Path, *, titled: bool = False) -> tuple[list[Article], list[Asking]]:
    """Return each paragraph as an article of its own, and all questions."""
    articles, questions = [], []
    for group in json.loads(path.read_text("utf-8"))["data"]:
        topic = group["title"].replace("_", " ")
        for number, paragraph in enumerate(group["paragraphs"]):
            text, key = paragraph["context"], f"{topic} {number}"
            block = (Block(0, len(text), "prose"),)
            articles.append(Article(key, key, text, topic if titled else "", block, language="en"))
            for entry in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in entry["answers"]))
                questions.append(Asking(entry["id"], entry["question"], topic, key, answers))
    return articles, questions


@dataclass(frozen=True, slots=True)
class Cut:
    """An article with its passages, cut and embedded once for all libraries."""

    article: Article
    passages: tuple[Passage, ...]
    vectors: Matrix


def cut(articles: Sequence[Article], model: Remembering, max_tokens: int = 256) -> list[Cut]:
    """Return articles cut into passages and embedded."""
    done = [split(article, model.count_tokens, max_tokens, "quality") for article in articles]
    model.learn([embedding_input(article, passage) for article, passages in done for passage in passages])
    return [Cut(a, ps, model.encode([embedding_input(a, p) for p in ps])) for a, ps in done]


class MemoryStore:
    """What search asks of the catalogue, over a list of cut articles; BM25 by its formula."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self._hits = {p.id: (c.article, p) for c in cuts for p in c.passages}
        self._ids = list(self._hits)
        self._matrix = np.concatenate([c.vectors for c in cuts])
        self._row = {key: row for row, key in enumerate(self._ids)}
        counts = [Counter(language.terms(embedding_input(a, p), a.language)) for a, p in self._hits.values()]
        self._length = np.array([count.total() for count in counts], dtype=float)
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for row, count in enumerate(counts):
            for term, times in count.items():
                self._postings.setdefault(term, []).append((row, times))

    def lexical(self, library: str, terms: Sequence[str], limit: int, filters: Filters) -> list[tuple[str, float]]:
        scores = self._scores(terms)
        best = np.argsort(-scores)[:limit]
        return [(self._ids[row], float(scores[row])) for row in best if scores[row] > 0]

    def lexical_scores(self, library: str, terms: Sequence[str], passage_ids: Sequence[str]) -> dict[str, float]:
        scores = self._scores(terms)
        return {key: float(scores[self._row[key]]) for key in passage_ids}

    def _scores(self, terms: Sequence[str]) -> NDArray[np.float64]:
        scores = np.zeros(len(self._ids))
        mean = self._length.mean()
        for term in set(terms):
            found = self._postings.get(term, [])
            idf = max(1e-6, log((len(self._ids) - len(found) + 0.5) / (len(found) + 0.5)))
            for row, times in found:
                scores[row] += idf * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * self._length[row] / mean))
        return scores

    def nearest(self, vector: Matrix, limit: int, filters: Filters) -> list[tuple[str, float]]:
        scores = self._matrix @ vector
        return [(self._ids[row], float(scores[row])) for row in np.argsort(-scores)[:limit]]

    def document_frequency(self, library: str, terms: Sequence[str]) -> dict[str, int]:
        return {term: len(self._postings.get(term, [])) for term in terms}

    def passage_count(self, library: str) -> int:
        return len(self._ids)

    def vectors(self, library: str, passage_ids: Sequence[str]) -> dict[str, Matrix]:
        return {key: self._matrix[self._row[key]] for key in passage_ids}

    def hits(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]:
        return {key: (self._hits[key][1], self._hits[key][0]) for key in passage_ids}

    def places(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        return {key: (self._hits[key][0].id, self._hits[key][0].id) for key in passage_ids}
