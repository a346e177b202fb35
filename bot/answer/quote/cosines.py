"""How near sentences are to a question, and to what the titles of their articles leave open of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.units import Scale

Matrix = NDArray[np.float32]
_MOST = 0.95  # cosine of a question with a title; beyond it the title says all, and the rest is noise


class Encode(Protocol):
    """Texts to unit vectors; the first `queries` of them are questions, put to the model as it wants them."""

    def __call__(self, texts: Sequence[str], *, queries: int = 0) -> Matrix: ...


def cosines(
    question: str, texts: Sequence[str], titles: Sequence[str], scale: Scale, encode: Encode
) -> tuple[list[float], list[float]]:
    """Return the cosines of texts with a question, and with what it asks beyond the titles, "" for none.

    "How tall is the lighthouse on Skarne Point?" is nearest to whatever speaks of that lighthouse; of an article on it
    only "how tall" is still asked. With this, `told` and `holds` beside the 14 numbers before, fitted on SQuAD, the
    best score is a right sentence's for 86 instead of 83 % of its other half and for 65 instead of 59 % of 46 questions
    on news that nothing was fitted on; fitted on news as well for 83 and 67 %.
    """
    known = list(dict.fromkeys(titles))
    vectors = encode([question, *known, *texts], queries=1)
    own = vectors[1 + len(known) :]
    topics = vectors[[1 + known.index(title) for title in titles]]
    asked, both = scale.of(own @ vectors[0]), scale.of((topics * own).sum(1))
    shared = np.clip(scale.of(topics @ vectors[0]), -_MOST, _MOST)
    beyond = np.where([bool(title) for title in titles], (asked - shared * both) / np.sqrt(1 - shared**2), asked)
    return asked.tolist(), beyond.tolist()
