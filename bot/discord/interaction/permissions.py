"""Who may change a server's library. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.errors import NotAllowed

if TYPE_CHECKING:
    import discord


def may_index(roles: Iterable[str], wanted: str, *, manages: bool) -> bool:
    """Return whether a member with these roles may change the server's library."""
    return manages or (bool(wanted.strip()) and wanted.strip().casefold() in {role.casefold() for role in roles})


def permitted(interaction: discord.Interaction, role: str) -> bool:
    """Return whether this member may change the library of the server where they ask."""
    rights = interaction.permissions
    names = [one.name for one in getattr(interaction.user, "roles", [])]
    manages = rights.manage_guild or rights.administrator
    return interaction.guild_id is not None and may_index(names, role, manages=manages)


def permit(interaction: discord.Interaction, role: str) -> int:
    """Return the server's id. Raises NotAllowed when this member may not change its library."""
    if interaction.guild_id is None:
        raise NotAllowed("Articles are added in a server, not in direct messages. Use /index there.")
    if not permitted(interaction, role):
        also = f" or hold the role “{role.strip()}”" if role.strip() else ""
        raise NotAllowed(f"Only members who may manage this server{also} can use /index.")
    return interaction.guild_id
