"""Who may change a server's library, and where the bot may write. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.errors import NotAllowed
from bot.words.words import _, marked

VIEW, SEND, SEND_IN_THREADS = marked("View Channel"), marked("Send Messages"), marked("Send Messages in Threads")


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


def lacking(rights: discord.Permissions, channel: object) -> str:
    """Return the right that is missing to write in a channel, as Discord calls it, "" for none.

    Links need no right of their own: a text of components shows no embed. Servers that tell no rights tell 0.
    """
    thread = isinstance(channel, discord.Thread)
    if not rights.value or rights.administrator:
        return ""
    if not rights.view_channel:
        return _(VIEW)
    if not (rights.send_messages_in_threads if thread else rights.send_messages):
        return _(SEND_IN_THREADS if thread else SEND)
    return ""
