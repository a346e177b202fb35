"""The units in which evidence is measured: cosines as the default embedding model has them, and what tokens match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Cosines = TypeVar("Cosines", float, "NDArray[np.float32]")


@dataclass(frozen=True, slots=True)
class Scale:
    """How the cosines of an embedding model read as those of the default one, on which all floors were measured."""

    factor: float = 1.0
    shift: float = 0.0

    def of(self, cosine: Cosines) -> Cosines:
        """Return cosines, a number or an array, in the default model's units."""
        return cosine * self.factor + self.shift

    def back(self, cosine: float) -> float:
        """Return which cosine of this model reads as `cosine`."""
        return (cosine - self.shift) / self.factor


SAME = Scale()
"""That of the default model."""

Match = Callable[[str, Sequence[str]], "NDArray[np.float64] | None"]
"""How well each sentence matches a question token by token; None by a model that cannot tell."""


def unmatched(_question: str, _sentences: Sequence[str]) -> None:
    """Tell nothing."""
