"""Controls are sound: what is changed stands nowhere else, what is repeated is the sentence's own."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.prove.controls import Control, controls
from bot.values import Offered
from tests.bot.answer.prove.judging import CHEESE, FERRY, offered

ALL = offered(FERRY, CHEESE)


def made(seed: int, given_sentences: tuple[Offered, ...] = ALL) -> dict[str, Control]:
    return {one.kind: one for one in controls(given_sentences, random.Random(seed))}


@given(st.integers(0, 10_000))
def test_a_changed_number_or_name_stands_nowhere_in_what_is_offered(seed: int) -> None:
    everything = " ".join(one.text for one in ALL)
    for kind, pattern in (("another number", r"\d[\d,]*"), ("another name", r"[A-Z]\w+ [A-Z]\w+")):
        control = made(seed)[kind]
        new = set(re.findall(pattern, control.statement)) - set(re.findall(pattern, control.premise.text))
        assert len(new) == 1
        assert not new & set(re.findall(pattern, everything))


@given(st.integers(0, 10_000))
def test_what_is_true_is_the_sentence_itself_or_its_beginning(seed: int) -> None:
    for one in controls(ALL, random.Random(seed)):
        assert one.true == (one.statement.rstrip(".") in one.premise.text)


@given(st.integers(0, 10_000))
def test_both_truths_and_falsehoods_of_several_kinds_are_made(seed: int) -> None:
    assert {"itself", "another number", "another name", "denial", "another matter"} <= made(seed).keys()


def test_a_clause_with_a_subject_of_its_own_stands_alone() -> None:
    (letter,) = [one for one in ALL if "a letter" in one.text]
    found = made(1, (letter,))["its first clause"]
    assert found.statement == "The operator Quay Lines was warned in a letter of October 2023."


@pytest.mark.parametrize("start", ["The operator did not reply.", "The repair may cost up to 4 million crowns."])
def test_a_denial_is_not_denied_and_a_bound_is_not_moved(start: str) -> None:
    chosen = tuple(one for one in ALL if one.text == start)
    assert not {"denial", "another number"} & made(1, chosen).keys()


def test_no_sentence_of_the_same_matter_is_foreign() -> None:
    assert "another matter" not in made(1, offered(FERRY, FERRY))
