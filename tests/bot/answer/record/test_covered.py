"""A question that waits is covered by an article that came in since, and by no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.answer.answer import Answerer
from bot.answer.record.covered import covering, due, tried
from bot.answer.record.personal import Question, Subscription, keep
from index.library import Library
from tests.bot.answer.pages import jsonl

TALL = "How tall is the lighthouse at Tern Point?"
SAID = "The lighthouse at Tern Point is 41 metres tall, the harbour office said."


def put(library: Library, name: str, file: str, text: str) -> None:
    library.add_files(name, [(file, jsonl({"id": file, "title": file, "text": text}))], origin="", source_prefix="c")


def test_only_what_came_in_since_covers_a_question(library: Library) -> None:
    name, ask = "covered", Answerer(library).ask
    put(library, name, "old.jsonl", SAID)
    later = datetime.now(UTC) + timedelta(seconds=2)
    waits = Subscription("a1", 7, later, Question(TALL), 5, 6)
    assert covering(library, ask, name, waits) is None
    asked = Subscription("a1", 7, datetime(2020, 1, 1, tzinfo=UTC), Question(TALL), 5, 6)
    answer = covering(library, ask, name, asked)
    assert answer is not None
    assert answer.statements[0].text == SAID
    put(library, name, "old.jsonl", f"{SAID} It was painted.")
    assert covering(library, ask, name, asked) is None  # changed since, and who knows what its first revision said
    assert library.records(name, "answer") == []


def test_what_was_tried_is_due_again_when_the_library_changes_and_the_longest_wait_comes_first(
    library: Library,
) -> None:
    name = "due"
    put(library, name, "one.jsonl", SAID)
    for by in (1, 2, 3):
        keep(library, name, Subscription("a1", by, datetime(2026, 1, by, tzinfo=UTC), Question(TALL), 5, 6))
    found = [each for each in due(library, 2) if each[0] == name]
    assert [one.by for _, one, _ in found] == [1, 2]
    tried(library, *found[0])
    assert [one.by for each, one, _ in due(library, 9) if each == name] == [2, 3]
    put(library, name, "two.jsonl", "Nothing of note happened in Elm.")
    assert [one.by for each, one, _ in due(library, 9) if each == name] == [2, 3, 1]
