"""A question that names nothing but a time, on a real library."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.answer import Answerer
from index.library import Library

TODAY = date(2026, 2, 1)


@pytest.mark.parametrize(
    "question", ["What happened in March?", "what happened in march 2024", "WHAT HAPPENED IN MARCH"]
)
def test_articles_of_the_time_answer_by_their_first_sentences(library: Library, question: str) -> None:
    answer = Answerer(library).ask(question, library="default", today=TODAY)
    march = [one for one in library.articles("default") if one.published and one.published.month == 3]
    assert {one.article_id for one in answer.citations} == {one.id for one in march} != set()
    assert [one.published for one in answer.citations] == sorted(one.published for one in answer.citations)  # type: ignore[type-var]
    assert all(library.article("default", one.article_id).text.startswith(one.quote) for one in answer.citations)
    assert answer.searched.label == "1–31 March 2024"
    assert "first sentence" in answer.notes[0]
