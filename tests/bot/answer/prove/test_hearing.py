"""A judge is believed only where it tells the controls apart."""

from __future__ import annotations

import logging
import random

import pytest

from bot.answer.prove.controls import controls
from bot.answer.prove.hearing import Claim, Heard, hear
from bot.answer.prove.premise import premises
from tests.bot.answer.prove.judging import CHEESE, FERRY, Scripted, offered, truthful

TRUE = "Thirty-seven were hurt in the accident of the ferry Marigold."
FALSE = "The ferry Marigold sank."
ALL = offered(FERRY, CHEESE)


def heard(judge: Scripted, seed: int = 1) -> Heard:
    rng = random.Random(seed)
    claims = [Claim(text, premises(ALL[:1])) for text in (TRUE, FALSE)]
    found = hear(judge, claims, controls(ALL, rng), rng)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_truthful_judge_is_believed_in_what_it_says(seed: int) -> None:
    assert heard(Scripted(truthful([TRUE])), seed) == Heard((True, False), believed=True)


@pytest.mark.parametrize("answer", [True, False])
def test_whoever_says_the_same_to_everything_is_not_believed(caplog: pytest.LogCaptureFixture, *, answer: bool) -> None:
    with caplog.at_level(logging.WARNING):
        found = heard(Scripted(lambda premise, statement: answer))
    assert found.borne == (False, False)
    assert not found.believed
    assert "missed controls" in caplog.text


def test_one_missed_control_is_enough() -> None:
    def careless(premise: str, statement: str) -> bool:
        return truthful([TRUE])(premise, statement) or " not " in statement

    assert heard(Scripted(careless)).missed == ("denial",)


def test_statements_and_controls_come_shuffled_in_one_call() -> None:
    judges = [Scripted(truthful([TRUE])) for _ in range(6)]
    for seed, judge in enumerate(judges):
        heard(judge, seed)
    assert all(len(judge.asked) == 1 for judge in judges)
    places = {[statement for _, statement in judge.asked[0]].index(TRUE) for judge in judges}
    assert len(places) > 1


def test_without_controls_nobody_is_asked() -> None:
    judge = Scripted(truthful([TRUE]))
    claims = [Claim(TRUE, premises(ALL[:1]))]
    assert hear(judge, claims, (), random.Random(1)) is None
    assert not judge.asked
