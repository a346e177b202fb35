"""Whose articles a question asks for: newspapers by a short name, and persons by their byline."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.understand import filters
from bot.answer.understand.filters import Reading
from index.values import Filters

PUBLISHERS = (
    "Skarv Gazette",
    "The Lantern Review",
    "Northern Wire",
    "Skarv Harbour Council",
    "Tide Magazine",
    "Tide FM",
)
BYLINES = ("Ana Wren", "Piet Solberg and Ana Wren", "Mira Hale", "Jonas Hale, harbour editor", "Newsroom")


def _read(question: str) -> Reading:
    return filters.read(question, publishers=PUBLISHERS, today=date(2024, 4, 8), bylines=BYLINES)


@pytest.mark.parametrize(
    ("question", "publisher", "topic"),
    [
        ("What did the Lantern say about the fares?", "The Lantern Review", "What about the fares?"),
        ("According to the Wire, who lost?", "Northern Wire", "Who lost?"),
        ("Who lost according to the Gazette?", "Skarv Gazette", "Who lost?"),
        ("only the Gazette", "Skarv Gazette", "only the Gazette"),
        ("How many articles has the Wire published?", "Northern Wire", "How many articles?"),
        ("articles from the Lantern about fares", "The Lantern Review", "Articles about fares"),
        ("What does the Gazette story say about fares?", "Skarv Gazette", "What does the story say about fares?"),
    ],
)
def test_a_newspaper_is_known_by_a_short_name(question: str, publisher: str, topic: str) -> None:
    reading = _read(question)
    assert reading.filters == Filters(publisher=publisher)
    assert reading.topic == topic


@pytest.mark.parametrize(
    ("question", "byline", "topic"),
    [
        ("What did Ana Wren write about the bridge?", "Ana Wren", "What about the bridge?"),
        ("What has ana wren written?", "Ana Wren", "What has ana wren written?"),
        ("articles by Piet Solberg", "Piet Solberg", "Articles"),
        ("What has Solberg reported on fares?", "Piet Solberg", "What on fares?"),
        ("Ana Wren's article on the reef", "Ana Wren", "Article on the reef"),
        ("Which reports by Jonas Hale mention fares?", "Jonas Hale", "Which reports mention fares?"),
    ],
)
def test_a_person_who_wrote_is_known_by_the_byline(question: str, byline: str, topic: str) -> None:
    reading = _read(question)
    assert reading.filters == Filters(byline=byline)
    assert reading.topic == topic
    assert reading.label == byline


@pytest.mark.parametrize(
    "question",
    [
        "What did the Council say about the bridge?",  # a council is spoken of
        "What did the Skarv report say?",  # two are called so
        "What did the Tide say?",
        "What did the review say about fares?",
        "Who founded the Gazette?",
        "What did Hale write about the bridge?",  # two persons
        "Who is Ana Wren?",
        "What did Ana Wren say about fares?",
        "What did the Wire Workers say?",
        "Which books did Brandt write?",
    ],
)
def test_who_is_spoken_of_or_may_be_another_restricts_nothing(question: str) -> None:
    assert _read(question) == Reading(question, Filters(), False, "")


def test_publisher_byline_and_days_restrict_together() -> None:
    reading = _read("What did Ana Wren write in the Gazette since 5 April?")
    assert reading.filters == Filters(publisher="Skarv Gazette", byline="Ana Wren", since=date(2024, 4, 5))
