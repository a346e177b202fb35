"""What an embedding model is to everybody else: text to vectors, and lengths in tokens."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class EmbeddingModel(Embeddings):
    """A LangChain embedding model that also counts tokens. Thread-safe; vectors have unit length.

    `max_tokens` is what the model reads, special tokens included; `note` says why ONNX does not serve, else "".
    """

    fingerprint: str
    dimension: int
    max_tokens: int
    runtime: Literal["onnx", "sentence-transformers"]
    note: str = ""

    @abstractmethod
    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (texts, dimension) of float32 rows of unit length."""

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, special ones included, before any truncation."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.encode(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.encode([text])[0].tolist()  # type: ignore[no-any-return]
