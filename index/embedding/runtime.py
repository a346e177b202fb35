"""Opens the configured embedding model with the fastest runtime that was verified."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding import onnx, provider, weights
from index.embedding.alone import open_alone
from index.embedding.matching import default_head
from index.embedding.model import EmbeddingModel
from index.embedding.reference import ReferenceModel

if TYPE_CHECKING:
    from index.settings import IndexSettings

log = logging.getLogger(__name__)


def open_model(settings: IndexSettings) -> EmbeddingModel:
    """Open the configured model, served by onnxruntime where that was verified, else by sentence-transformers.

    Raises ModelUnavailable where there is no such model or the bundled weights are not the published ones.
    """
    models = settings.footnote_home / "models"
    if provider.named(settings):
        model: EmbeddingModel = provider.ProviderModel(settings)
        model.models = models
        return model
    source = weights.locate(settings.embedding_model, models)
    model = _opened(source, models)
    model.models = None if source.reference else models
    model.head = default_head() if source.reference and isinstance(model, onnx.OnnxModel) and model.inner else None
    return model


def _opened(source: weights.ModelSource, models: Path) -> EmbeddingModel:
    if source.exported:
        return open_alone(source, source.exported)
    served = onnx.serve(source, models)
    if isinstance(served, EmbeddingModel):
        return served
    log.warning("sentence-transformers embeds: %s", served)
    return ReferenceModel(source.folder, source.fingerprint, served)
