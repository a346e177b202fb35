"""Where the next answer of a long conversation goes: a thread of its own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.answer.record.record import history
from bot.discord.answers.conversation import Place, followed
from bot.discord.guild.libraries import reading
from bot.discord.text.escaping import fit_line, unmentioned

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)
LONG = 3
"""Answers of a chain of replies after which the next one opens a thread: the first, and those to two follow-ups."""
_NAME = 100


def is_long(library: Library, place: Place) -> bool:
    """Tell whether the chain of replies that a question continues is to move. Blocks."""
    name = reading(library, place.audience)
    follows = followed(library, name, place)
    return bool(follows) and len(history(library, name, follows)) >= LONG


async def open_thread(message: discord.Message, question: str) -> discord.Thread | None:
    """Open a thread on a message, None where the bot may not."""
    channel, guild = message.channel, message.guild
    if guild is None or not isinstance(channel, discord.TextChannel):
        return None
    if guild.me is not None:
        rights = channel.permissions_for(guild.me)
        if not (rights.create_public_threads and rights.send_messages_in_threads):
            return None
    try:
        return await message.create_thread(name=fit_line(question, _NAME, unmentioned) or "…")
    except discord.HTTPException as error:
        log.info("The conversation stays in its channel: %s", error)
        return None
