"""Whose questions a member may see: those of their server, asked where they see the channel."""

from __future__ import annotations

from typing import Any

import discord

from bot.answer.record.gaps import Missed
from bot.discord.guild.settings import chosen
from bot.discord.guild.visible import sees
from bot.discord.interaction.backend import Backend, backend_of
from bot.discord.interaction.permissions import permitted
from bot.discord.interaction.reply import InteractionReply
from bot.errors import NotAllowed
from bot.words.words import _


async def enter(interaction: discord.Interaction[Any]) -> tuple[Backend, InteractionReply]:
    """Lead those who look after a server's library to it, and defer to a private answer. Raises NotAllowed."""
    backend = backend_of(interaction)
    chose = await backend.call(chosen, backend.library, interaction.guild_id)
    if not permitted(interaction, backend.settings.index_role, chose):
        raise NotAllowed(_("Only those who may add articles to this server can see this."))
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    return backend, reply


def shown_to(interaction: discord.Interaction[Any], found: list[Missed]) -> list[Missed]:
    """Return what was asked in the member's server: a request reaches the desk wherever it was made."""
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return []
    rooms = {one.room for one in found if one.room is not None}
    open_ = {
        room for room in rooms if room == interaction.channel_id or sees(member, guild.get_channel_or_thread(room))
    }
    return [one for one in found if one.guild == guild.id and (one.requested or one.room in open_)]
