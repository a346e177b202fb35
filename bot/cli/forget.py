"""`footnote forget`: what is on record of a person is deleted, for whoever runs the bot and is asked to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.prompt import HISTORY
from bot.cli.scope import Scope, scoped
from bot.errors import WrongUse
from bot.words.words import counted

if TYPE_CHECKING:
    from bot.discord.community.persons import Forgotten

TERMINAL = "terminal"


@scoped
def forget(
    scope: Scope,
    person: Annotated[
        str, typer.Argument(metavar="ID|terminal", help="A member's Discord id, or “terminal” for what was asked here.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Delete without asking.")] = False,
) -> None:
    """Delete a person's questions, answers, votes and wishes from all libraries, as /footnote forget-me does."""
    from bot.discord.community.persons import forget_person, on_record

    by = _person(person)
    with scope.existing() as library:
        if not yes:
            _ask(told(on_record(library, by)))
        gone = forget_person(library, by)
        if by is None:
            (library.settings.footnote_home / HISTORY).unlink(missing_ok=True)
    if scope.json:
        output.emit({"answers": gone.answers, "others": gone.others})
    else:
        output.say(f"Deleted: {told(gone)}.")


def _person(text: str) -> int | None:
    if text == TERMINAL:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise WrongUse(f"“{text}” is no id of Discord's (a number), and not “{TERMINAL}”.")
    return int(text)


def _ask(kept: str) -> None:
    """Let a person confirm, and leave where they do not. Raises WrongUse where nobody is there."""
    if not sys.stdin.isatty():
        raise WrongUse(f"On record: {kept}. --yes deletes it.")
    if not typer.confirm(f"On record: {kept}. Delete it?", err=True):
        output.say("Nothing was deleted.")
        raise typer.Exit(1)


def told(found: Forgotten) -> str:
    """Return how much is on record, or was."""
    answers = counted("{number:,} question with its answer", "{number:,} questions with their answers", found.answers)
    others = counted("{number:,} vote, request or wish", "{number:,} votes, requests and wishes", found.others)
    return f"{answers}, {others}"
