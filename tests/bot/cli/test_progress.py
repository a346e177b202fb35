"""How far long work has come is told where no terminal shows a bar."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.cli import progress
from index.values import Progress


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true() and time.monotonic() < end:
        time.sleep(0.01)


def test_a_log_gets_a_line_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.02)
    told = ""

    def heard(wanted: str) -> bool:
        nonlocal told
        told += capsys.readouterr().err
        return wanted in told

    with progress.progress_bar() as show:
        _until(lambda: heard("Preparing the model"))
        show(Progress(stage="embedding", done=1_200, total=4_000))
        _until(lambda: heard("Indexing: 1,200 of 4,000\n"))
    with progress.counting(12) as answered:
        answered()
        _until(lambda: heard("Answered: 1 of 12\n"))
    assert told.index("Preparing") < told.index("Indexing: 1,200 of 4,000\n") < told.index("Answered: 1 of 12\n")


def test_short_work_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.progress_bar() as show, progress.counting(None) as answered:
        show(Progress(stage="embedding", done=1, total=4))
        answered()
    assert capsys.readouterr().err == ""
