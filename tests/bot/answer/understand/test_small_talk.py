"""Small talk is told from questions: all questions that the other measurements ask, and phrasings of no example."""

from __future__ import annotations

import json

import pytest

from bot.answer.understand.references import reference
from bot.answer.understand.small_talk import pointing, small_talk
from index.library import Library
from tests.bot.answer.talk import said
from tests.conftest import ROOT
from tests.golden.measure import questions

QUALITY = ROOT / "tests" / "quality"
RECOGNISED, MISTAKEN = 48, 6
"""Of 73 phrasings: those taken for what they are, and for other small talk."""


def _asked() -> list[str]:
    conversations = json.loads((QUALITY / "conversations.json").read_text("utf-8"))
    return [one.question for one in questions()] + [turn["asked"] for one in conversations for turn in one["turns"]]


def test_no_question_is_taken_for_small_talk(library: Library) -> None:
    assert [text for text in _asked() if small_talk(text, library, "no such library")] == []


def test_unseen_phrasings_are_recognised(library: Library) -> None:
    phrasings: dict[str, list[str]] = json.loads((QUALITY / "small_talk.json").read_text("utf-8"))
    found = [(kind, small_talk(text, library, "none")) for kind, texts in phrasings.items() for text in texts]
    assert sum(kind == intent for kind, intent in found) >= RECOGNISED
    assert sum(intent not in (kind, None) for kind, intent in found) <= MISTAKEN


def test_a_word_that_the_articles_use_makes_it_a_question(library: Library) -> None:
    text = b"The Zandra opens.\n\nThe Zandra opened on Monday, the harbour office said."
    library.add_files("hello", [("zandra.txt", text)], origin="", source_prefix="test")
    assert small_talk("hello Zandra", library, "none") == "hello"
    assert small_talk("hello Zandra", library, "hello") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who wrote [1]?", "credit"),
        ("Who is the author of [2]?", "credit"),
        ("wer hat [1] geschrieben?", "credit"),
        ("qui a écrit [1] ?", "credit"),
        ("when was [1] published?", "credit"),
        ("tell me more about [2]", "more"),
        ("erzähl mir mehr über [1]", "more"),
        ("cuéntame más sobre [1]", "more"),
        ("what does [1] say about the mayor?", None),
        ("why did the bridge open late according to [2]?", None),
        ("how many people are named in [1]?", None),
        ("who was hurt in [1]?", None),
    ],
)
def test_what_is_asked_about_a_passage_is_told_apart(library: Library, text: str, kind: str | None) -> None:
    found = reference(text, [said("What happened?", "One.", "Two.")])
    assert found is not None
    assert pointing(found, library) == kind
