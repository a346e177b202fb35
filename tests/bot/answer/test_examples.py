"""Questions that are offered as examples are answered from the articles that they are about."""

from __future__ import annotations

from bot.answer.answer import Answerer
from bot.answer.examples import examples
from bot.answer.record.record import KIND
from index.library import Library


def test_examples_are_answered_and_leave_no_record(library: Library) -> None:
    answerer = Answerer(library)
    before = len(library.records("default", KIND))
    made = examples(answerer, library, "default")
    assert len(made) == 3
    assert len(library.records("default", KIND)) == before
    answers = [answerer.ask(one, recorded=False) for one in made]
    assert [one.outcome for one in answers] == ["answered"] * 3
    assert len({one.citations[0].article_id for one in answers}) == 3


def test_an_empty_library_has_no_examples(library: Library) -> None:
    assert examples(Answerer(library), library, "empty") == ()
