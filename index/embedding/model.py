"""What an embedding model is to everybody else: text to vectors, and lengths in tokens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.embedding.matching import Head
from index.embedding.prompts import NO_PROMPTS, Prompts
from index.units import SAME, Scale

Vectors = NDArray[np.float32]


class EmbeddingModel(ABC):
    """What LangChain asks of an embedding model, and lengths in tokens. Thread-safe; vectors have unit length.

    Its base class is not LangChain's, which takes 0.35 s of each start to import.

    `max_tokens` is what the model reads, special tokens included; `note` says why ONNX does not serve, else "".
    `head` compares tokens by what `read` returns of them, where one was taught to this model.
    `models` is the folder that keeps what was measured of it, None for the model whose cosines evidence was fitted on.
    """

    fingerprint: str
    dimension: int
    max_tokens: int
    runtime: Literal["onnx", "sentence-transformers", "provider"]
    note: str = ""
    prompts: Prompts = NO_PROMPTS
    models: Path | None = None
    head: Head | None = None
    _scale: Scale | None = None

    @abstractmethod
    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        """Return an array (texts, dimension) of float32 rows of unit length; the first `queries` texts are questions.

        Texts that are compared with their like, as questions with questions, are all embedded as passages.
        """

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text as a passage in tokens, special ones and the prompt's included, uncut."""

    def read(self, texts: Sequence[str], *, queries: int = 0) -> tuple[Vectors, list[Vectors]]:
        """Return what `encode` does, and of each text the vectors of its tokens in the layer that `head` reads."""
        return self.encode(texts, queries=queries), [np.zeros((0, self.dimension), np.float32) for _text in texts]

    def kept(self, texts: Sequence[str]) -> list[bytes]:
        """Return what is kept of sentences: their vectors as float16, then their tokens as `head` compares them."""
        vectors, inner = self.read(texts)
        tokens = [self.head.tokens(one).tobytes() if self.head else b"" for one in inner]
        return [one.tobytes() + rest for one, rest in zip(vectors.astype(np.float16), tokens, strict=True)]

    @property
    def scale(self) -> Scale:
        """How its cosines read as those of the default model; measured on first need, once for each data folder."""
        if self.models is None:
            return SAME
        if self._scale is None:
            from index.embedding.scale import kept as scale_of

            self._scale = scale_of(self.encode, self.fingerprint, self.models)
        return self._scale

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.encode(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.encode([text], queries=1)[0].tolist()  # type: ignore[no-any-return]
