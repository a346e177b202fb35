"""Where the messages go that one message does not hold."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import discord

from bot.discord.interaction.notice import View
from bot.discord.interaction.writing import Put, modern_or_plain

log = logging.getLogger(__name__)
THREAD_EXISTS = 160004
"""A message has one thread at most (Discord developer documentation, JSON error codes)."""


async def _nowhere(count: int) -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Further messages, the title of a thread for them, and how many of them were `sent` before.

    `noted` is told how many are sent after each; within minutes Discord makes no second one of the same `nonce`.
    """

    messages: Sequence[tuple[View, str]]
    title: str
    nonce: str = ""
    sent: int = 0
    noted: Callable[[int], Awaitable[None]] = _nowhere

    async def send(self, send: Put) -> None:
        """Send what is left. Raises discord.HTTPException where one is refused."""
        for number, (view, text) in enumerate(self.messages[self.sent :], self.sent + 1):
            await modern_or_plain(partial(send, nonce=f"{self.nonce}+{number}") if self.nonce else send, view, text)
            await self.noted(number)


async def after(message: discord.Message | discord.PartialMessage, channel: object, rest: Rest) -> None:
    """Send further messages in a thread on one, after it where none may be opened: direct messages, threads.

    Raises discord.HTTPException where one is refused.
    """
    if rest.messages[rest.sent :]:
        target = await _thread(message, channel, rest.title) or message.channel
        await rest.send(target.send)


async def _thread(
    message: discord.Message | discord.PartialMessage, channel: object, title: str
) -> discord.Thread | None:
    """Return the thread on a message: the one that is there, else a new one; None where none may be."""
    if isinstance(channel, discord.PartialMessageable) and channel.guild is not None:
        channel = channel.guild.get_channel(channel.id)
    if not isinstance(channel, discord.TextChannel) or not _may_thread(channel):
        return None
    try:
        return await message.create_thread(name=title)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            log.info("No thread could be opened: %s", error)
            return None
    found = channel.get_thread(message.id) or await channel.guild.fetch_channel(message.id)
    return found if isinstance(found, discord.Thread) else None


def _may_thread(channel: discord.TextChannel) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.create_public_threads and allowed.send_messages_in_threads
