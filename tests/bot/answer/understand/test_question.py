"""Questions as people type them: what is kept, and what is refused with which sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.understand.question import LONGEST, clean
from bot.errors import BadQuestion


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  Who\n won\t the   race? ", "Who won the race?"),
        ("how long was the race\nwho won", "how long was the race? who won"),
        ("my aunt ran too\n\nWho won?", "my aunt ran too. Who won?"),
        ("Who won\nthe race of 2019?", "Who won the race of 2019?"),
        ("<@123456789012345678> who won?", "who won?"),
        ("<@!1> in <#2> who <:cup:3> won <t:1700000000:R>?", "in who won ?"),
        ("**Who** won the ~~old~~ ||new|| `race`?", "Who won the old new race?"),
        ("> Who won?", "Who won?"),
        ("```\nWho won?\n```", "Who won?"),
        ("Who\u200b wo\u00adn\u202e?\x00", "Who won?"),
        ("Wer gewann? C++ oder C#?", "Wer gewann? C++ oder C#?"),
        ("what is 2*3*4 and snake_case_name", "what is 2*3*4 and snake_case_name"),
        ("誰が勝った？", "誰が勝った？"),
        ("cafe\u0301?", "café?"),
    ],
)
def test_what_is_typed_becomes_one_plain_line(typed: str, read: str) -> None:
    assert clean(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "   ", "\u200b\n", "<@123>", "\x00", "Thanks!", "thank you very much", "hello", "no."]
)
def test_an_empty_question_is_refused(typed: str) -> None:
    with pytest.raises(BadQuestion, match="There is no question"):
        clean(typed)


@pytest.mark.parametrize("typed", ["?", "… !?", "🤷", "---"])
def test_a_question_without_words_is_refused(typed: str) -> None:
    with pytest.raises(BadQuestion, match="no words to search for"):
        clean(typed)


def test_the_longest_question_is_accepted_and_one_more_character_is_not() -> None:
    assert clean("a" * LONGEST) == "a" * LONGEST
    with pytest.raises(BadQuestion, match=rf"has {LONGEST + 1} characters; the most is {LONGEST}"):
        clean("a" * (LONGEST + 1))


@given(st.text(max_size=700))
def test_whatever_is_accepted_is_one_short_printable_line_and_stays_so(typed: str) -> None:
    try:
        read = clean(typed)
    except BadQuestion:
        return
    assert 0 < len(read) <= LONGEST
    assert read == " ".join(read.split())
    assert all(char.isprintable() or char in "\u200c\u200d" for char in read)
