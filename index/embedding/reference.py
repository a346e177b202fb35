"""A model as sentence-transformers runs it. The only importer of sentence_transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.prompts import Prompts, read_prompts
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer


class ReferenceModel(EmbeddingModel):
    """Any sentence-transformers model through LangChain's HuggingFaceEmbeddings."""

    runtime = "sentence-transformers"

    def __init__(self, folder: Path, fingerprint: str, note: str = "", device: str | None = None) -> None:
        self.fingerprint, self.note, self.prompts = fingerprint, note, read_prompts(folder)
        self._lock = threading.Lock()
        self._langchain, self.transformer = _load(folder, device, self.prompts)
        self.max_tokens = int(self.transformer.max_seq_length or 512)
        self.dimension = int(self.transformer.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        asked = queries if self.prompts.query != self.prompts.passage else 0  # what is read alike goes in one batch
        with self._lock:  # a transformers tokenizer changes its own truncation while it works
            questions = [self._langchain.embed_query(text) for text in texts[:asked]]
            passages = self._langchain.embed_documents(list(texts[asked:])) if texts[asked:] else []
        return np.asarray([*questions, *passages], np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        with self._lock:
            encoded = self.transformer.tokenizer(self.prompts.before(texts), truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def _load(folder: Path, device: str | None, prompts: Prompts) -> tuple[Embeddings, SentenceTransformer]:
    """Load a model; a folder that is none raises ModelUnavailable."""
    from langchain_huggingface import HuggingFaceEmbeddings
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    options = {"local_files_only": True} | ({"device": device} if device else {})
    try:
        langchain = HuggingFaceEmbeddings(
            model_name=str(folder),
            model_kwargs=options,
            encode_kwargs={"normalize_embeddings": True, "prompt": prompts.passage},
            query_encode_kwargs={"normalize_embeddings": True, "prompt": prompts.query},
        )
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError) as error:
        raise ModelUnavailable(f"{folder} holds no model that sentence-transformers can load: {error}") from error
    return langchain, langchain._client
