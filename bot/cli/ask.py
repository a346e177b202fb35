"""`footnote ask` and `footnote chat`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.values import Answer
    from index.library import Library

HELP = """Ask a question, or:
  /passage N   the passage behind [N], inside the sentences around it
  /articles    what is in the library
  /new         start a new conversation; until then a question may lean on the one before
  /help        this
  /quit        leave (or Ctrl-D, Ctrl-C)"""


@scoped
def ask(
    scope: Scope,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="A question in plain words.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE", help='JSON Lines {"id", "question"}; "-" reads stdin.')
    ] = None,
) -> None:
    """Answer a question with exact passages, or say that the articles do not say."""
    from bot.answer.record import personal, record
    from bot.cli import answers, batches

    queries = batches.questions(question, batch)
    with scope.reading() as library:
        answerer = scope.root.open_answerer(library)
        for key, text in queries:
            answer = answerer.ask(text, library=scope.library, on_step=_quiet if scope.json or batch else _step())
            if batch is None:  # a batch is a measurement; nobody waits for its answers
                personal.note(library, answer)
            if scope.json or batch:
                output.emit({**record.public(answer), **key})
            else:
                answers.show(answer)


@scoped
def chat(scope: Scope) -> None:
    """Ask in the terminal; the same answers as in Discord."""
    with scope.reading() as library:
        talk(library, scope.root.open_answerer(library), scope)


def talk(library: Library, answerer: Answerer, scope: Scope) -> None:
    """Read questions until end of input or Ctrl-C; an error is told and the conversation goes on."""
    from bot.errors import BotFault
    from bot.words.words import counted
    from index.errors import IndexFault

    state = library.status(scope.library)
    output.say(f"{counted('{number:,} article', '{number:,} articles', state.articles)} in “{scope.library}”. {HELP}")
    last: Answer | None = None
    with _doing_what_others_hand_over(library):
        while (line := _prompt()) is not None:
            try:
                last = _turn(library, answerer, scope, line, last)
            except (BotFault, IndexFault) as error:
                output.say(str(error))
            except _Leave:
                return


@contextmanager
def _doing_what_others_hand_over(library: Library) -> Iterator[None]:
    """While a person chats, this process owns the data folder: `footnote index …` beside it needs it to work."""
    stop = threading.Event()
    jobs = threading.Thread(target=library.run_jobs, args=(stop,), name="jobs")
    jobs.start()
    try:
        yield
    finally:
        stop.set()
        jobs.join()


class _Leave(Exception):
    """The person is done."""


def _turn(library: Library, answerer: Answerer, scope: Scope, line: str, last: Answer | None) -> Answer | None:
    from bot.answer.record import personal, record
    from bot.cli import answers, article_tables

    command, _, argument = line.partition(" ")
    if command in {"/quit", "/exit", "/q"}:
        raise _Leave
    if command == "/articles":
        article_tables.articles(scope.library, library.articles(scope.library))
    elif command == "/new":
        output.say("A new conversation.")
        return None
    elif command == "/passage":
        answers.passage(library, scope.library, last, argument.strip())
    elif command.startswith("/"):
        unknown = "" if command == "/help" else f"There is no command {command}. "
        output.say(unknown + HELP)
    elif line:
        follows = last.id if last else ""
        last = answerer.ask(line, library=scope.library, on_step=_quiet if scope.json else _step(), follows=follows)
        personal.note(library, last)
        if scope.json:
            output.emit(record.public(last))
        else:
            answers.show(last)
    return last


def _prompt() -> str | None:
    """Read one line; None at the end of input and on Ctrl-C. The prompt is on stderr: stdout holds answers alone."""
    sys.stderr.write("\n› ")
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line:
        sys.stderr.write("\n")
        return None
    return line.strip()


def _quiet(step: str) -> None:
    """A program reads; it needs no steps."""


def _step() -> Callable[[str], None]:
    """Show each step on one line of the terminal that the next one overwrites."""
    if not sys.stderr.isatty():
        return _quiet

    def show(step: str) -> None:
        sys.stderr.write(f"\r\x1b[2K\x1b[2m{output.safe(step)}\x1b[0m\r")
        sys.stderr.flush()

    return show
