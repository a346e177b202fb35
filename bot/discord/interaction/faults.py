"""Where errors end: the user reads a sentence, with an id when it is a fault; the log has the rest."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord
from discord import app_commands

from bot.discord.interaction.language import language_of
from bot.discord.interaction.writing import UNREACHED
from bot.discord.text.escaping import fit
from bot.errors import BotFault
from bot.words.words import _, speak
from index.errors import (
    Cancelled,
    HomeUnusable,
    IndexFault,
    ModelChanged,
    NotIndexed,
    UnreadableSource,
    VectorsUnreachable,
)

log = logging.getLogger(__name__)
SENTENCE_LIMIT = 1500
Say = Callable[[str], Awaitable[None]]


async def report(error: BaseException, where: str, say: Say) -> None:
    """Log an error and tell the user."""
    text = _sentence(getattr(error, "original", error), where)
    try:
        await say(text)
    except UNREACHED as unsaid:
        log.warning("%s: the user could not be told (%s)", where, unsaid)


def _sentence(error: BaseException, where: str) -> str:
    if isinstance(error, BotFault | NotIndexed | UnreadableSource):
        log.info("%s: %s", where, error)
        return fit(str(error), SENTENCE_LIMIT)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return _("This command has changed since your Discord loaded it. Reload Discord and try again.")
    if isinstance(error, discord.Forbidden):
        log.info("%s: Discord forbids it: %s", where, error)
        return _("Discord does not let me do this here. Whoever manages this server can give me the right.")
    number = secrets.token_hex(4)
    log.error("%s: error %s", where, number, exc_info=error)
    if isinstance(error, ModelChanged | Cancelled) or type(error) is IndexFault:  # others name folders and hosts
        return _("{reason} (error {number})").format(reason=fit(str(error), SENTENCE_LIMIT), number=number)
    return _what(error).format(number=number)


def _what(error: BaseException) -> str:
    """Return what is down, without folders and hosts."""
    if isinstance(error, VectorsUnreachable):
        return _("Chroma's server does not answer now. Whoever runs this bot finds error {number} in its log.")
    if isinstance(error, HomeUnusable):
        return _("The library cannot be reached now. Whoever runs this bot finds error {number} in its log.")
    return _("Something went wrong on this side, not yours. Whoever runs this bot finds error {number} in its log.")


@asynccontextmanager
async def wall(where: str, say: Say, interaction: discord.Interaction[Any] | None = None) -> AsyncIterator[None]:
    """Report whatever escapes from a message, a component or a form, which have no command tree around them.

    To the member behind an `interaction` their language is spoken from here on.
    """
    if interaction is not None:
        speak(await language_of(interaction))
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the same wall as the command tree's error handler
        await report(error, where, say)


@contextmanager
def unseen(what: str) -> Iterator[None]:
    """Let nothing escape from bookkeeping behind what a reader already sees: only the log says that it failed."""
    try:
        yield
    except Exception:  # a wall: an error would take the place of what is on screen
        log.exception("%s failed; what is shown stays", what)
