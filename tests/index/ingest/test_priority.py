"""Indexing waits while somebody asks, but not for ever."""

from __future__ import annotations

import threading
import time

from index.ingest.priority import MOST, Turns


def test_a_step_waits_until_the_question_is_answered() -> None:
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
    turns = Turns()
    began = time.monotonic()
    turns.give_way()
    assert time.monotonic() - began < MOST
    with turns.asking():
        turns.give_way()
    assert time.monotonic() - began >= MOST
