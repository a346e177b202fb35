"""How well a sentence matches a question token by token, by vectors from inside the embedding model.

Late interaction as in Khattab and Zaharia, "ColBERT" (2020): each token of the question looks for its nearest one in
the sentence, and what it finds counts by how much the token matters. A layer in the middle tells words of near meaning
better than the last one, which tells whole texts. What turns its vectors into those compared is learned, by
`tests/quality/match.py`, and is of the default model alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = NDArray[np.int8]

LAYER = 4  # of six; on questions in readers' own words that it was not taught on 407 of 506, by the last one 382
NEAREST = 20.0  # how sharply the nearest token counts before others: a soft maximum, which learns from all of them
STEEP = 5.0  # of what tells which tokens count
_SHARP = 127.0  # steps that a number of a token's vector is kept in
FILE = Path(__file__).with_name("matching.npz")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question's tokens as unit rows, and the share that each has in it."""

    rows: Floats
    shares: Floats


@dataclass(frozen=True, slots=True)
class Head:
    """`turn` (dimension, 32) makes what is compared of a layer's vectors; `matters` and `bias` tell which count."""

    turn: Floats
    matters: Floats
    bias: float

    def tokens(self, inner: Floats) -> Tokens:
        """Return a sentence's tokens as they are kept, from the layer's vectors (tokens, dimension)."""
        return np.asarray(np.rint(unit(unit(inner) @ self.turn) * _SHARP), np.int8)

    def wanted(self, inner: Floats) -> Wanted:
        """Return a question's tokens, from the layer's vectors."""
        own = unit(inner)
        counts = np.logaddexp(0.0, own @ self.matters * STEEP + self.bias)
        return Wanted(unit(own @ self.turn), (counts / max(float(counts.sum()), 1e-9)).astype(np.float32))

    def read(self, kept: bytes) -> Floats:
        """Return kept tokens as rows."""
        return np.frombuffer(kept, np.int8).reshape(-1, self.turn.shape[1]).astype(np.float32) / _SHARP


def marked(question: str) -> str:
    """Return a question with its mark, which its other tokens are read beside: without one the same is asked."""
    return f"{question.rstrip(' ?')}?"


def match(wanted: Wanted, sentences: Sequence[Floats]) -> NDArray[np.float64]:
    """Return how well each sentence matches, from -1 to a little over 1; the least where one side has no token."""
    found = np.full(len(sentences), -1.0)
    filled = [place for place, rows in enumerate(sentences) if len(rows)]
    if not filled or not len(wanted.rows):
        return found
    starts = np.cumsum([0, *(len(sentences[place]) for place in filled[:-1])])
    near = np.exp(NEAREST * (wanted.rows @ np.concatenate([sentences[place] for place in filled]).T))
    found[filled] = wanted.shares @ (np.log(np.add.reduceat(near, starts, axis=1)) / NEAREST)
    return found


@cache
def default_head() -> Head:
    """Return what was taught to the default model."""
    with np.load(FILE) as kept:
        return Head(kept["turn"].astype(np.float32), kept["matters"].astype(np.float32), float(kept["bias"]))


def unit(rows: Floats) -> Floats:
    """Return rows of length 1, those of nothing as they are."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)
