"""Bits of vectors choose what is looked at, and leave out next to nothing that is near."""

from __future__ import annotations

import numpy as np
import pytest

from index.vectors import coarse
from index.vectors.coarse import Coarse, Vector

SIZE = 384


def drawn(count: int, seed: int) -> Vector:
    """Return unit vectors around a hundred centres that all lie on one side, as those of a model do."""
    chance, centres = np.random.default_rng(seed), np.random.default_rng(7).normal(0.3, 1, size=(100, SIZE))
    rows = (centres[chance.integers(100, size=count)] + chance.normal(size=(count, SIZE))).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def recall(bits: Coarse, matrix: Vector, chosen: coarse.Mask) -> float:
    """Return the share of the fifty nearest that are worth a look, over some queries."""
    shares = []
    for query in drawn(10, 3):
        scores = np.where(chosen, np.vecdot(matrix, query), -np.inf)
        nearest = np.argsort(-scores)[:50]
        shares.append(np.isin(nearest, bits.worthy(query, chosen, 50)).mean())
    return float(np.mean(shares))


def test_nearly_all_of_the_nearest_are_worth_a_look() -> None:
    matrix = drawn(30_000, 1)
    chosen = np.ones(len(matrix), np.bool_)
    bits = Coarse(matrix)
    assert bits.useful
    assert len(bits.worthy(matrix[0], chosen, 50)) < len(matrix) / 5
    assert recall(bits, matrix, chosen) > 0.97


def test_only_what_is_chosen_is_worth_a_look() -> None:
    matrix = drawn(30_000, 1)
    chosen = np.arange(len(matrix)) % 3 == 0
    bits = Coarse(matrix)
    assert chosen[bits.worthy(matrix[0], chosen, 50)].all()
    assert recall(bits, matrix, chosen) > 0.97


def test_rows_that_come_later_are_found_too() -> None:
    matrix = drawn(30_000, 1)
    bits, chosen = Coarse(matrix[:20_000]), np.ones(len(matrix), np.bool_)
    bits.worthy(matrix[0], chosen[:20_000], 50)
    assert recall(bits.grown(matrix), matrix, chosen) > 0.97


def test_rows_that_are_all_the_same_are_not_all_looked_at() -> None:
    matrix = np.repeat(drawn(1, 1), 30_000, axis=0)
    assert 50 <= len(Coarse(matrix).worthy(matrix[0], np.ones(len(matrix), np.bool_), 50)) <= 2 * coarse.LOOKED


@pytest.mark.parametrize(("rows", "size"), [(1_000, SIZE), (30_000, 64)])
def test_few_rows_or_numbers_are_all_looked_at(rows: int, size: int) -> None:
    assert not Coarse(np.zeros((rows, size), np.float32)).useful
