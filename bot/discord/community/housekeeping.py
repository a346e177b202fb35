"""Once an hour: what is kept for a while only, and the data of servers that were left."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.discord.community.leaving import compare, due, erase, now
from bot.discord.community.persons import drop_checks, prune
from bot.discord.connection.watching import Watch
from bot.discord.guild.settings import chosen, known_servers

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord.interaction.backend import Backend
    from index.library import Library

log = logging.getLogger(__name__)
HOUR = 3600.0


class Housekeeping(Watch):
    """What happens by itself, some time after it is due."""

    what = "Old records"

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        super().__init__(HOUR, ready=client.wait_until_ready)
        self._client, self._backend = client, backend
        self._compared = False

    async def look(self) -> None:
        """Compare the servers, and do what is due."""
        with self._backend.under_way():
            await self._compare()
            if self._backend.shards.lead:
                await self._backend.call(clean, self._backend.library)

    async def _compare(self) -> None:
        """Once, look for servers that were left while nothing ran."""
        if not self._compared:
            guilds, application = [one.id for one in self._client.guilds], self._client.application_id or 0
            served = self._backend.shards.serve
            await self._backend.call(compare, self._backend.library, guilds, application, now(), served)
            self._compared = True


def clean(library: Library) -> None:
    """Do what is due; what fails for one server is tried again the next time and holds up no other. Blocks."""
    for guild_id in due(library, now()):
        _apart(erase, library, guild_id)
    drop_checks(library, now())
    for guild_id in known_servers(library):
        _apart(_shorten, library, guild_id)


def _apart(work: Callable[[Library, int], object], library: Library, guild_id: int) -> None:
    try:
        work(library, guild_id)
    except Exception:  # the wall of one server
        log.exception("Old records of server %s: tried again later", guild_id)


def _shorten(library: Library, guild_id: int) -> None:
    if days := chosen(library, guild_id).keep_days:
        gone = prune(library, guild_id, now() - timedelta(days=days))
        if gone.answers:
            log.info("%d answers of server %s were older than %d days", gone.answers, guild_id, days)
