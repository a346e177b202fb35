"""What every command that changes a library begins with: may this member, and where do they read the answer."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.interaction.permissions import permit
from bot.discord.interaction.reply import InteractionReply
from bot.discord.interaction.work import Work, work_of


def enter(interaction: discord.Interaction[Any]) -> Work:
    """Return what leads to the library. Raises NotAllowed."""
    work = work_of(interaction)
    permit(interaction, work.settings.index_role)
    return work


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
