"""Who changed a server's libraries: noted after every change, shown by /index log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord.guild.libraries import Filled, own_library
from bot.discord.interaction.access import actor

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend


async def note(
    backend: Backend,
    interaction: discord.Interaction[Any],
    action: str,
    subject: str,
    result: str,
    filled: Filled | None = None,
) -> None:
    """Note what the member behind an interaction did, in a private library's own log and else in the server's."""
    library = filled.library if filled and filled.private else own_library(interaction.guild_id)
    await backend.call(backend.library.note_audit, library, actor(interaction.user), action, subject, result)
