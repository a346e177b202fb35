"""The gate: golden questions over the shipped articles, through the answerer that users ask, never below the floors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedding.model import EmbeddingModel, Vectors
from index.settings import IndexSettings
from tests.golden.measure import ARTICLES, Verdict, as_floor, floors, measured, questions
from tests.remembering import RememberingLibrary


@pytest.fixture(scope="module")
def verdicts(samples: Path) -> list[Verdict]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as library:
        return measured(library, "default")


def test_golden_questions_keep_their_floors(verdicts: list[Verdict]) -> None:
    values, pinned = as_floor(verdicts), floors()
    missed = [
        (verdict.golden.question, verdict.outcome, verdict.quotes)
        for verdict in verdicts
        if not (verdict.found if verdict.golden.answers else verdict.outcome == "not_found")
    ]
    below = {key: (values[key], floor) for key, floor in pinned.items() if values[key] < floor}
    assert not below, f"below the floors (measured, floor): {below}; missed: {missed}"


def test_sources_differ_on_the_hurt_and_on_nothing_else(verdicts: list[Verdict]) -> None:
    found = {one.golden.question: one.disagreements for one in verdicts if one.disagreements}
    ((question, (differ,)),) = found.items()
    assert question == "How many people were hurt when the Saint Brannoc hit the breakwater?"
    assert {side.value for side in differ.sides} == {"Thirty-seven", "Forty-three", "44"}
    assert differ.sides[0].value == "44"


def test_the_count_of_the_last_report_is_shown_before_the_first_ones(verdicts: list[Verdict]) -> None:
    (quotes,) = [one.quotes for one in verdicts if one.disagreements]
    assert "The report lists 44 by name" in quotes[0]
    assert len(quotes) == 3


def test_the_set_has_answerable_and_unanswerable_questions() -> None:
    golden = questions()
    assert sum(bool(one.answers) for one in golden) >= 40
    assert sum(not one.answers for one in golden) >= 12


class Squeezed(EmbeddingModel):
    """The default model with a number added to each vector, so that its cosines lie between 0.62 and about 0.84."""

    def __init__(self, model: EmbeddingModel, models: Path) -> None:
        self.fingerprint, self.dimension, self.max_tokens = "squeezed-385-0123456789ab", 385, model.max_tokens
        self.runtime, self.models, self._model, self.head = model.runtime, models, model, model.head

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        vectors = self._model.encode(texts, queries=queries)
        return np.hstack([vectors * 0.38**0.5, np.full((len(vectors), 1), 0.62**0.5, np.float32)])

    def read(self, texts: Sequence[str], *, queries: int = 0) -> tuple[Vectors, list[Vectors]]:
        return self.encode(texts, queries=queries), self._model.read(texts, queries=queries)[1]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(texts)


class SqueezedLibrary(RememberingLibrary):
    @property
    def model(self) -> EmbeddingModel:
        if not isinstance(self._model, Squeezed):
            self._model = Squeezed(super().model, self.settings.footnote_home)
        return self._model


def test_a_model_whose_cosines_are_all_high_answers_and_refuses_as_the_default_one_does(
    verdicts: list[Verdict], models: Path, tmp_path: Path
) -> None:
    (tmp_path / "models").symlink_to(models)
    with SqueezedLibrary.open(IndexSettings(footnote_home=tmp_path)) as library:
        library.sync("default", ARTICLES)
        found = measured(library, "default", every=3)
        high = library.model.encode([one.golden.question for one in found])
    assert (high @ high.T).min() > 0.55
    told = [(one.golden.question, one.outcome, one.quotes) for one in found]
    assert told == [(one.golden.question, one.outcome, one.quotes) for one in verdicts[::3]]
