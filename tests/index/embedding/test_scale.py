"""Cosines of any model in the units of the default one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.scale import ANSWERING, OTHERS, PAIRS, kept, means, scale
from index.settings import IndexSettings
from index.units import SAME
from tests.remembering import open_once

cosines = st.floats(-1, 1)


@pytest.fixture(scope="module")
def model(models: Path) -> EmbeddingModel:
    return open_once(IndexSettings(footnote_home=models.parent))


def test_the_default_model_is_the_measure(model: EmbeddingModel) -> None:
    assert model.scale == SAME
    assert SAME.of(0.1234567) == 0.1234567
    assert means(model.encode) == pytest.approx((ANSWERING, OTHERS), abs=1e-4)


@given(cosines, st.floats(0.1, 3), st.floats(-1, 1))
def test_cosines_that_were_stretched_and_moved_read_as_before(cosine: float, factor: float, shift: float) -> None:
    found = scale(ANSWERING * factor + shift, OTHERS * factor + shift)
    assert found.of(cosine * factor + shift) == pytest.approx(cosine, abs=1e-6)
    assert found.back(cosine) == pytest.approx(cosine * factor + shift, abs=1e-6)


@given(cosines, cosines)
def test_no_measured_means_make_evidence_of_noise(answering: float, others: float) -> None:
    found = scale(answering, others)
    assert 0 < found.factor <= (ANSWERING - OTHERS) / 0.02
    assert found == SAME or found.of(others) == pytest.approx(OTHERS, abs=1e-6)


def test_a_model_is_measured_once(tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []

    def encode(texts: Sequence[str], *, queries: int = 0) -> Vectors:
        asked.append((len(texts), queries))
        rows = np.eye(len(PAIRS), dtype=np.float32)
        return np.concatenate([rows, rows])

    first, again = kept(encode, "one", tmp_path), kept(encode, "one", tmp_path)
    assert first == again
    assert (first.of(1.0), first.of(0.0)) == pytest.approx((ANSWERING, OTHERS))
    assert asked == [(2 * len(PAIRS), len(PAIRS))]
    kept(encode, "another", tmp_path)
    assert len(asked) == 2


def test_what_was_kept_and_is_damaged_is_measured_again(tmp_path: Path) -> None:
    (tmp_path / "scales.json").write_text('{"one": "high"}', encoding="utf-8")
    rows = np.tile(np.eye(len(PAIRS), dtype=np.float32), (2, 1))
    assert kept(lambda texts, *, queries=0: rows, "one", tmp_path).of(0.0) == pytest.approx(OTHERS)
