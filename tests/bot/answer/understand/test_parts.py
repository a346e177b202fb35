"""Which questions a message asks, and what is only told beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.understand.parts import parts

STORY = "hey my cousin moved to Marren in May and we keep hearing odd things about the harbour from her neighbours"


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Who led the inquiry? How old is she?", ("Who led the inquiry?", "How old is she?")),
        ("who led the inquiry? how old is she", ("who led the inquiry?", "how old is she")),
        ("When does the ferry leave and how much is a cabin?", ("When does the ferry leave?", "how much is a cabin?")),
        ("1. Who won? 2. When was the storm?", ("Who won?", "When was the storm?")),
        (
            "What did the mayor say, and what did the union say?",
            ("What did the mayor say?", "what did the union say?"),
        ),
    ],
)
def test_several_questions_are_told_apart(message: str, questions: tuple[str, ...]) -> None:
    assert parts(message).questions == questions


@pytest.mark.parametrize(
    "message",
    [
        "How many people died and when?",
        "When AT&T financed the project, what did they use?",
        "After the fire of 1921 in the old mill by the river, who rebuilt it?",
        "Labour leader Iain Gray gave up East Lothian by how many votes?",
        "Who said that the bridge is safe and that it was late?",
        "ferry timetable winter",
        "tell me about the quarry",
        "No. I meant the other one.",
        "Only the Courier",
    ],
)
def test_what_asks_once_stays_as_it_is(message: str) -> None:
    assert parts(message).questions == (message,)


@pytest.mark.parametrize(
    ("message", "question"),
    [
        (f"{STORY}. Who runs the harbour?", "Who runs the harbour?"),
        (f"{STORY}. anyway, does anyone know who runs the harbour?", "who runs the harbour?"),
        (f"{STORY} so who is in charge there", "who is in charge there"),
        ("Can you tell me who runs the harbour?", "who runs the harbour?"),
    ],
)
def test_what_is_told_before_a_question_is_context(message: str, question: str) -> None:
    found = parts(message)
    assert found.questions == (question,)
    assert ("Marren" in found.context) == ("Marren" in message)


@given(st.text(max_size=300))
def test_any_message_has_a_question_made_of_its_own_words(text: str) -> None:
    found = parts(text)
    assert found.questions
    assert all(one.rstrip("?.! ") in text for one in found.questions)
