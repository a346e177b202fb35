"""What every command that changes a library begins with: may this member, and where do they read the answer."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.interaction.backend import Backend, backend_of
from bot.discord.interaction.permissions import permit
from bot.discord.interaction.reply import InteractionReply


def enter(interaction: discord.Interaction[Any]) -> Backend:
    """Return what leads to the library. Raises NotAllowed."""
    backend = backend_of(interaction)
    permit(interaction, backend.settings.index_role)
    return backend


async def enter_public(interaction: discord.Interaction[Any]) -> tuple[Backend, InteractionReply]:
    """Enter, and defer to an answer that everybody in the channel reads."""
    backend = enter(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction)
    await reply.begin()
    return backend, reply


async def enter_private(interaction: discord.Interaction[Any]) -> tuple[Backend, InteractionReply]:
    """Enter, and defer to an answer for this member alone."""
    backend = enter(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    return backend, reply


def actor(user: discord.abc.User) -> str:
    """Return how a member is called in the audit log: the name that is theirs alone, and the id that outlives it."""
    return f"{user.name} ({user.id})"
