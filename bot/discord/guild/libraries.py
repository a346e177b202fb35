"""Which library a place fills, and which ones those who read there may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.words.words import _

if TYPE_CHECKING:
    import discord

    from index.library import Library

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a reply: everybody in a channel, or one member alone.

    `channels` are the channel's id and, of a thread, its parent's; `roles` are those of the member who alone reads it,
    none where a channel does.
    """

    guild_id: int | None
    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()


EVERYWHERE = Audience(None)
"""Everybody, as in a direct message: what no server keeps to itself."""


def audience_of(channel: object, guild_id: int | None, alone: discord.abc.User | None = None) -> Audience:
    """Return who reads what is said in a channel, or to one member `alone` there."""
    ids: list[Any] = [getattr(channel, "id", None), getattr(channel, "parent_id", None)]
    roles = tuple(one.id for one in getattr(alone, "roles", []))
    return Audience(guild_id, tuple(one for one in ids if one is not None), roles)


def own_library(guild_id: int | None) -> str:
    """Return the library that a server fills; direct messages have none of their own."""
    return DEFAULT if guild_id is None else f"guild-{guild_id}"


def called(name: str, guild_id: int | None) -> str:
    """Return what people call a library."""
    own = own_library(guild_id)
    if name == DEFAULT:
        return _("the shared library")
    return _("this server's library") if name == own else name.removeprefix(f"{own}-")


def readable(library: Library, audience: Audience) -> tuple[str, ...]:
    """Return every library that an audience may read, its own first. No other is ever reachable from there. Blocks."""
    return tuple(dict.fromkeys((own_library(audience.guild_id), DEFAULT)))


def reading(library: Library, audience: Audience) -> str:
    """Return the library that questions search: a server's own as soon as it holds articles. Blocks."""
    own = own_library(audience.guild_id)
    return own if own == DEFAULT or library.status(own).articles else DEFAULT
