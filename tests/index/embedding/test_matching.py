"""Tokens of a question find those of the sentence that answers it, in whatever words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.matching import Wanted, default_head, marked, match
from index.embedding.model import EmbeddingModel
from index.settings import IndexSettings
from tests.remembering import open_once

SENTENCES = (
    "The keeper of the lamp left the rock for good in 1978.",
    "The island has one street and forty sheep.",
    "The council meets again on Monday.",
)


@pytest.fixture
def model(tmp_path: Path, models: Path) -> EmbeddingModel:
    (tmp_path / "models").symlink_to(models)
    return open_once(IndexSettings(footnote_home=tmp_path))


def _matches(model: EmbeddingModel, question: str) -> list[float]:
    head = model.head
    assert head is not None
    tokens = [head.read(one[2 * model.dimension :]) for one in model.kept(SENTENCES)]
    return list(match(head.wanted(model.read([question], queries=1)[1][0]), tokens))


@pytest.mark.parametrize(
    ("question", "best"), [("who looked after the lighthouse?", 0), ("how many animals live there?", 1)]
)
def test_the_sentence_that_answers_in_other_words_matches_best(model: EmbeddingModel, question: str, best: int) -> None:
    told = _matches(model, question)
    assert told.index(max(told)) == best


def test_what_is_kept_begins_with_the_vector_of_the_sentence(model: EmbeddingModel) -> None:
    kept = [np.frombuffer(one[: 2 * model.dimension], np.float16) for one in model.kept(SENTENCES)]
    assert np.abs(np.stack(kept) - model.encode(SENTENCES)).max() < 0.0005


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_a_match_has_bounds_whatever_is_compared(asked: int, told: int, seed: int) -> None:
    head, chance = default_head(), np.random.default_rng(seed)
    inner = chance.normal(size=(asked + told, len(head.turn))).astype(np.float32)
    wanted = head.wanted(inner[:asked])
    (found,) = match(wanted, [head.read(head.tokens(inner[asked:]).tobytes())])
    assert -1.0 <= found <= 1.0 + np.log(max(1, told)) / 20 + 0.05


def test_no_token_matches_nothing() -> None:
    nothing = np.zeros((0, 32), np.float32)
    assert match(Wanted(nothing, np.zeros(0, np.float32)), [nothing, np.ones((1, 32), np.float32)]).tolist() == [-1, -1]


@given(st.text(max_size=20))
def test_a_question_has_one_mark(question: str) -> None:
    assert marked(question) == marked(f"{question} ??") == marked(marked(question))
