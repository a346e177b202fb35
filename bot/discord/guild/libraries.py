"""Which library a place fills, and which ones those who read there may see.

What counts is who can read the reply. A library that is bound to a channel is read there and in its threads. One that
is bound to a role is private: only answers to one member alone come from it, and only where that member has the role.
A direct message reads the shared library and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.discord.guild.settings import DEFAULT as DEFAULT
from bot.discord.guild.settings import GuildSettings, chosen
from bot.errors import NotAllowed
from bot.words.words import _

if TYPE_CHECKING:
    import discord

    from index.library import Library

_OF_A_SERVER = re.compile(r"guild-\d+(-.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a reply: everybody in a channel, or one member alone.

    `channels` are the channel's id and, of a thread, its parent's; `roles` are those of the member who alone reads it,
    the highest last, none where a channel does.
    """

    guild_id: int | None
    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()


EVERYWHERE = Audience(None)
"""Everybody, as in a direct message: what no server keeps to itself."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The library that is changed from a place; what is said of a `private` one is for its member alone."""

    library: str
    private: bool = False


def audience_of(channel: object, guild_id: int | None, alone: discord.abc.User | None = None) -> Audience:
    """Return who reads what is said in a channel, or to one member `alone` there."""
    ids: list[Any] = [getattr(channel, "id", None), getattr(channel, "parent_id", None)]
    roles = tuple(one.id for one in getattr(alone, "roles", []))
    return Audience(guild_id, tuple(one for one in ids if one is not None), roles)


def own_library(guild_id: int | None) -> str:
    """Return the library that a server keeps for itself; direct messages have none of their own."""
    return DEFAULT if guild_id is None else f"guild-{guild_id}"


def named_library(guild_id: int, label: str) -> str:
    """Return the further library of a server that its people call by this label."""
    return f"{own_library(guild_id)}-{label}"


def readable(library: Library, audience: Audience) -> tuple[str, ...]:
    """Return every library that an audience may read, the nearest first. No other is ever reachable from there. Blocks.

    The shared one is readable everywhere, also where a server chose another: earlier answers came from it.
    """
    bound = _bound(chosen(library, audience.guild_id), audience)
    return tuple(dict.fromkeys((*bound, own_library(audience.guild_id), DEFAULT)))


def reading(library: Library, audience: Audience) -> str:
    """Return the library that questions search: the channel's, else that of the highest role of a member who alone
    reads the answer, else what the server chose; where it never chose, its own as soon as it holds articles. Blocks.
    """
    settings, own = chosen(library, audience.guild_id), own_library(audience.guild_id)
    if bound := _bound(settings, audience):
        return bound[0]
    if settings.library:
        return own if settings.library == "own" else DEFAULT
    return own if own == DEFAULT or library.status(own).articles else DEFAULT


def filling(library: Library, audience: Audience) -> Filled:
    """Return the library that a member changes from a place: the channel's, else the server's own or, where it keeps to
    that, the shared one. Raises NotAllowed where the channel's is private to a role that they lack. Blocks."""
    settings, own = chosen(library, audience.guild_id), own_library(audience.guild_id)
    for name in _of_channels(settings, audience)[:1]:
        if name not in _bound(settings, audience):
            raise NotAllowed(_("The library of this channel is private to a role that you do not have."))
        return Filled(name, name in settings.private_libraries.values())
    return Filled(DEFAULT if settings.library == "shared" else own)


def libraries_of(library: Library, guild_id: int) -> tuple[str, ...]:
    """Return every library that a server keeps or has bound, its own first and without the shared one. Blocks."""
    settings, own = chosen(library, guild_id), own_library(guild_id)
    named = sorted(one for one in library.quoted.changes() if one.startswith(f"{own}-"))
    bound = [one for one in (*settings.bound.values(), *settings.private_libraries.values()) if may_bind(guild_id, one)]
    return tuple(one for one in dict.fromkeys((own, *named, *bound)) if one != DEFAULT)


def open_libraries(library: Library, guild_id: int) -> tuple[str, ...]:
    """Return those of a server's libraries that are not private. Blocks."""
    private = set(chosen(library, guild_id).private_libraries.values())
    return tuple(one for one in libraries_of(library, guild_id) if one not in private)


def may_bind(guild_id: int, name: str) -> bool:
    """Tell whether a library can be bound to a place of a server: none that another server keeps."""
    own = own_library(guild_id)
    return name == own or name.startswith(f"{own}-") or not _OF_A_SERVER.fullmatch(name)


def called(name: str, guild_id: int | None) -> str:
    """Return what people call a library."""
    own = own_library(guild_id)
    if name == DEFAULT:
        return _("the shared library")
    return _("this server's library") if name == own else name.removeprefix(f"{own}-")


def called_of_several(library: Library, audience: Audience, name: str) -> str:
    """Return what people call a library where the audience could be answered from another one too, else "". Blocks."""
    others = (one for one in readable(library, audience) if one != name)
    return called(name, audience.guild_id) if any(library.status(one).articles for one in others) else ""


def _bound(settings: GuildSettings, audience: Audience) -> list[str]:
    """Return the libraries bound to a place that its audience may read: the channel's, then those of roles."""
    private = {role: one for role, one in settings.private_libraries.items() if _can_be_private(audience.guild_id, one)}
    held = [private[str(role)] for role in reversed(audience.roles) if str(role) in private]
    here = [one for one in _of_channels(settings, audience) if one not in private.values() or one in held]
    return here + held


def _of_channels(settings: GuildSettings, audience: Audience) -> list[str]:
    named = [settings.bound[str(one)] for one in audience.channels if str(one) in settings.bound]
    return [one for one in named if audience.guild_id is not None and may_bind(audience.guild_id, one)]


def _can_be_private(guild_id: int | None, name: str) -> bool:
    """What everybody in the server, or everywhere, reads anyway cannot be private."""
    return guild_id is not None and may_bind(guild_id, name) and name not in (DEFAULT, own_library(guild_id))
