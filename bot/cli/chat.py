"""`footnote chat`: questions in the terminal, one after another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli import output, small_talk
from bot.cli.ask import quiet, step
from bot.cli.prompt import Prompt
from bot.cli.scope import LinksOption, Scope, Terminated, scoped

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.values import Answer
    from index.library import Library

HELP = """Ask a question, or:
  /passage N   the passage behind [N], inside the sentences around it
  /articles    what is in the library
  /new         start a new conversation; until then a question may lean on the one before
  /help        this
  /quit        leave (or Ctrl-D); Ctrl-C clears the line, or stops an answer"""


@scoped
def chat(scope: Scope, links: LinksOption = "short") -> None:
    """Ask in the terminal; the same answers as in Discord."""
    with scope.reading() as library:
        talk(library, scope.root.open_answerer(library), scope, full_links=links == "full")


def talk(library: Library, answerer: Answerer, scope: Scope, *, full_links: bool = False) -> None:
    """Read questions until the end of input; an error is told and the conversation goes on."""
    from bot.errors import BotFault
    from bot.words.words import counted
    from index.errors import IndexFault

    state = library.status(scope.library)
    output.say(f"{counted('{number:,} article', '{number:,} articles', state.articles)} in “{scope.library}”. {HELP}")
    last: Answer | None = None
    prompt = Prompt(library.settings.footnote_home)
    with _doing_what_others_hand_over(library):
        while True:
            try:
                if (line := prompt.line()) is None:
                    return
                last = _turn(library, answerer, scope, line, last, full_links)
            except (BotFault, IndexFault) as error:
                output.say(str(error))
            except _Leave:
                return
            except Terminated:
                raise
            except KeyboardInterrupt:
                if not prompt.edits:
                    raise
                output.say("\nStopped.")


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


def _turn(
    library: Library, answerer: Answerer, scope: Scope, line: str, last: Answer | None, full_links: bool
) -> Answer | None:
    from bot.answer.record import personal, record
    from bot.cli import answers, article_tables

    command, _, argument = line.partition(" ")
    if command in {"/quit", "/exit", "/q"}:
        raise _Leave
    if command == "/articles":
        rows = library.articles(scope.library)
        article_tables.articles(rows) if rows else output.say(article_tables.none_like_that(scope.library, rows))
    elif command == "/new":
        output.say("A new conversation.")
        return None
    elif command == "/passage":
        answers.passage(library, scope.library, last, argument.strip())
    elif command.startswith("/"):
        unknown = "" if command == "/help" else f"There is no command {command}. "
        output.say(unknown + HELP)
    elif said := small_talk.talked(line, library, scope.library, last):
        small_talk.told(line, said, json=scope.json)
    elif line:
        follows = last.id if last else ""
        last = answerer.ask(line, library=scope.library, on_step=quiet if scope.json else step(), follows=follows)
        personal.note(library, last)
        if scope.json:
            output.emit(record.public(last))
        else:
            answers.show(last, full_links=full_links)
    return last
