"""A chat model writes, and judges in a second call: the words that it publishes, and what becomes of bad judges."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.answer.answer import Answerer
from bot.answer.prove.bench import NOT_BELIEVED, heard_lately, open_bench
from bot.doctor import _believed
from bot.values import Answer
from index.library import Library
from tests.bot.answer.prove.judging import judging, panel, truthful
from tests.bot.answer.write.test_written import QUESTION, chat, proven, settings
from tests.model_server import personalities as models
from tests.model_server.server import ModelServer, Personality

TRUE = "Repairing the hull of the ferry Callis cost 12 million crowns."
WRONG_FACT = "Repairing the hull of the ferry Callis cost 13 million crowns."
WRONG_DEED = "Selling the hull of the ferry Callis brought 12 million crowns."
truth = truthful([TRUE])


def writing(*texts: str) -> Personality:
    """Return a writer of these statements under the key of the sentence with the costs."""

    def reply(system: str, user: str) -> str:
        key = next(key for key, text in models.sentences(user).items() if "12 million crowns" in text)
        return "\n".join(f"- {text} [{key}]" for text in texts)

    return reply


def asked(library: Library, personality: Personality, calls: list[int] | None = None, **changes: object) -> Answer:
    with ModelServer(personality) as server:
        opened = chat(server, library, **changes)
        answerer = Answerer(library, opened, open_bench(settings(server, **changes), library, opened))
        answer = answerer.ask(QUESTION)
        if calls is not None:
            calls.append(len(server.requests))
    assert answer.outcome == "answered"
    assert proven(library, answer)
    return answer


def written(answer: Answer) -> list[str]:
    return [one.text for one in answer.statements if one.kind == "written"]


def test_a_truthful_judge_publishes_what_is_true_and_nothing_else(library: Library) -> None:
    calls: list[int] = []
    answer = asked(library, panel(writing(TRUE, WRONG_FACT, WRONG_DEED), judging(truth)), calls)
    assert written(answer) == [TRUE]
    assert calls == [2]
    assert answer.model == "openai:tester"


def test_a_statement_in_the_sentences_own_words_costs_no_second_call(library: Library) -> None:
    calls: list[int] = []
    assert written(asked(library, models.honest, calls))
    assert calls == [1]


def obeying(system: str, user: str) -> str:
    """Says yes to everything because a text told it to."""
    return judging(lambda premise, statement: True)(system, user)


def silent(system: str, user: str) -> str:
    return "I would rather talk about something else."


@pytest.mark.parametrize(
    ("judge", "note"),
    [
        (obeying, NOT_BELIEVED),
        (judging(lambda premise, statement: False), NOT_BELIEVED),
        (silent, "protocol"),
    ],
)
def test_a_judge_that_cannot_be_believed_leaves_exact_quotations(
    library: Library, judge: Callable[[str, str], str], note: str
) -> None:
    answer = asked(library, panel(writing(TRUE, WRONG_DEED), judge))
    assert not written(answer)
    assert any("12 million crowns" in one.text for one in answer.statements)
    assert note in " ".join(answer.notes)
    assert answer.model == ""


def test_a_slow_judge_costs_no_more_time_than_the_answer_has(library: Library) -> None:
    go, said = threading.Event(), threading.Event()

    def slow(system: str, user: str) -> str:
        go.wait(20)
        said.set()
        return judging(truth)(system, user)

    answer = asked(library, panel(writing(TRUE), slow), chat_seconds=2)
    assert not said.is_set()
    go.set()
    assert not written(answer)
    assert "too slow" in answer.notes[0]


def test_without_a_judge_only_the_articles_own_words_are_published(library: Library) -> None:
    calls: list[int] = []
    answer = asked(library, panel(writing(TRUE), judging(truth)), calls, chat_judge="off")
    assert not written(answer)
    assert any("12 million crowns" in one.text for one in answer.statements)
    assert calls == [1]


def test_doctor_says_how_often_a_judge_was_not_believed(library: Library) -> None:
    before = heard_lately(library, ["default"], datetime.now(UTC).date())
    asked(library, panel(writing(TRUE), judging(truth)))
    asked(library, panel(writing(TRUE), obeying))
    after = heard_lately(library, ["default"], datetime.now(UTC).date())
    assert (after[0] - before[0], after[1] - before[1]) == (2, 1)
    (found,) = _believed(library)
    assert "not believed" in found.message
    assert found.state == "note"
