"""The part of a library that embeds: its model, and what is not embedded twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

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
        self._recent: LRUCache[str, Vector] = LRUCache(RECENT)
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
        with self._asked:
            known = self._recent.get(texts[0])
        if known is None:
            known = self.model.encode(texts, queries=1)
            with self._asked:
                self._recent[texts[0]] = known
        return known

    def encode_kept(self, texts: Sequence[str]) -> Vector:
        """Return the same for sentences of articles; their vectors are kept for the next question."""
        return self._kept.encode(texts, self.model.fingerprint, self.encode)

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
