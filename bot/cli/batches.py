"""Questions from a JSON Lines file or stdin, so that models load once for many."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import output
from bot.cli.progress import counting
from bot.errors import BotFault, WrongUse

BatchOption = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help='JSON Lines {"id", "question"}; "-" reads stdin. Each line yields one with its id (its number unless '
        "given), a bad one its error; exits with 1 then.",
    ),
]
MOST_NAMED = 10  # lines of a batch that could not be answered


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a batch: its id, the one it gives or its number; its question, or why it has none."""

    number: int
    id: Any
    question: str
    error: str = ""


def answered(lines: Iterable[Line], total: int | None, answer: Callable[[str], dict[str, Any]]) -> None:
    """Print for each line what `answer` makes of its question, or its error. Exits with 1 where there was one."""
    failed: list[int] = []
    with counting(total) as tell:
        for line in lines:
            value = _tried(line, answer)
            if "error" in value:
                failed.append(line.number)
            output.emit({"id": line.id} | value | {"id": line.id})
            tell()
    if failed:
        named = ", ".join(map(str, failed[:MOST_NAMED])) + (", …" if len(failed) > MOST_NAMED else "")
        output.say(f"Not answered: line {named}. The errors stand in the output.")
        raise typer.Exit(1)


def _tried(line: Line, answer: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    if line.error:
        return {"error": line.error}
    try:
        return answer(line.question)
    except BotFault as fault:
        return {"question": line.question, "error": str(fault)}


@contextmanager
def opened(path: Path | None) -> Iterator[tuple[Iterator[Line], int | None]]:
    """Yield the lines of a batch, and how many there are where that is known: stdin is answered as it comes.

    Without a path, none. Raises WrongUse where there is no such file.
    """
    if path is None:
        yield iter(()), 0
        return
    if str(path) == "-":
        yield _lines(path, sys.stdin), None
        return
    try:
        rows = path.read_text("utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from error
    yield _lines(path, rows), sum(1 for row in rows if row.strip())


def _lines(path: Path, rows: Iterable[str]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        if text := row.strip("\ufeff \t\r\n"):
            yield _line(path, number, text)


def _line(path: Path, number: int, text: str) -> Line:
    error = f'{path}, line {number}: expected {{"id": …, "question": "…"}}.'
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Line(number, number, "", error)
    if not isinstance(value, dict):
        return Line(number, number, "", error)
    key, question = value.get("id"), value.get("question")
    key = number if key is None else key
    return Line(number, key, question) if isinstance(question, str) else Line(number, key, "", error)
