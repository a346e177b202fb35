"""What a model adds is measured on questions whose answers are known, with models that say what they must."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.answer.quote.joining import Choice, fit_answered, fit_choices
from bot.answer.quote.readers import Excerpt, Readers
from bot.errors import ReaderGone, WrongUse
from bot.trial import Known, known, try_reader, try_reranker
from index.library import Library
from index.values import Results
from tests.bot.answer.conftest import library as library

ASKED = (
    Known("What can be seen in the town museum?", ("Friday",)),
    Known("How heavy is the glass lens?", ("340 kilograms",)),
    Known("What do people say about the ship?", ("three winters",)),
    Known("Who estimates the reef's age?", ("Wanda Kirk",)),
    Known("What does Tomas Reed call the invoice?", ("a disgrace",)),
    Known("Which day is the museum closed?", ("Monday",)),
    Known("Who wrote the opera about the lens?", ()),
    Known("Whom did the lighthouse keeper marry?", ()),
)


class Knowing:
    """Knows every answer, or takes every answer for none."""

    name = "knowing"

    def __init__(self, *, right: bool) -> None:
        self._sign = 1.0 if right else -1.0

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        held = next(one.held for one in ASKED if one.question == question)
        return [self._sign * (8.0 if held(passage) else -8.0) for passage in passages]

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        return [self.relevance(question, [span.of(one.text) for span in one.sentences]) for one in excerpts]


class Gone(Knowing):
    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        raise ReaderGone("READER_MODEL=gone cannot be loaded.")


def test_a_model_that_knows_helps_and_one_that_does_not_is_told(library: Library) -> None:
    def search(question: str, most: int) -> Results:
        return library.search("default", question, k=most)

    for right in (True, False):
        model = Knowing(right=right)
        reader = try_reader(model, search, library.encode, ASKED, Readers())
        reranker = try_reranker(model, search, ASKED)
        assert (reader.answerable, reader.absent, reranker.answerable) == (6, 2, 6)
        if right:
            assert reader.right + reader.refused == 8
            assert reader.helps
            assert reranker.right == 6
        else:
            assert not reader.helps
            assert not reranker.helps
            assert reader.weights[1] < 0.1
    with pytest.raises(ReaderGone):
        try_reader(Gone(right=True), search, library.encode, ASKED, Readers())


def test_weights_follow_what_tells_right_from_wrong() -> None:
    chance = np.random.default_rng(4)
    start = np.array([1.0, 0.5])
    for useful, other in ((0, 1), (1, 0)):
        choices = []
        for _question in range(200):
            rows = chance.normal(size=(6, 2))
            choices.append(Choice(rows, np.arange(6) == np.argmax(rows[:, useful] + chance.normal(size=6) / 3)))
        weights = fit_choices(choices, start)
        assert weights[useful] > 5 * weights[other] >= 0
    rows = chance.normal(size=(300, 2))
    own, model, bias = fit_answered(rows, rows[:, 1] > 0.5)
    assert model > 3 * own
    assert bias < 0
    assert fit_answered(rows, np.ones(300, bool)) == [1.0, 0.0, 0.0]
    assert fit_choices([], start) == pytest.approx(start)


def test_questions_are_read_from_a_list(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    entries = [{"question": "Who?", "any_of": ["A", "B"]}, {"question": "Where?", "answers": []}]
    path.write_text(json.dumps(entries), "utf-8")
    assert known(path) == [Known("Who?", ("A", "B")), Known("Where?", ())]
    for text in ("{", "{}", "[1]", '[{"question": "Who?"}]', "[]"):
        path.write_text(text, "utf-8")
        with pytest.raises(WrongUse):
            known(path)
    with pytest.raises(WrongUse):
        known(tmp_path / "missing.json")
