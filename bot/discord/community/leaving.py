"""A server that the bot left: its data goes after 30 days, unless it comes back. All but `tell` blocks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.discord.community.persons import forget_server
from bot.discord.guild.libraries import DEFAULT, libraries_of, own_library
from bot.discord.guild.settings import DIGEST, KIND, chosen, known_servers
from bot.discord.interaction.reply import Notice
from bot.words.words import _, speaking

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)
HOME, LEAVING = "discord-home", "discord-leaving"
DAYS = 30
BY = "Footnote"


def leave(library: Library, guild_id: int, now: datetime) -> datetime | None:
    """Schedule the deletion of a server's data; return when it is due, None where nothing is kept of it."""
    library.forget(DEFAULT, HOME, [str(guild_id)])
    if guild_id not in known_servers(library):
        return None
    due = now + timedelta(days=DAYS)
    library.record(DEFAULT, LEAVING, str(guild_id), {"due": due.isoformat()})
    log.warning("Server %s is left: its data is deleted on %s unless the bot comes back", guild_id, f"{due:%d %B %Y}")
    return due


def come(library: Library, guild_id: int, application: int) -> bool:
    """Note that the bot is in a server; return whether that cancels the deletion of its data."""
    home = {"application": application}
    if library.recall(DEFAULT, HOME, str(guild_id)) != home:
        library.record(DEFAULT, HOME, str(guild_id), home)
    if cancelled := library.forget(DEFAULT, LEAVING, [str(guild_id)]) > 0:
        log.info("Server %s is back: its data stays", guild_id)
    return cancelled


def compare(
    library: Library,
    guilds: Iterable[int],
    application: int,
    now: datetime,
    served: Callable[[int], bool] = lambda guild: True,
) -> None:
    """Make up for what happened while the bot was offline: servers that it was in and is in no more were left.

    Of servers where another application was, and of those that another process serves, nothing is concluded.
    """
    present = set(guilds)
    for guild_id in present:
        come(library, guild_id, application)
    for key, value in library.records(DEFAULT, HOME):
        gone = key.isdecimal() and int(key) not in present and served(int(key))
        if gone and value.get("application") == application:
            leave(library, int(key), now)


def due(library: Library, now: datetime) -> list[int]:
    """Return the servers whose data is to be deleted."""
    return [
        int(key)
        for key, value in library.records(DEFAULT, LEAVING)
        if key.isdecimal() and (at := _moment(value.get("due"))) and at <= now
    ]


def leaves_at(library: Library, guild_id: int) -> datetime | None:
    """Return when a server's data is due to be deleted."""
    value = library.recall(DEFAULT, LEAVING, str(guild_id))
    return _moment(value.get("due")) if value else None


def erase(library: Library, guild_id: int) -> None:
    """Delete the libraries that a server kept, what it chose, and what is on record of people there.

    The shared library stays, and so does every library that is bound elsewhere or belongs to whoever runs the bot.
    """
    forget_server(library, guild_id)
    library.forget(DEFAULT, DIGEST, chosen(library, guild_id).digests)
    own, elsewhere = own_library(guild_id), _bound_elsewhere(library, guild_id)
    for name in libraries_of(library, guild_id):
        if (name == own or name.startswith(f"{own}-")) and name not in elsewhere:
            for source in library.sources(name):
                library.remove_source(name, source.id, by=BY)
            library.drop(name)
            log.info("The library %s was deleted: its server was left", name)
    for kind in (KIND, HOME, LEAVING):
        library.forget(DEFAULT, kind, [str(guild_id)])
    log.info("The data of server %s was deleted", guild_id)


async def tell(client: discord.Client, guild: discord.Guild, at: datetime) -> None:
    """Tell a server's owner when its data will be deleted, where Discord lets the bot write to them."""
    with speaking(guild.preferred_locale.value):
        text = _(
            "Footnote has left **{server}**. What the server added and chose is deleted on {day}. "
            "Until then it is all there again when Footnote is invited back."
        )
    said = text.format(server=discord.utils.escape_markdown(guild.name), day=f"<t:{int(at.timestamp())}:D>")
    try:
        channel = await client.create_dm(discord.Object(guild.owner_id or 0))
        await channel.send(view=Notice(said))
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("The owner of server %s could not be told that it was left: %s", guild.id, error)


def _bound_elsewhere(library: Library, guild_id: int) -> set[str]:
    others = [chosen(library, one) for one in known_servers(library) if one != guild_id]
    return {name for one in others for name in (*one.bound.values(), *one.private_libraries.values())}


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
