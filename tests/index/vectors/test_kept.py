"""Vectors of sentences are made once, whoever asks, and leave with what they were made of."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vectors.kept import KeptVectors, Vector


class Encoder:
    """Counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        made = np.array([np.cos(np.arange(8) * (1 + len(text))) for text in texts], np.float32).reshape(-1, 8)
        return np.asarray(made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9), np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sentences.sqlite"


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), min_size=1, max_size=5))
def test_each_text_is_embedded_once_and_reads_the_same_ever_after(
    tmp_path_factory: pytest.TempPathFactory, calls: list[list[str]]
) -> None:
    path, encode, known = tmp_path_factory.mktemp("kept") / "a.sqlite", Encoder(), dict[str, Vector]()
    for texts in calls:
        kept = KeptVectors(path)
        for text, vector in zip(texts, kept.encode(texts, "model", encode), strict=True):
            assert np.array_equal(known.setdefault(text, vector), vector)
        kept.close()
    assert len(encode.asked) == len(set(encode.asked))


def test_a_vector_is_within_half_a_thousandth_of_the_model_s_own(path: Path) -> None:
    encode = Encoder()
    kept, own = KeptVectors(path).encode(["a", "bcd"], "model", encode), encode(["a", "bcd"])
    assert abs(kept @ own.T - own @ own.T).max() < 0.0005


def test_another_model_has_vectors_of_its_own(path: Path) -> None:
    kept, encode = KeptVectors(path), Encoder()
    kept.encode(["a"], "one", encode)
    kept.encode(["a"], "other", encode)
    assert encode.asked == ["a", "a"]


def test_the_longest_unused_leave_where_there_are_too_many(path: Path) -> None:
    kept, encode = KeptVectors(path, most=20), Encoder()
    for number in range(30):
        kept.encode([f"sentence {number}"], "model", encode)
    assert kept.lacks([f"sentence {number}" for number in range(30)], "model")[:5] == [
        f"sentence {n}" for n in range(5)
    ]
    assert kept.lacks(["sentence 29"], "model") == []


def test_what_a_person_takes_out_is_forgotten(path: Path) -> None:
    kept, encode = KeptVectors(path), Encoder()
    kept.encode(["a"], "model", encode)
    kept.clear()
    assert kept.lacks(["a"], "model") == ["a"]


def test_a_damaged_file_begins_anew(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)
    kept, encode = KeptVectors(path), Encoder()
    for _ in range(3):
        kept.encode(["a"], "model", encode)
    assert len(encode.asked) < 3
    assert kept.lacks(["a"], "model") == []


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    kept, encode = KeptVectors(tmp_path / "nowhere" / "a.sqlite"), Encoder()
    for _ in range(2):
        assert kept.encode(["a"], "model", encode).shape == (1, 8)
    assert encode.asked == ["a", "a"]


def test_threads_and_processes_share_it(path: Path) -> None:
    encode, texts = Encoder(), [f"sentence {number}" for number in range(40)]
    files = [KeptVectors(path), KeptVectors(path)]
    threads = [threading.Thread(target=files[n % 2].encode, args=(texts, "model", encode)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files[0].lacks(texts, "model") == []
