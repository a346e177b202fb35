"""The real model, opened once in a process and asked once for each text: many tests read the same few articles."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.prompts import NO_PROMPTS
from index.library import Library

_models: dict[tuple[str, Path], EmbeddingModel] = {}
_opening = threading.Lock()


class Remembering(EmbeddingModel):
    """A model that embeds each text once."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.fingerprint, self.dimension, self.max_tokens = model.fingerprint, model.dimension, model.max_tokens
        self.runtime, self.note, self.prompts, self.models = model.runtime, model.note, model.prompts, model.models
        self._model, self._known = model, dict[str, Vectors]()

    def learn(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self._known}, key=len)
        for at in range(0, len(new), 256):
            batch = new[at : at + 256]
            self._known.update(zip(batch, self._model.encode(batch), strict=True))

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        """Return vectors as the model does; one that has prompts is asked each time."""
        if self.prompts != NO_PROMPTS:
            return self._model.encode(texts, queries=queries)
        self.learn(texts)
        return np.stack([self._known[text] for text in texts]) if texts else self._model.encode([])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(texts)


class RememberingLibrary(Library):
    """A library on a model that all of a process share, whose sentences are embedded once."""

    @property
    def model(self) -> EmbeddingModel:
        key = (self.settings.embedding_model, (self.settings.footnote_home / "models").resolve())
        with _opening:
            if key not in _models:
                _models[key] = Remembering(super().model)
            return _models[key]
