"""Models that read passages for a question: one orders the passages anew, one scores sentences, both beside our own.

Each joins as a logistic of two features, our own log odds and the model's.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.errors import ReaderGone
from bot.words.words import _, marked
from index.text.split import embedding_input
from index.values import Hit, Results, Span

if TYPE_CHECKING:
    from bot.answer.quote.candidates import Candidate
    from bot.settings import BotSettings

log = logging.getLogger(__name__)
Floats = NDArray[np.float64]
T = TypeVar("T")

RERANKED = 30  # passages that a reranker reads: thrice as many as are kept
# Sentences that a reader is shown, the best by our own measure. Answers of 1,480 SQuAD questions stand in one of the
# best 8 for 97.0 %, in one of all for 98.4 %; of 42 sentences a question that is a fifth of a cross-encoder's time.
READ = 8
NOT_RERANKED = marked("The model that orders passages cannot be had: they stand as the search ordered them.")
NOT_READ = marked("The model that reads passages cannot be had: sentences were chosen without it.")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text and the spans of its sentences that may answer."""

    text: str
    sentences: tuple[Span, ...]


# A question, a text whose first sentence answers it, and one that does not: any model tells them apart.
EXAMPLE = (
    "How long is the pier?",
    Excerpt("The pier is 300 metres long. Ada Brandt sells ice cream there.", (Span(0, 28), Span(29, 62))),
    Excerpt("The cat sleeps in the kitchen.", (Span(0, 30),)),
)


