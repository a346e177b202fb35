"""A question's way through Discord: /ask, a mention, a direct message."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answer.understand.question import LONGEST
from bot.discord.answers.conversation import Place, followed, note, note_finished, place_of
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.permissions import reading
from bot.discord.interaction.progress import shown_steps
from bot.discord.interaction.reply import InteractionReply, MessageReply, Reply, say
from bot.values import Answer

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

HOW_TO_ASK = "Mention me with a question, or use `/ask`. I answer with exact quotations from this library's articles."
SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


@app_commands.command(name="ask", description="Ask the articles; the answer quotes them and names its sources")
@app_commands.describe(question="Your question; it may name a publisher or a time (“in March 2025”)")
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def ask_command(interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, LONGEST]) -> None:
    """/ask question."""
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction)
    with backend.under_way():
        await reply.begin()
        await answer(backend, reply, question, place_of(interaction.channel, interaction.guild_id))


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
            place = place_of(message.channel, message.guild.id if message.guild else None, _replied_to(message))
            await (answer(backend, reply, question, place) if question else say(reply, HOW_TO_ASK))


async def answer(backend: Backend, reply: Reply, question: str, place: Place) -> None:
    """Answer a question from the library of its place, showing the steps meanwhile."""
    async with shown_steps(reply) as on_step:
        found = await backend.call(_ask, backend, question, place, on_step)
    await backend.call(note, backend.library, place, found, reply.message_id)
    known = reply.message_id
    await reply.finish(AnswerView(render(found), found), plain_text(found))
    if reply.message_id != known:
        await backend.call(note, backend.library, place, found, reply.message_id)
    await backend.call(note_finished, backend.library, place, found, reply.message_id)


def _ask(backend: Backend, question: str, place: Place, on_step: Callable[[str], None]) -> Answer:
    name = reading(backend.library, place.guild_id)
    return backend.answerer.ask(question, library=name, on_step=on_step, follows=followed(backend.library, name, place))


def _replied_to(message: discord.Message) -> int | None:
    return message.reference.message_id if message.reference else None
