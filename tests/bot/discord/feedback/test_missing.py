"""Requests and subscriptions: once for each person, a bounded number, and never of a library that is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.answer.record.personal import PERSONAL_KINDS, Subscription, Vote
from bot.answer.record.record import remember
from bot.discord.feedback.missing import MOST, request, subscribe
from bot.discord.feedback.votes import cast
from bot.discord.guild.libraries import Audience
from bot.errors import AnswerGone
from bot.values import Answer, Searched
from index.library import Library
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary

HERE, ELSEWHERE = Audience(1, (5,)), Audience(2, (6,))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened


def missing(library: Library, number: int) -> str:
    searched = Searched("guild-1", 3, None, None)
    answer = Answer(f"answer{number}", f"What is {number}?", "not_found", "", (), (), (), searched, 0.1)
    remember(library, answer)
    return answer.id


def waits(by: int = 7) -> partial[Subscription]:
    return partial(Subscription, by=by, guild=1, room=5)


def test_another_server_reaches_nothing(library: Library) -> None:
    answer = missing(library, 1)
    with pytest.raises(AnswerGone):
        request(library, ELSEWHERE, answer, 7, 2, 6)
    with pytest.raises(AnswerGone):
        subscribe(library, ELSEWHERE, answer, waits())
    with pytest.raises(AnswerGone):
        cast(library, ELSEWHERE, answer, partial(Vote, by=7, good=True))
    assert all(library.records(name, kind) == [] for name in ("guild-1", "guild-2") for kind in PERSONAL_KINDS)


def test_a_person_waits_for_a_bounded_number_of_questions(library: Library) -> None:
    for number in range(MOST):
        assert "once, when a new article" in subscribe(library, HERE, missing(library, number), waits())
    assert "as many as I keep" in subscribe(library, HERE, missing(library, 99), waits())
    assert "once, when a new article" in subscribe(library, HERE, missing(library, 99), waits(by=8))
    assert "already" in subscribe(library, HERE, missing(library, 0), waits())


def test_every_record_of_a_person_names_them_and_a_time(library: Library) -> None:
    answer = missing(library, 1)
    request(library, HERE, answer, 7, 1, 5)
    subscribe(library, HERE, answer, waits())
    cast(library, HERE, answer, partial(Vote, by=7, good=False, reason="other", text="x"))
    found = [value for kind in PERSONAL_KINDS for _, value in library.records("guild-1", kind)]
    assert len(found) == 3
    assert all(value["by"] == 7 and value["at"] for value in found)
