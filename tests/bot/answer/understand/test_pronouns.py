"""Pronouns that stand for something outside their question."""

from __future__ import annotations

import pytest

from bot.answer.understand.pronouns import pointed, pronoun


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("When was that?", "that"),
        ("What happened after that?", "that"),
        ("Who built that bridge?", "that"),
        ("Did that cost a lot?", "that"),
        ("When was this proclamation issued?", "this"),
        ("How long did it take?", "it"),
        ("Where is his house?", "his"),
        ("Were there any others?", "there"),
        ("Who was there?", "there"),
        ("What defends against germs that enter a body?", ""),
        ("Who argued that objects fall at one speed?", ""),
        ("How long did it take to repair the hull?", ""),
        ("How much did it cost to build Mill Bridge?", ""),
        ("Who moved his court from Lowmere to Callis?", ""),
        ("How many attackers were there?", ""),
        ("Was there a second memo?", ""),
        ("When did Ann Lee say that she will retire?", ""),
    ],
)
def test_a_pronoun_is_told_from_words_of_the_question_itself(text: str, outside: str) -> None:
    found = pronoun(text)
    assert (found[0] if found else "") == outside


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("When was it found?", "When was the lens found?"),
        ("Why did that happen?", "Why did the lens happen?"),
        ("When was this proclamation issued?", "When was this proclamation issued?"),
        ("Who bought the house that it stood in?", "Who bought the house that the lens stood in?"),
    ],
)
def test_a_thing_stands_only_for_a_pronoun_that_stands_alone(text: str, named: str) -> None:
    assert pointed(text, "the lens") == named
