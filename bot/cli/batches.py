"""Questions from a JSON Lines file or stdin, so that models load once for many."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.errors import WrongUse

Question = tuple[dict[str, Any], str]


def questions(single: str | None, batch: Path | None) -> Iterable[Question]:
    """Yield `({"id": …} or {}, question)`: the one on the command line, or each line of the batch file."""
    if (single is None) == (batch is None):
        raise WrongUse("Give one question, or --batch FILE with one question per line.")
    return [({}, single)] if single is not None else _read(Path(str(batch)))


def _read(path: Path) -> list[Question]:
    with _opened(path) as lines:
        return [_line(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if str(path) == "-":
        yield sys.stdin
        return
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield lines
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} cannot be read as UTF-8 text: {error}") from error


def _line(path: Path, number: int, line: str) -> Question:
    try:
        value = json.loads(line)
        return {"id": value["id"]}, str(value["question"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WrongUse(f'{path}, line {number}: expected {{"id": …, "question": "…"}}.') from error
