"""`footnote ask`: one question, several, or a batch."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output, small_talk
from bot.cli.batches import BatchOption, answered, opened
from bot.cli.scope import LinksOption, Scope, scoped
from bot.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answer.answer import Answerer
    from bot.values import Answer
    from index.library import Library

LONGEST = 100_000  # characters that are read from stdin; a question that is too long is refused by the answerer
NO_QUESTION = "Give a question, “-” to read one from standard input, or --batch FILE with one on each line."


@scoped
def ask(
    scope: Scope,
    questions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION…",
            help='A question in plain words; several in quotation marks; "-" or nothing reads one from stdin.',
            show_default=False,
        ),
    ] = None,
    batch: BatchOption = None,
    links: LinksOption = "short",
    fail_not_found: Annotated[
        bool, typer.Option("--fail-not-found", help="Exit with 1 where the articles do not say.")
    ] = False,
) -> None:
    """Answer a question with exact passages, or say that the articles do not say."""
    outcomes = _batch(scope, questions, batch) if batch else _each(scope, asked(questions or []), links == "full")
    if fail_not_found and "not_found" in outcomes:
        raise typer.Exit(1)


def _batch(scope: Scope, questions: list[str] | None, batch: Path) -> set[str]:
    """Answer a batch, which is a measurement: nobody waits for its answers, so none is a gap."""
    from bot.answer.record import record

    if questions:
        raise WrongUse(NO_QUESTION)
    outcomes = set[str]()

    def public(answer: Answer) -> dict[str, object]:
        outcomes.add(answer.outcome)
        return record.public(answer)

    with opened(batch) as (lines, total), scope.reading() as library:
        answerer = scope.root.open_answerer(library)

        def one(text: str) -> dict[str, object]:
            said = small_talk.talked(text, library, scope.library)
            return small_talk.public(text, said) if said else public(answerer.ask(text, library=scope.library))

        answered(lines, total, one)
    return outcomes


def _each(scope: Scope, questions: list[str], full_links: bool) -> set[str]:
    with scope.reading() as library:
        answerer = scope.root.open_answerer(library)
        return {_one(scope, library, answerer, one, full_links, len(questions) > 1) for one in questions}


def _one(scope: Scope, library: Library, answerer: Answerer, text: str, full_links: bool, named: bool) -> str:
    """Answer a question in print, below it where it is one of several; return the outcome."""
    from bot.answer.record import personal, record
    from bot.cli import answers

    if said := small_talk.talked(text, library, scope.library):
        small_talk.told(text, said, json=scope.json)
        return "small_talk"
    answer = answerer.ask(text, library=scope.library, on_step=quiet if scope.json else step())
    personal.note(library, answer)
    if scope.json:
        output.emit(record.public(answer))
        return answer.outcome
    if named:
        output.paragraph(text, 0, above=1, style="bold")
    answers.show(answer, full_links=full_links)
    return answer.outcome


def asked(words: list[str]) -> list[str]:
    """Return the questions of a command line, or the one that comes through standard input. Raises WrongUse.

    Words without quotation marks around them are one question; what holds a blank each, several.
    """
    if words and words != ["-"]:
        return words if all(" " in word.strip() for word in words) else [" ".join(words)]
    if not words and (sys.stdin is None or sys.stdin.isatty()):
        raise WrongUse(NO_QUESTION)
    try:
        text = sys.stdin.read(LONGEST)
    except OSError as error:
        raise WrongUse(NO_QUESTION) from error
    if not words and not text.strip():
        raise WrongUse(NO_QUESTION)
    return [text]


def quiet(step: str) -> None:
    """A program reads; it needs no steps."""


def step() -> Callable[[str], None]:
    """Show each step on one line of the terminal that the next one overwrites."""
    if not sys.stderr.isatty():
        return quiet

    def show(step: str) -> None:
        sys.stderr.write(f"\r\x1b[2K\x1b[2m{output.safe(step)}\x1b[0m\r")
        sys.stderr.flush()

    return show
