"""The golden questions as people type them: their first quotation stays."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answer.answer import Answerer
from bot.values import Answer
from index.settings import IndexSettings
from tests.golden.measure import questions
from tests.remembering import RememberingLibrary

FEW = 3  # of each dress in the fast suite
SLIPS_KEPT = 0.9  # a slip may make another word of the language; 63 of 66 keep their first quotation


@pytest.fixture(scope="module")
def answerer(samples: Path) -> Iterator[Answerer]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as library:
        yield Answerer(library)


def _first(answer: Answer) -> str:
    return answer.citations[0].quote if answer.citations else ""


def _slip(question: str) -> str:
    """Swap two letters inside the longest word, or leave one out."""
    chance, word = random.Random(question), max(question.split(), key=lambda one: len(one.strip("?.,")))
    at = chance.randrange(1, max(2, len(word.strip("?.,")) - 2))
    slip = word[:at] + (word[at + 1] + word[at] if chance.random() < 0.5 else word[at + 1]) + word[at + 2 :]
    return question.replace(word, slip)


DRESSES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "no question mark": lambda question: question.rstrip("?"),
    "no mark, small": lambda question: question.lower().rstrip("?"),
}


def _changed(answerer: Answerer, dress: Callable[[str], str], asked: list[str]) -> list[str]:
    plain = {one: _first(answerer.ask(one, recorded=False)) for one in asked}
    return [one for one in asked if _first(answerer.ask(dress(one), recorded=False)) != plain[one]]


@pytest.mark.parametrize("dress", DRESSES)
def test_capitals_and_marks_change_nothing(answerer: Answerer, dress: str) -> None:
    asked = [one.question for one in questions()]
    some = random.Random(dress).sample(asked, FEW)
    assert _changed(answerer, DRESSES[dress], some) == []


@pytest.mark.slow
@pytest.mark.parametrize("dress", DRESSES)
def test_capitals_and_marks_change_nothing_in_any_question(answerer: Answerer, dress: str) -> None:
    assert _changed(answerer, DRESSES[dress], [one.question for one in questions()]) == []


@pytest.mark.slow
def test_a_slip_of_the_keyboard_seldom_changes_anything(answerer: Answerer) -> None:
    asked = [one.question for one in questions() if one.answers]
    assert len(_changed(answerer, _slip, asked)) <= (1 - SLIPS_KEPT) * len(asked)
