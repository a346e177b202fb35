"""Batches of questions: whatever their lines hold, each yields one record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.batches import answered, opened
from bot.errors import BadQuestion

GOOD = st.builds(lambda key, text: json.dumps({"id": key, "question": text}), st.integers() | st.text(), st.text())
ROWS = st.lists(GOOD | st.text() | st.sampled_from(['{"question": 5}', "[1]", "[" * 100_000, "null", '{"id": null}']))


def _echo(text: str) -> dict[str, Any]:
    if not text.strip():
        raise BadQuestion("There is no question.")
    return {"id": "an answer's own", "text": text}


def _run(typed: str) -> tuple[list[dict[str, Any]], str, bool]:
    """What came out, what was told, and whether it failed."""
    out, told, failed = StringIO(), StringIO(), False
    with redirect_stdout(out), redirect_stderr(told), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(typed))
        try:
            with opened(_stdin()) as (lines, total):
                answered(lines, total, _echo)
        except typer.Exit as left:
            failed = left.exit_code == 1
    return [json.loads(line) for line in out.getvalue().split("\n") if line], told.getvalue(), failed


def _stdin() -> Any:
    from pathlib import Path

    return Path("-")


@given(ROWS)
def test_each_line_yields_one_record_with_its_id(rows: list[str]) -> None:
    typed = "\n".join(rows)
    records, told, failed = _run(typed)
    filled = [row for row in StringIO(typed) if row.strip("\ufeff \t\r\n")]
    assert len(records) == len(filled)
    assert all(one["id"] is not None and ("text" in one) != ("error" in one) for one in records)
    assert failed == any("error" in one for one in records) == ("Not answered: line " in told)


def test_a_given_id_and_a_number_of_its_line_stay() -> None:
    rows = ('\ufeff{"id": 7, "question": "a"}', "", '{"question": "b"}', '{"id": [1], "question": " "}')
    records, told, failed = _run("\n".join(rows))
    assert records == [
        {"id": 7, "text": "a"},
        {"id": 3, "text": "b"},
        {"id": [1], "question": " ", "error": "There is no question."},
    ]
    assert told == "Not answered: line 4. The errors stand in the output.\n"
    assert failed


def test_what_comes_through_a_pipe_is_answered_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rows() -> Iterator[str]:
        for text in ("a", "b"):
            assert len(asked) == "ab".index(text)
            yield json.dumps({"question": text})

    def answer(text: str) -> dict[str, Any]:
        asked.append(text)
        return {}

    monkeypatch.setattr("sys.stdin", rows())
    with opened(_stdin()) as (lines, total), redirect_stdout(StringIO()):
        answered(lines, total, answer)
    assert asked == ["a", "b"]
