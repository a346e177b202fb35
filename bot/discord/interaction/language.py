"""In which language the bot speaks: to the member behind an interaction, and to everybody in a server."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.guild.settings import chosen
from bot.discord.interaction.backend import backend_of
from bot.words.words import speak
from index.errors import IndexFault

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)


async def language_of(interaction: discord.Interaction[Any], *, private: bool = True) -> str:
    """Return the language that a server chose; else the member's own where the reply is `private`, or the server's."""
    if interaction.guild_id is None:
        return str(interaction.locale)
    choice = await _choice(backend_of(interaction), interaction.guild_id)
    return choice or str((not private and interaction.guild_locale) or interaction.locale)


async def language_in(backend: Backend, guild: discord.Guild | None) -> str:
    """Return the language that a server chose, else the one it is in; "" in direct messages, which have none."""
    return (await _choice(backend, guild.id) or str(guild.preferred_locale)) if guild else ""


async def aloud(interaction: discord.Interaction[Any]) -> None:
    """Speak from here on to everybody in the channel."""
    speak(await language_of(interaction, private=False))


async def _choice(backend: Backend, guild_id: int) -> str:
    """Return the language that a server chose, "" for none. Nobody stays without a reply because it cannot be read."""
    try:
        return (await backend.note(chosen, backend.library, guild_id)).language
    except IndexFault as error:
        log.warning("The language of server %s cannot be read: %s", guild_id, error)
        return ""
