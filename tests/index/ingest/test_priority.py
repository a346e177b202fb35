"""Indexing waits while somebody asks, but not for ever."""

from __future__ import annotations

import threading
import time

import pytest

from index.ingest import priority
from index.ingest.priority import MOST, Turns


def test_a_step_waits_until_the_question_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "MOST", 20.0)  # else the step goes on where this thread stands still for long
    turns, order = Turns(), list[str]()

    def step() -> None:
        turns.give_way()
        order.append("step")

    with turns.asking():
        thread = threading.Thread(target=step)
        thread.start()
        order.append("answer")
    thread.join()
    assert order == ["answer", "step"]


def test_without_a_question_nothing_waits_and_an_endless_one_starves_nobody() -> None:
    turns, waits = Turns(), list[float]()
    for _ in range(5):
        began = time.monotonic()
        turns.give_way()
        waits.append(time.monotonic() - began)
    assert min(waits) < MOST  # one alone may have stood still for that long on a busy machine
    began = time.monotonic()
    with turns.asking():
        turns.give_way()
    assert time.monotonic() - began >= MOST
