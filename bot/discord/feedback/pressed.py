"""What every button under an answer begins with: a private reply, a wall around it, and the answer on record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord

from bot.answer.record.record import recall
from bot.discord.guild.libraries import Audience, audience_of, readable
from bot.discord.interaction.backend import Backend, backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.language import language_of
from bot.discord.interaction.reply import InteractionReply, say
from bot.errors import AnswerGone
from bot.values import Answer
from bot.words.words import _, speaking

if TYPE_CHECKING:
    from index.library import Library


@asynccontextmanager
async def privately(
    interaction: discord.Interaction[Any], where: str
) -> AsyncIterator[tuple[Backend, InteractionReply]]:
    """Lead to the library and to a reply for the member alone, in their language; what fails inside is said there."""
    backend, reply = backend_of(interaction), InteractionReply(interaction, private=True)
    with speaking(await language_of(interaction)), backend.under_way():
        async with wall(where, lambda text: say(reply, text)):
            yield backend, reply


def audience(interaction: discord.Interaction[Any]) -> Audience:
    """Return who reads a reply to the member alone."""
    return audience_of(interaction.channel, interaction.guild_id, interaction.user)


def recorded(library: Library, readers: Audience, answer_id: str) -> tuple[str, Answer]:
    """Return an answer and the library it is from, among those that its readers may read. Blocks. Raises AnswerGone."""
    for name in readable(library, readers):
        if answer := recall(library, name, answer_id):
            return name, answer
    raise AnswerGone(_("This answer is no longer on record. Ask the question again."))
