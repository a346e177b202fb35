"""Which kind of example a short text is nearest to, by the embedding model."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from index.library import Library, Vector

ORDINARY = ""
"""The kind of the examples that are of none of the others."""
_known: dict[tuple[str, ...], tuple[tuple[str, ...], Vector]] = {}
_guard = threading.Lock()


def nearest(text: str, examples: Mapping[str, str], library: Library, *, near: float, ahead: float) -> str | None:
    """Return the kind of the example that is nearest to a text; None where ORDINARY is, or nothing.

    `examples` are texts by kind, separated by bars. One is near from the cosine similarity `near` on, in
    units of the model that it was measured with, where it is by
    `ahead` nearer than the nearest ordinary one.
    """
    kinds, vectors = _examples(examples, library)
    scores = library.model.scale.of(vectors @ library.encode([bare(text)])[0])
    best = {kind: max(float(score) for of, score in zip(kinds, scores, strict=True) if of == kind) for kind in examples}
    ordinary = best.pop(ORDINARY)
    kind = max(best, key=lambda one: best[one])
    return kind if best[kind] >= near and best[kind] > ordinary + ahead else None


def bare(text: str) -> str:
    """Return a text as it is compared: in small letters, without the marks at its ends."""
    return " ".join(text.lower().split()).strip("?!.,;:¿¡ ")


def _examples(examples: Mapping[str, str], library: Library) -> tuple[tuple[str, ...], Vector]:
    """Return the kind and the vector of each example; they are kept, by the model that made them."""
    key = (library.model.fingerprint, *examples.values())
    with _guard:
        if key not in _known:
            every = [(kind, bare(text)) for kind, texts in examples.items() for text in texts.split("|")]
            vectors = np.asarray(library.encode([text for _, text in every]))
            _known[key] = tuple(kind for kind, _ in every), vectors
        return _known[key]
