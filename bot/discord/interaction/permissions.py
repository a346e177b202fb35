"""Who may change a server's library, who may change the server, and where the bot may write. Pure.

Discord's `default_permissions` hold for a whole top-level command and know permissions, never roles, and a bot may not
grant one to a role. `/index` is read by everybody and changed by a role, so Discord shows it to everybody and each
command that changes something asks here.
"""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.discord.guild.settings import NOTHING_CHOSEN, GuildSettings
from bot.errors import NotAllowed
from bot.words.words import _, marked

VIEW, SEND, SEND_IN_THREADS = marked("View Channel"), marked("Send Messages"), marked("Send Messages in Threads")


def may_index(
    roles: Iterable[tuple[int, str]], wanted: str, chosen: GuildSettings = NOTHING_CHOSEN, *, manages: bool
) -> bool:
    """Return whether a member with these roles, (id, name), may change the server's library.

    `wanted` is the name of a role that may in every server; the server may have `chosen` others.
    """
    name, held = wanted.strip().casefold(), list(roles)
    named = bool(name) and any(role.casefold() == name for _id, role in held)
    return manages or named or any(identity in chosen.index_roles for identity, _name in held)


def manages(interaction: discord.Interaction) -> bool:
    """Return whether this member may manage the server where they ask."""
    rights = interaction.permissions
    return interaction.guild_id is not None and (rights.manage_guild or rights.administrator)


def permitted(interaction: discord.Interaction, role: str, chosen: GuildSettings) -> bool:
    """Return whether this member may change the library of the server where they ask."""
    roles = [(one.id, one.name) for one in getattr(interaction.user, "roles", [])]
    return interaction.guild_id is not None and may_index(roles, role, chosen, manages=manages(interaction))


def permit(interaction: discord.Interaction, role: str, chosen: GuildSettings) -> int:
    """Return the server's id. Raises NotAllowed when this member may not change its library."""
    guild_id = permit_server(interaction)
    if permitted(interaction, role, chosen):
        return guild_id
    if chosen.index_roles:
        raise NotAllowed(_("Only members who may manage this server, or hold a role that it chose, can change this."))
    if role.strip():
        text = _("Only members who may manage this server or hold the role “{role}” can change this.")
        raise NotAllowed(text.format(role=role.strip()))
    raise NotAllowed(_("Only members who may manage this server can change this."))


def permit_server(interaction: discord.Interaction) -> int:
    """Return the server's id. Raises NotAllowed in direct messages."""
    if interaction.guild_id is None:
        raise NotAllowed(_("Articles belong to servers, not to direct messages. Use this command in a server."))
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


def permit_manager(interaction: discord.Interaction) -> int:
    """Return the server's id. Raises NotAllowed when this member may not manage it."""
    guild_id = permit_server(interaction)
    if not manages(interaction):
        raise NotAllowed(_("Only members who may manage this server can do this."))
    return guild_id
