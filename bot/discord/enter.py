"""What every command that changes a library begins with: may this member, and where do they read the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord.permissions import permit
from bot.discord.reply import InteractionReply

if TYPE_CHECKING:
    from bot.discord.client import Footnote
    from bot.discord.work import Work


def enter(interaction: discord.Interaction[Any]) -> Work:
    """Return what leads to the library. Raises NotAllowed."""
    client: Footnote = interaction.client
    permit(interaction, client.work.settings.index_role)
    return client.work


async def enter_public(interaction: discord.Interaction[Any]) -> tuple[Work, InteractionReply]:
    """Enter, and defer to an answer that everybody in the channel reads."""
    work = enter(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction)
    await reply.begin()
    return work, reply


async def enter_private(interaction: discord.Interaction[Any]) -> tuple[Work, InteractionReply]:
    """Enter, and defer to an answer for this member alone."""
    work = enter(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    return work, reply


def actor(user: discord.abc.User) -> str:
    """Return how a member is called in the audit log: the name that is theirs alone, and the id that outlives it."""
    return f"{user.name} ({user.id})"
