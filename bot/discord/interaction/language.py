"""In which language the bot speaks to whoever uses a command or a button."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.guild.settings import chosen
from bot.discord.interaction.backend import backend_of


async def language_of(interaction: discord.Interaction[Any]) -> str:
    """Return the language that a server chose for its readers, else the member's own."""
    backend = backend_of(interaction)
    own = str(interaction.locale)
    if interaction.guild_id is None:
        return own
    return (await backend.note(chosen, backend.library, interaction.guild_id)).language or own
