"""Fits how a model's log odds join our own: logistics of two features, held near where they start by little data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRIOR = 2.0  # log likelihood that leaving its start by its own size costs a coefficient: few questions move it little
SURE = 6.0  # log odds; beyond them our own measure is no surer


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows of (our own, the model's) log odds, one for each passage or sentence, and which of them are right."""

    rows: Floats
    good: NDArray[np.bool_]


def fit_choices(choices: Sequence[Choice], start: Floats) -> Floats:
    """Return the two weights, none below 0, under which what is right is the likeliest choice."""
    kept = [one for one in choices if one.good.any()]

    def loss(weights: Floats) -> float:
        scores = [one.rows @ weights for one in kept]
        missed = [_log_sum(all_) - _log_sum(all_[one.good]) for all_, one in zip(scores, kept, strict=True)]
        return float(np.sum(missed))

    return _least(loss, start, start)


def fit_answered(rows: Floats, answerable: NDArray[np.bool_]) -> list[float]:
    """Return two weights, none below 0, and a bias that tell questions with answers from others; both weigh as much.

    Where all are of one kind nothing can be learned: our own measure stays as it is.
    """
    start = np.array([1.0, 0.0, 0.0])
    if answerable.all() or not answerable.any():
        return start.tolist()  # type: ignore[no-any-return]
    known = np.column_stack([rows, np.ones(len(rows))])
    share = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (~answerable).mean())

    def loss(weights: Floats) -> float:
        return float((share * np.logaddexp(0.0, np.where(answerable, -1, 1) * (known @ weights))).sum())

    return _least(loss, start, np.ones(3)).tolist()  # type: ignore[no-any-return]


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, at most SURE either way."""
    sure = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.clip(np.log(sure / (1 - sure)), -SURE, SURE))


def _least(loss: Callable[[Floats], float], start: Floats, scale: Floats) -> Floats:
    from scipy.optimize import minimize

    def held(weights: Floats) -> float:
        return loss(weights) + PRIOR * float((((weights - start) / scale) ** 2).sum())

    bounds = [(0.0, None) if place < 2 else (None, None) for place in range(len(start))]
    return np.asarray(minimize(held, start, method="L-BFGS-B", bounds=bounds).x)


def _log_sum(scores: Floats) -> float:
    most = scores.max()
    return float(most + np.log(np.exp(scores - most).sum()))
