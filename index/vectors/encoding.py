"""The part of a library that embeds: its model, and what is not embedded twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from index.embedding.matching import marked, match
from index.units import Scale
from index.vectors.kept import KeptVectors

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel
    from index.settings import IndexSettings

Vector = NDArray[np.float32]
RECENT = 256  # questions whose vectors stay in memory: one is searched with, and compared with what was found


class Encoding:
    """Text to vectors. The model loads on first need."""

    def __init__(self, settings: IndexSettings) -> None:
        self.settings = settings
        self._model: EmbeddingModel | None = None
        self._loading, self._asked = threading.Lock(), threading.Lock()
        self._recent: LRUCache[str, tuple[Vector, Vector]] = LRUCache(RECENT)
        self._kept = KeptVectors(settings.footnote_home / "sentences.sqlite")

    @property
    def model(self) -> EmbeddingModel:
        """The embedding model, loaded on first use."""
        with self._loading:
            if self._model is None:
                from index.embedding.runtime import open_model

                self._model = open_model(self.settings)
            return self._model

    @property
    def scale(self) -> Scale:
        """How the model's cosines read as those of the default model."""
        return self.model.scale

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vector:
        """Return an array (texts, dimension) of unit vectors; the first `queries` texts are questions."""
        if len(texts) != 1 or not queries:
            return self.model.encode(texts, queries=queries)
        return self._asked_for(texts[0])[0]

    def encode_kept(self, texts: Sequence[str]) -> Vector:
        """Return the same for sentences of articles; their vectors are kept for the next question."""
        bound = 2 * self.model.dimension
        kept = [np.frombuffer(one[:bound], np.float16) for one in self._read(texts)]
        return np.stack(kept).astype(np.float32) if kept else self.model.encode([])

    def embed_kept(self, texts: Sequence[str]) -> list[bytes]:
        """Return what is kept of sentences that are met for the first time."""
        return self.model.kept(texts)

    def match(self, question: str, texts: Sequence[str]) -> NDArray[np.float64] | None:
        """Return how well sentences of articles match a question token by token; None by a model that cannot tell."""
        head = self.model.head
        if head is None:
            return None
        bound = 2 * self.model.dimension
        wanted = head.wanted(self._asked_for(marked(question))[1])
        return match(wanted, [head.read(one[bound:]) for one in self._read(texts)])

    def _asked_for(self, question: str) -> tuple[Vector, Vector]:
        """Return the vector of a question as a row, and those of its tokens."""
        with self._asked:
            known = self._recent.get(question)
        if known is None:
            vectors, inner = self.model.read([question], queries=1)
            known = vectors, inner[0]
            with self._asked:
                self._recent[question] = known
        return known

    def _read(self, texts: Sequence[str]) -> list[bytes]:
        return self._kept.read(texts, self.model.fingerprint, self.embed_kept)

    def unembedded(self, texts: Sequence[str]) -> list[str]:
        """Return the sentences whose vectors are not kept."""
        return self._kept.lacks(texts, self.model.fingerprint)

    def forget_vectors(self) -> None:
        """Forget the vectors of sentences and questions."""
        self._kept.clear()
        with self._asked:
            self._recent.clear()

    def _close_vectors(self) -> None:
        self._kept.close()
