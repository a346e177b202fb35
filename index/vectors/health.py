"""Findings on the data folder for `footnote doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from index.embedding.prompts import NO_PROMPTS
from index.errors import IndexFault
from index.units import SAME
from index.values import Check

if TYPE_CHECKING:
    from index.catalogue.articles import Catalogue
    from index.catalogue.owner import Ownership
    from index.embedding.model import EmbeddingModel
    from index.vectors.dense import Dense


def examine(
    catalogue: Catalogue, dense: Dense, ownership: Ownership, model: Callable[[], EmbeddingModel]
) -> list[Check]:
    """Return one finding on the owner, the model, each library's model and Chroma; `model` opens the model."""
    try:
        opened = model()
        said = _model(opened)
    except IndexFault as error:
        return [_owner(ownership), Check("Model", "bad", str(error))]
    return [_owner(ownership), said, *_stores(catalogue, dense, opened.fingerprint, owner=ownership.held)]


def _owner(ownership: Ownership) -> Check:
    if ownership.held:
        return Check("Owner", "ok", "No other process uses the data folder.")
    return Check("Owner", "note", f"Process {ownership.pid or '(unknown)'} works on the data folder; jobs go to it.")


def _model(model: EmbeddingModel) -> Check:
    """Say what embeds, with which prompts, and how its cosines read; a provider is asked. Raises ModelUnavailable."""
    began = perf_counter()
    model.encode(["A ferry sails."], queries=1)
    asked = f" Its provider answered in {perf_counter() - began:.1f} s." if model.runtime == "provider" else ""
    prompts = "without prompts" if model.prompts == NO_PROMPTS else "with prompts of its own"
    served = (
        f"{model.fingerprint}, {model.dimension} dimensions, reads {model.max_tokens} tokens, {prompts}, "
        f"on {model.runtime}.{asked}"
    )
    if model.models is not None and model.scale == SAME:
        advice = "Questions are found by their words alone: name another EMBEDDING_MODEL."
        return Check("Model", "note", f"{served} It does not tell answers from other sentences.", advice)
    if model.note:
        served += f" ONNX is not used: {model.note}."
        return Check("Model", "note", served, "Answers are right, starts are slower.")
    return Check("Model", "ok", served)


def _stores(catalogue: Catalogue, dense: Dense, fingerprint: str, *, owner: bool) -> Iterator[Check]:
    for name in catalogue.libraries():
        used, _ = catalogue.space(name)
        if used != fingerprint:
            advice = f"footnote index rebuild --library {name}"
            yield Check("Vectors", "bad", f"{name} was embedded with {used}.", f"Run: {advice}")
        elif owner or dense.place.shared:
            yield _chroma(name, dense, owner=owner)


def _chroma(name: str, dense: Dense, *, owner: bool) -> Check:
    from index.vectors.dense import ExactOnly

    try:
        if owner:
            dense.prepare(name)
        passages, rows = dense.counts(name)
    except IndexFault as error:
        return Check("Vectors", "bad", str(error), dense.place.advice)
    if passages != rows:
        return Check(
            "Vectors", "note", f"{name}: {passages} passages, but {rows} vectors in Chroma.", "Restart Footnote."
        )
    where = "all scanned exactly" if isinstance(dense, ExactOnly) else "as many vectors in Chroma"
    return Check("Vectors", "ok", f"{name}: {passages} passages, {where}.")
