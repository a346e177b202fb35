"""What a server chose, set whole for a test."""

from __future__ import annotations

from dataclasses import fields

from bot.discord.guild.settings import GuildSettings, revise
from index.library import Library


def choose(library: Library, guild_id: int, settings: GuildSettings) -> None:
    """Put settings in the place of all that a server chose. Blocks."""
    revise(library, guild_id, **{field.name: getattr(settings, field.name) for field in fields(settings)})
