"""What asks for the catalogue is told from what asks for what articles say."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.answer.known.asked import Wanted, wanted
from bot.answer.understand import filters
from index.library import Library
from tests.conftest import ROOT, shared_data
from tests.golden.measure import questions

QUALITY = ROOT / "tests" / "quality"
RECOGNISED = 46
"""Of 56 phrasings: those taken for what they are."""


def _wanted(question: str, library: Library) -> Wanted | None:
    bylines = ("Ana Wren", "Piet Solberg")
    read = filters.read(question, publishers=("Harbour Times",), today=date(2024, 4, 8), bylines=bylines)
    return wanted(question, read, library)


def test_unseen_phrasings_are_recognised_and_none_that_asks_for_what_articles_say(library: Library) -> None:
    phrasings: dict[str, list[str]] = json.loads((QUALITY / "catalogue.json").read_text("utf-8"))
    assert [text for text in phrasings.pop("") if _wanted(text, library)] == []
    found = [(kind, _wanted(text, library)) for kind, texts in phrasings.items() for text in texts]
    assert sum(want is not None and want.kind == kind for kind, want in found) >= RECOGNISED


def test_no_question_of_the_other_measurements_is_taken(library: Library) -> None:
    conversations = json.loads((QUALITY / "conversations.json").read_text("utf-8"))
    asked = [one.question for one in questions()] + [turn["asked"] for one in conversations for turn in one["turns"]]
    assert [text for text in asked if _wanted(text, library)] == ["who wrote that article?"]


def test_no_question_of_squad_is_taken(library: Library) -> None:
    file = shared_data() / "questions" / "squad2-dev-16-articles.json"
    data = json.loads(file.read_text("utf-8"))["data"]
    asked = [qa["question"] for one in data for part in one["paragraphs"] for qa in part["qas"]][::6]
    assert [text for text in asked if _wanted(text, library)] == []


@pytest.mark.parametrize(
    ("question", "kind", "topic"),
    [
        ("Who wrote the article about the glass reef?", "credit", "glass reef"),
        ("When was the interview with Jo Reed published?", "credit", "Jo Reed"),
        ("Who wrote the ferry article?", "credit", "ferry"),
        ("Which articles do you have about the old lighthouse?", "list", "old lighthouse"),
        ("How many articles by the Harbour Times are there about fares?", "list", "fares"),
        ("What is new since Monday?", "list", ""),
        ("What has Ana Wren written?", "list", ""),
        ("What was published in March?", "list", ""),
        ("Which newspapers do you have?", "publishers", ""),
        ("Who are the authors?", "authors", ""),
    ],
)
def test_its_topic_stands_beside_the_word_for_an_article(
    question: str, kind: str, topic: str, library: Library
) -> None:
    want = _wanted(question, library)
    assert want is not None
    assert (want.kind, want.topic) == (kind, topic)
