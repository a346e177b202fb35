"""`footnote run`: index the articles folder and follow it, and be the bot, or a terminal chat where no token is set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.chat import talk
from bot.cli.folder import followed
from bot.cli.progress import progress_bar, summary
from bot.cli.scope import Scope, scoped
from bot.errors import Misconfigured
from index.errors import HomeBusy

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.settings import BotSettings
    from index.library import Library

OFFLINE = (
    "No DISCORD_TOKEN: put the token from https://discord.com/developers/applications (your application > Bot > "
    "Reset Token) into .env to go online."
)


IndexOption = Annotated[bool, typer.Option("--index/--no-index", help="Index here, or leave that to `footnote work`.")]


@scoped
def run(scope: Scope, index: IndexOption = True) -> None:
    """Index the articles folder and start the bot (a terminal chat when no Discord token is set)."""
    settings = scope.root.bot_settings()
    if not index and not settings.discord_token.get_secret_value():
        raise Misconfigured(f"{OFFLINE} `footnote chat` asks in the terminal, also beside a process that indexes.")
    if settings.log_format == "json" and settings.discord_token.get_secret_value():
        log_to_screen(settings)
    with scope.open(owns=index) as library:
        if index and not library.owner:
            raise HomeBusy(
                f"Footnote already runs on {scope.settings().footnote_home}. Stop it first, use `footnote chat`, "
                "or --no-index to be another bot beside it."
            )
        with indexed(library, scope.library, settings) if index else nullcontext():
            _answer(library, scope.root.open_answerer(library), scope, settings)


@contextmanager
def indexed(library: Library, name: str, settings: BotSettings) -> Iterator[None]:
    """Index the articles folder, and what changes in it meanwhile; embed ahead what questions will be compared with."""
    from bot.answer.quote.ahead import embedded_ahead

    folder = Path(settings.articles_dir)
    with followed(library, name, folder):
        _sync(library, name, folder)
        with embedded_ahead(library):
            yield


def _answer(library: Library, answerer: Answerer, scope: Scope, settings: BotSettings) -> None:
    if settings.discord_token.get_secret_value():
        if settings.log_format == "text":  # a person reads how far it is before the log begins
            log_to_screen(settings)
        asyncio.run(_serve(library, answerer, settings))
    else:
        output.say(f"{OFFLINE} Until then, ask here.")
        talk(library, answerer, scope)


def _sync(library: Library, name: str, folder: Path) -> None:
    if not folder.is_dir():
        output.say(f"No folder {folder}: nothing is indexed until it is there. ARTICLES_DIR names another one.")
        return
    with progress_bar() as show:
        progress = library.sync(name, folder, show)
    output.say(f"{folder}: {summary(progress)}")


async def _serve(library: Library, answerer: Answerer, settings: BotSettings) -> None:
    from bot.discord.run import run as serve

    await serve(library, answerer, settings)


def log_to_screen(settings: BotSettings) -> None:
    """Write the log to standard error, as a process without a person before it does; as JSON all that is said."""
    from bot.monitoring.logs import formatter

    handler = logging.StreamHandler()
    handler.setFormatter(formatter(settings.log_format))
    handler.addFilter(lambda record: record.name != "footnote")  # what ends the process is told in a sentence
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(settings.log_level)
    if settings.log_format == "json":
        output.say_through(logging.getLogger(__name__).info)
    for name in ("httpx", "httpx2", "watchfiles"):  # each request to a server, changes that are none of an article
        logging.getLogger(name).setLevel(logging.WARNING)
