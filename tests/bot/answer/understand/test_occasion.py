"""When, where and why it happened what the question before asked about."""

from __future__ import annotations

import pytest

from bot.answer.understand.occasion import occasion


@pytest.mark.parametrize(
    ("before", "word", "asked"),
    [
        ("Who signed the memo?", "When", "When was the memo signed"),
        ("Who wrote the letters of the mayor?", "Where", "Where were the letters of the mayor written"),
        ("Who carried out the Moscow attack?", "Why", "Why was the Moscow attack carried out"),
        ("Who told Magnus Dray about the crack?", "When", "When was Magnus Dray told about the crack"),
        ("Who planned the attack on Sandbar Hall?", "When", "When was the attack on Sandbar Hall planned"),
        ("Who opened the bridge on Monday?", "Why", "Why was the bridge opened on Monday"),
        ("As for the dam, who closed the gates?", "Why", "As for the dam, why were the gates closed"),
        ("Who said the ferry was late?", "When", "When was it that somebody said the ferry was late"),
        ("Who resigned?", "When", "When was it that somebody resigned"),
        ("How many hives did Yrsa Holm lose?", "Why", "Why did Yrsa Holm lose hives"),
        ("How many hives did Yrsa Holm lose in March?", "Why", "Why did Yrsa Holm lose hives in March"),
        ("How many people were hurt in the fire?", "When", "When were people hurt in the fire"),
        ("How many hikers died on the ridge?", "When", ""),
        ("What did Beatrix Olund announce on Monday?", "Why", "Why did Beatrix Olund announce that on Monday"),
        ("Whom did the council dismiss?", "Why", "Why did the council dismiss somebody"),
        ("When was the ferry repaired?", "By whom", "By whom was the ferry repaired"),
        ("How long is the bridge?", "When", ""),
    ],
)  # fmt: skip
def test_a_circumstance_is_asked_of_what_was_told(before: str, word: str, asked: str) -> None:
    assert occasion(word, before) == asked
