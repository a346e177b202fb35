"""What every command on a library begins with: may this member, which library is it, and who reads the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.guild.libraries import DEFAULT, Audience, Filled, audience_of, filling
from bot.discord.guild.settings import GuildSettings, chosen
from bot.discord.interaction.backend import Backend, backend_of
from bot.discord.interaction.language import aloud
from bot.discord.interaction.permissions import permit, permit_server, permitted
from bot.discord.interaction.reply import InteractionReply
from bot.errors import NotAllowed
from bot.words.words import _


@dataclass(frozen=True, slots=True)
class Changing:
    """A member who may change a library, and which one it is from where they are."""

    backend: Backend
    guild_id: int
    filled: Filled
    chosen: GuildSettings


async def enter(interaction: discord.Interaction[Any]) -> Changing:
    """Return what leads to the library that is changed from here. Raises NotAllowed."""
    permit_server(interaction)
    backend = backend_of(interaction)
    settings, filled = await backend.note(_surroundings, backend, alone(interaction))
    guild_id = permit(interaction, backend.settings.index_role, settings)
    refuse_shared(backend, filled)
    return Changing(backend, guild_id, filled, settings)


async def enter_trusted(interaction: discord.Interaction[Any]) -> Backend:
    """Let in those who may change the server's library, also where it keeps to the shared one. Raises NotAllowed."""
    backend = backend_of(interaction)
    permit(interaction, backend.settings.index_role, await backend.note(chosen, backend.library, interaction.guild_id))
    return backend


def refuse_shared(backend: Backend, filled: Filled) -> None:
    """Raise NotAllowed for the shared library unless whoever runs the bot lets servers change it."""
    if filled.library == DEFAULT and not backend.settings.index_shared:
        raise NotAllowed(
            _(
                "This server is answered from the shared library, which only those who run this bot can change. "
                "Who manages the server can give it a library of its own with `/footnote setup`."
            )
        )


async def enter_changing(interaction: discord.Interaction[Any]) -> tuple[Changing, InteractionReply]:
    """Enter, and defer to an answer that everybody in the channel reads, unless the library is private."""
    changing = await enter(interaction)
    if not changing.filled.private:
        await aloud(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=changing.filled.private)
    await reply.begin()
    return changing, reply


async def enter_private(interaction: discord.Interaction[Any]) -> tuple[Changing, InteractionReply]:
    """Enter, and defer to an answer for this member alone."""
    changing = await enter(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    return changing, reply


async def enter_reading(interaction: discord.Interaction[Any]) -> tuple[Backend, Audience, InteractionReply]:
    """Let everybody in a server in, and defer to an answer for this member alone. Raises NotAllowed."""
    permit_server(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    return backend_of(interaction), alone(interaction), reply


async def fills(interaction: discord.Interaction[Any]) -> str:
    """Return the library that a completion may name things of, "" for those who may not change it."""
    if interaction.guild_id is None:
        return ""
    backend = backend_of(interaction)
    try:
        settings, filled = await backend.note(_surroundings, backend, alone(interaction))
    except NotAllowed:
        return ""
    return filled.library if permitted(interaction, backend.settings.index_role, settings) else ""


def alone(interaction: discord.Interaction[Any]) -> Audience:
    """Return the audience of an answer that this member alone reads."""
    return audience_of(interaction.channel, interaction.guild_id, interaction.user)


def _surroundings(backend: Backend, audience: Audience) -> tuple[GuildSettings, Filled]:
    return chosen(backend.library, audience.guild_id), filling(backend.library, audience)


def actor(user: discord.abc.User) -> str:
    """Return how a member is called in the audit log: the name that is theirs alone, and the id that outlives it."""
    return f"{user.name} ({user.id})"