class Reranker(Protocol):
    """Tells how well whole passages answer. Raises ReaderGone where it cannot be had."""

    name: str

    def relevance(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """Return log odds that each passage answers, up to a constant."""


class Reader(Protocol):
    """Tells how well sentences answer. Raises ReaderGone where it cannot be had."""

    name: str

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> Sequence[Sequence[float]]:
        """Return log odds, against none, that each sentence of each excerpt answers."""


@dataclass(frozen=True, slots=True)
class RerankWeights:
    """Passages are ordered by `own` times the search's score in [0, 1] plus `model` times the reranker's log odds."""

    own: float = 10.0
    model: float = 1.0


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """Log odds of a sentence are `own` times ours plus `model` times the reader's.

    Log odds that the question is answered at all are `all_own` times ours plus `all_model` times the best sentence's of
    the reader, plus `bias`.
    """

    own: float = 1.0
    model: float = 0.5
    all_own: float = 1.0
    all_model: float = 0.0
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Readers:
    """The models that are configured, and how they join."""

    reranker: Reranker | None = None
    reader: Reader | None = None
    rerank_weights: RerankWeights = RerankWeights()
    reader_weights: ReaderWeights = ReaderWeights()


def shown(hit: Hit) -> str:
    """Return what a reranker reads of a passage: its title, its heading, its text."""
    return embedding_input(hit.article, hit.passage)


def open_readers(settings: BotSettings, models: Path) -> Readers:
    """Return the configured models; each is loaded when it is first asked, and exported into `models` once."""
    reranker, reader = settings.rerank_model.strip(), settings.reader_model.strip()
    if not reranker and not reader:
        return Readers()
    from bot.model.readers import CrossEncoderReranker, ModelReader

    return Readers(
        CrossEncoderReranker(reranker, models) if reranker else None,
        ModelReader(reader, models) if reader else None,
        RerankWeights(*map(float, settings.rerank_weights.split(","))),
        ReaderWeights(*map(float, settings.reader_weights.split(","))),
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader finds of a question's sentences, in their order; of nothing where there is none."""

    odds: Floats | None = None
    weights: ReaderWeights = field(default_factory=ReaderWeights)

    @property
    def weighs(self) -> bool:
        """Whether a reader has its say in which sentence comes first."""
        return self.odds is not None and self.weights.model != 0

    @property
    def decides(self) -> bool:
        """Whether a reader has its say in whether a question is answered at all."""
        return self.odds is not None and self.weights.all_model != 0

    def sentences(self, scores: Floats) -> Floats:
        """Return log odds of sentences from our own."""
        if self.odds is None:
            return scores
        return self.weights.own * scores + self.weights.model * self.odds

    def confidence(self, own: float) -> float:
        """Return the probability that the question is answered from our own."""
        if self.odds is None:
            return own
        sure = min(max(own, 1e-9), 1 - 1e-9)
        odds = self.weights.all_own * math.log(sure / (1 - sure)) + self.weights.bias
        odds += self.weights.all_model * float(self.odds.max())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


class Reading:
    """One answer's use of the models, each asked once for the same; `notes` tell the reader which cannot be had."""

    def __init__(self, readers: Readers | None = None) -> None:
        self._readers = readers or Readers()
        self._read: dict[tuple[str, str, Span], float] = {}
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(_(one) for one in self._notes)

    def passages(self, search: Callable[[int], Results], most: int) -> Results:
        """Return at most so many passages of a search for so many, in the order that the reranker and it agree on."""
        reranker = self._readers.reranker
        results = search(most if reranker is None else max(most, RERANKED))
        if reranker is None or len(results.hits) < 2:
            return results
        texts = [shown(hit) for hit in results.hits]
        odds = self._asked(lambda: reranker.relevance(results.query, texts), NOT_RERANKED)
        return replace(results, hits=results.hits[:most]) if odds is None else self._ordered(results, odds, most)

    def _ordered(self, results: Results, odds: Sequence[float], most: int) -> Results:
        """Hits hand on the rank keys of the search, which others compare, from the first place down."""
        weights = self._readers.rerank_weights
        keys = [weights.own * hit.score + weights.model * one for hit, one in zip(results.hits, odds, strict=True)]
        order = sorted(range(len(keys)), key=lambda place: -keys[place])[:most]
        ranks = sorted((hit.score for hit in results.hits), reverse=True)
        hits = [replace(results.hits[place], score=rank) for place, rank in zip(order, ranks, strict=False)]
        return replace(results, hits=tuple(hits))

    def judgement(self, question: str, candidates: Sequence[Candidate], scores: Floats) -> Judgement:
        """Return what the reader finds of the READ best sentences by our own scores, each read once.

        The others are no better than the worst of these.
        """
        reader = self._readers.reader
        if reader is None or not candidates:
            return Judgement()
        best = sorted(np.argsort(-scores, kind="stable")[:READ].tolist())
        keys = {place: (question, candidates[place].hit.passage.id, candidates[place].span) for place in best}
        new = [place for place in best if keys[place] not in self._read]
        excerpts = list(_excerpts([candidates[place] for place in new]))
        found = self._asked(lambda: reader.read(question, excerpts), NOT_READ) if new else ()
        if found is None:
            return Judgement()
        self._read.update(zip((keys[place] for place in new), chain(*found), strict=True))
        read = {place: self._read[keys[place]] for place in best}
        worst = min(read.values())
        return Judgement(np.array([read.get(p, worst) for p in range(len(candidates))]), self._readers.reader_weights)

    def _asked(self, ask: Callable[[], T], note: str) -> T | None:
        try:
            return ask()
        except ReaderGone as gone:
            if note not in self._notes:
                log.warning("%s", gone)
            self._notes[note] = None
            return None


def _excerpts(candidates: Sequence[Candidate]) -> Iterable[Excerpt]:
    """Yield the text around each passage's candidates, a headline above it; those of a passage stand side by side."""
    by_passage: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_passage.setdefault(one.hit.passage.id, []).append(one)
    for some in by_passage.values():
        passage, article = some[0].hit.passage, some[0].article
        told = [one.span for one in some if not one.headline]
        start = min([passage.start, *(span.start for span in told)])
        text = article.text[start : max([passage.end, *(span.end for span in told)])]
        above = f"{article.title}\n" if len(told) < len(some) else ""
        spans = [Span(0, len(article.title)) if one.headline else _moved(one.span, len(above) - start) for one in some]
        yield Excerpt(above + text, tuple(spans))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
