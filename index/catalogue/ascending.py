"""Sets of numbers as ascending arrays. numpy's own functions hash them, which takes 1.5 s for a million numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def ascending(numbers: Numbers) -> Numbers:
    """Return each number once, in order."""
    found = np.sort(numbers)
    return found[np.insert(found[1:] != found[:-1], 0, True)] if len(found) else found


def without(numbers: Numbers, others: Numbers) -> Numbers:
    """Return those of ascending numbers that are not among ascending others."""
    return numbers[~_among(numbers, others)]


def both(numbers: Numbers, others: Numbers) -> Numbers:
    """Return those of ascending numbers that are among ascending others."""
    return numbers[_among(numbers, others)]


def less(numbers: Numbers, few: Numbers) -> Numbers:
    """Return ascending numbers without a few of them."""
    return np.delete(numbers, np.searchsorted(numbers, few)) if len(few) else numbers


def more(numbers: Numbers, few: Numbers) -> Numbers:
    """Return ascending numbers with a few others that are not among them."""
    return np.insert(numbers, np.searchsorted(numbers, few), few) if len(few) else numbers


def _among(numbers: Numbers, others: Numbers) -> NDArray[np.bool_]:
    if not len(others):
        return np.zeros(len(numbers), np.bool_)
    return np.asarray(others[np.minimum(np.searchsorted(others, numbers), len(others) - 1)] == numbers)
