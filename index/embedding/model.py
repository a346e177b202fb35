"""Text to vectors: opens the configured model. The only importer of sentence_transformers."""

from __future__ import annotations

import logging
import threading
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.embedding import weights
from index.errors import ModelUnavailable
from index.settings import IndexSettings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
log = logging.getLogger(__name__)


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


class ReferenceModel(EmbeddingModel):
    """Any sentence-transformers model through LangChain's HuggingFaceEmbeddings."""

    runtime = "sentence-transformers"

    def __init__(self, folder: Path, fingerprint: str, note: str = "", device: str | None = None) -> None:
        self.fingerprint, self.note = fingerprint, note
        self._lock = threading.Lock()
        self._langchain, self.transformer = _load(folder, device)
        self.max_tokens = int(self.transformer.max_seq_length or 512)
        self.dimension = int(self.transformer.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:  # a transformers tokenizer changes its own truncation while it works
            return np.asarray(self._langchain.embed_documents(list(texts)), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        with self._lock:
            encoded = self.transformer.tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def _load(folder: Path, device: str | None) -> tuple[Embeddings, SentenceTransformer]:
    """Load a model; a folder that is none raises ModelUnavailable."""
    from langchain_huggingface import HuggingFaceEmbeddings

    options = {"local_files_only": True} | ({"device": device} if device else {})
    try:
        langchain = HuggingFaceEmbeddings(
            model_name=str(folder), model_kwargs=options, encode_kwargs={"normalize_embeddings": True}
        )
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError) as error:
        raise ModelUnavailable(f"{folder} holds no model that sentence-transformers can load: {error}") from error
    return langchain, langchain._client


def open_model(settings: IndexSettings) -> EmbeddingModel:
    """Open the configured model, served by onnxruntime where that was verified, else by sentence-transformers.

    Raises ModelUnavailable where there is no such model or the bundled weights are not the published ones.
    """
    from index.embedding import onnx

    source = weights.locate(settings.embedding_model, settings.footnote_home / "models")
    served = onnx.serve(source, settings.footnote_home / "models")
    if isinstance(served, EmbeddingModel):
        return served
    log.warning("sentence-transformers embeds: %s", served)
    return ReferenceModel(source.folder, source.fingerprint, served)
