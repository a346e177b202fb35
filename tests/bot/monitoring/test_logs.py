"""Logs that machines read are one JSON object a line, whatever is logged."""

from __future__ import annotations

import io
import json
import logging

from hypothesis import given
from hypothesis import strategies as st

from bot.monitoring.logs import LogFormat, formatter


def _written(kind: LogFormat, message: str, error: Exception | None = None) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter(kind))
    raised = (type(error), error, None) if error else None
    handler.handle(logging.LogRecord("bot.x", logging.WARNING, "", 0, message, (), raised))
    return out.getvalue()


@given(st.text())
def test_a_line_holds_one_record(message: str) -> None:
    (line,) = _written("json", message, ValueError("two\nlines")).splitlines()
    found = json.loads(line)
    assert (found["level"], found["logger"], found["message"]) == ("WARNING", "bot.x", message)
    assert "two\nlines" in found["exception"]
    assert found["time"]


def test_people_read_text() -> None:
    assert _written("text", "Online").endswith("WARNING bot.x: Online\n")
