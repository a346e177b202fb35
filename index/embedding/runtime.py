"""Opens the configured embedding model with the fastest runtime that was verified."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from index.embedding import onnx, weights
from index.embedding.model import EmbeddingModel
from index.embedding.reference import ReferenceModel

if TYPE_CHECKING:
    from index.settings import IndexSettings

log = logging.getLogger(__name__)


def open_model(settings: IndexSettings) -> EmbeddingModel:
    """Open the configured model, served by onnxruntime where that was verified, else by sentence-transformers.

    Raises ModelUnavailable where there is no such model or the bundled weights are not the published ones.
    """
    source = weights.locate(settings.embedding_model, settings.footnote_home / "models")
    served = onnx.serve(source, settings.footnote_home / "models")
    if isinstance(served, EmbeddingModel):
        return served
    log.warning("sentence-transformers embeds: %s", served)
    return ReferenceModel(source.folder, source.fingerprint, served)
