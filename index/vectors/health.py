"""Findings on the data folder for `footnote doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import IndexFault
from index.values import Check

if TYPE_CHECKING:
    from index.ingest.owner import Ownership
    from index.library import Library
    from index.vectors.dense import Dense


def examine(library: Library, dense: Dense, ownership: Ownership) -> list[Check]:
    """Return one finding on the owner, the model, each library's model and Chroma."""
    return [_owner(ownership), *_model(library), *_stores(library, dense)]


def _owner(ownership: Ownership) -> Check:
    if ownership.held:
        return Check("Owner", "ok", "No other process uses the data folder.")
    return Check("Owner", "note", f"Process {ownership.pid or '(unknown)'} works on the data folder; jobs go to it.")


def _model(library: Library) -> Iterator[Check]:
    try:
        model = library.model
    except IndexFault as error:
        yield Check("Model", "bad", str(error))
        return
    served = f"{model.fingerprint}, {model.dimension} dimensions, reads {model.max_tokens} tokens, on {model.runtime}."
    if model.note:
        yield Check(
            "Model", "note", f"{served} ONNX is not used: {model.note}.", "Answers are right, starts are slower."
        )
    else:
        yield Check("Model", "ok", served)


def _stores(library: Library, dense: Dense) -> Iterator[Check]:
    for name in library.libraries():
        used, _ = library.catalogue.space(name)
        if used != library.model.fingerprint:
            advice = f"footnote index rebuild --library {name}"
            yield Check("Vectors", "bad", f"{name} was embedded with {used}.", f"Run: {advice}")
        elif library.owner:
            yield _chroma(name, dense)


def _chroma(name: str, dense: Dense) -> Check:
    try:
        dense.prepare(name)
        passages, rows = dense.counts(name)
    except IndexFault as error:
        return Check("Vectors", "bad", str(error), "Stop Footnote, delete the folder `chroma`, start it again.")
    if passages != rows:
        return Check(
            "Vectors", "note", f"{name}: {passages} passages, but {rows} vectors in Chroma.", "Restart Footnote."
        )
    return Check("Vectors", "ok", f"{name}: {passages} passages, as many vectors in Chroma.")
