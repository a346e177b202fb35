"""Questions in messages: those that mention the bot, and direct ones."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import discord

from bot.discord.answers.asking import answer
from bot.discord.answers.conversation import Asked, place_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.message import MessageReply
from bot.discord.interaction.reply import say

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)
HOW_TO_ASK = "Mention me with a question, or use `/ask`. I answer with exact quotations from this library's articles."
SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


async def hear(backend: Backend, me: discord.ClientUser, message: discord.Message) -> None:
    """Answer a message that mentions the bot, which is `me`, or was sent to it directly; ignore every other."""
    if message.author.bot or message.webhook_id is not None or message.type not in SPOKEN:
        return
    if message.guild is not None and me not in message.mentions:
        return
    question = re.sub(rf"<@!?{me.id}>", " ", message.content).strip()
    reply = MessageReply(message)
    with backend.under_way():
        async with wall("mention", lambda text: say(reply, text)):
            if not question:
                await _hint(backend, reply)
                return
            place = place_of(message.channel, message.guild.id if message.guild else None, _replied_to(message))
            await answer(backend, reply, Asked(question, message.author.id, place))


async def _hint(backend: Backend, reply: MessageReply) -> None:
    """Say how to ask, where the bot may write."""
    channel = reply.route.channel_id or 0
    if reply.lacks or channel in backend.closed:
        return
    try:
        await say(reply, HOW_TO_ASK)
    except discord.Forbidden as error:
        backend.closed[channel] = True
        log.info("The channel %s is closed to the bot: %s", channel, error)


def _replied_to(message: discord.Message) -> int | None:
    return message.reference.message_id if message.reference else None
