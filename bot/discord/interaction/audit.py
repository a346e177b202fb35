"""Who changed a server's library: noted after every change, shown by /index log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord.guild.libraries import own_library
from bot.discord.interaction.access import actor

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend


async def note(backend: Backend, interaction: discord.Interaction[Any], action: str, subject: str, result: str) -> None:
    """Note what the member behind an interaction did to their server's library."""
    library, by = own_library(interaction.guild_id), actor(interaction.user)
    await backend.call(backend.library.note_audit, library, by, action, subject, result)
