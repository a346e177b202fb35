"""Logs for people, or one JSON object a line for what collects them."""

from __future__ import annotations

import logging
from typing import Literal

LogFormat = Literal["text", "json"]
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def formatter(kind: LogFormat) -> logging.Formatter:
    """Return what writes a line of the log; JSON names time (UTC), level, logger and message, and an exception."""
    if kind == "text":
        return logging.Formatter(_TEXT)
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        ["levelname", "name", "message", "exc_info"],
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "exception"},
        timestamp="time",
    )
