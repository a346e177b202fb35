"""Where the messages go that one message does not hold."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import discord
from discord.abc import Messageable

from bot.discord.interaction.notice import View
from bot.discord.interaction.writing import modern_or_plain

log = logging.getLogger(__name__)


async def after(
    message: discord.Message | discord.PartialMessage,
    channel: object,
    messages: Sequence[tuple[View, str]],
    title: str,
) -> None:
    """Send further messages in a thread on one, after it where none may be opened: direct messages, threads.

    Raises discord.HTTPException where one is refused.
    """
    target: Messageable = message.channel
    if messages and isinstance(channel, discord.TextChannel) and _may_thread(channel):
        try:
            target = await message.create_thread(name=title)
        except discord.HTTPException as error:
            log.info("No thread could be opened: %s", error)
    for view, text in messages:
        await modern_or_plain(target.send, view, text)


def _may_thread(channel: discord.TextChannel) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.create_public_threads and allowed.send_messages_in_threads
