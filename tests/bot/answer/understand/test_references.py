"""References to what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.answer import Answerer
from bot.answer.understand.references import reference
from bot.values import Answer
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.talk import said
from tests.remembering import RememberingLibrary


def shown(*articles: str, first: int = 1) -> Answer:
    """Return an answer that quotes these articles under numbers from `first` on."""
    answer = said("What happened?", *(f"A sentence of {article}." for article in articles))
    named = [
        replace(one, number=number, article_id=article, title=article.title())
        for number, (one, article) in enumerate(zip(answer.citations, articles, strict=True), first)
    ]
    return replace(answer, citations=tuple(named))


TURNS = [shown("alpha", "beta"), shown("gamma", "delta", first=3)]


@pytest.mark.parametrize(
    ("text", "article", "asks"),
    [
        ("tell me more about [1]", "alpha", ""),
        ("who wrote [2]?", "beta", "who wrote ?"),
        ("what does source 4 say?", "delta", ""),
        ("What does the first one say about money?", "gamma", "What does say about money?"),
        ("and the second source?", "delta", ""),
        ("who is quoted in that article?", "gamma", "who is quoted in ?"),
        ("the last report", "delta", ""),
    ],
)
def test_what_was_shown_is_meant(text: str, article: str, asks: str) -> None:
    found = reference(text, TURNS)
    assert found is not None
    assert found.articles == (article,)
    assert article.title() in found.question
    assert found.asks == asks


@pytest.mark.parametrize("text", ["[9]", "the fifth source", "Who was the first one to cross?", "What did she report?"])
def test_what_was_not_shown_is_meant_by_nothing(text: str) -> None:
    assert reference(text, TURNS) is None


def test_nothing_shown_nothing_meant() -> None:
    assert reference("that article", [said("What happened?")]) is None


@pytest.fixture(scope="module")
def shipped(samples: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as opened:
        yield opened


def test_only_the_article_meant_is_quoted(shipped: Library) -> None:
    answerer = Answerer(shipped)
    first = answerer.ask("How many people were hurt when the Saint Brannoc hit the breakwater?")
    assert len({one.article_id for one in first.citations}) > 1
    for one in first.citations:
        for text in (f"tell me more about [{one.number}]", f"how many people were hurt in [{one.number}]?"):
            answer = answerer.ask(text, follows=first.id)
            assert one.title in answer.understood
            assert {cited.article_id for cited in answer.citations} <= {one.article_id}
    assert answer.outcome == "answered"


def test_more_of_an_article_shows_what_was_not_shown(shipped: Library) -> None:
    answerer = Answerer(shipped)
    first = answerer.ask("Who noticed the burns on the leaves of the plum tree?")
    more = answerer.ask("tell me more about [1]", follows=first.id)
    before = {(one.article_id, one.start) for one in first.citations}
    assert not before & {(one.article_id, one.start) for one in more.citations}
