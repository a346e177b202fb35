"""Requests for an extract are told from ordinary questions, with the topic that they name."""

from __future__ import annotations

import pytest

from bot.answer.extracts.requests import request
from index.library import Library


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("Summarise the article about the glass reef", "article", "glass reef"),
        ("could you summarise the piece on the lens for me?", "article", "lens"),
        ("TLDR THE FERRY BILL", "article", "FERRY BILL"),
        ("the ferry story in a nutshell", "article", "ferry"),
        ("What is the ferry article about?", "article", "ferry"),
        ("Zusammenfassung des Artikels über die Fähre", "article", "des Artikels über die Fähre"),
        ("What do the articles say about the hull?", "articles", "hull"),
        ("anything about divers?", "about", "divers"),
        ("Tell me about the Skarv lighthouse", "about", "Skarv lighthouse"),
        ("Compare the two reports on the repairs", "compare", "repairs"),
        ("tl;dr", "article", ""),
        ("Summarise this article.", "article", ""),
        ("Summarize the article about the glass reef", "article", "glass reef"),
        ("What happened to the Skarv lighthouse?", "news", "Skarv lighthouse"),
        ("any updates on the ferry", "news", "ferry"),
        ("the glass reef?", "news", "glass reef"),
    ],
)
def test_a_request_has_its_kind_and_its_topic(library: Library, text: str, kind: str, topic: str) -> None:
    found = request(text, library)
    assert found is not None
    assert (found.kind, found.topic) == (kind, topic)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What did the mayor say about the ferry?",
        "What did the report say about the hull?",
        "Who wrote the article about the lens?",
        "When was the interview published?",
        "Is there anything to see in the museum on Monday?",
        "Tell me who ground the lens",
        "How does the new bill compare to the first estimate?",
        "What was the council's dispute about?",
        "How many articles are there about the ferry?",
        "Wer hat die Linse geschliffen?",
        "What happened to the keeper's dog after the storm?",
        "Who pays?",
    ],
)
def test_an_ordinary_question_is_none(library: Library, text: str) -> None:
    assert request(text, library) is None
