"""Once an hour: what is kept for a while only, and the data of servers that were left."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord.ext import tasks

from bot.discord.community.leaving import compare, due, erase, now
from bot.discord.community.persons import drop_checks, prune
from bot.discord.guild.settings import chosen, known_servers
from index.errors import IndexFault

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from index.library import Library

log = logging.getLogger(__name__)


class Housekeeping:
    """What happens by itself, some time after it is due."""

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        self._client, self._backend = client, backend
        self._compared = False

    def start(self) -> None:
        """Begin when the client is online, and go on until `stop`."""
        self._clean.start()

    def stop(self) -> None:
        self._clean.cancel()

    @tasks.loop(hours=1)
    async def _clean(self) -> None:
        try:
            with self._backend.under_way():
                await self._compare()
                await self._backend.call(clean, self._backend.library)
        except IndexFault as error:
            log.warning("Old records wait for the next hour: %s", error)
        except Exception:  # the wall of a background task
            log.exception("Old records wait for the next hour")

    @_clean.before_loop
    async def _online(self) -> None:
        await self._client.wait_until_ready()

    async def _compare(self) -> None:
        """Once, look for servers that were left while nothing ran."""
        if not self._compared:
            guilds, application = [one.id for one in self._client.guilds], self._client.application_id or 0
            await self._backend.call(compare, self._backend.library, guilds, application, now())
            self._compared = True


def clean(library: Library) -> None:
    """Do what is due. Blocks."""
    for guild_id in due(library, now()):
        erase(library, guild_id)
    drop_checks(library, now())
    for guild_id in known_servers(library):
        if days := chosen(library, guild_id).keep_days:
            gone = prune(library, guild_id, now() - timedelta(days=days))
            if gone.answers:
                log.info("%d answers of server %s were older than %d days", gone.answers, guild_id, days)
