"""A client that no event and no outage ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord.connection import sockets
from bot.discord.connection.health import RIVAL, Health
from bot.discord.connection.watchdog import Patience, Watchdog

log = logging.getLogger(__name__)
Note = Callable[[dict[str, Any]], Awaitable[None]]


class SteadyClient(discord.AutoShardedClient):
    """discord.py's client over as many shards as Discord wants, with walls around what it reads.

    `sockets` are the connections by shard. `note` is given the client's `health` at every look of its watchdog.
    """

    def __init__(self, health: Health, note: Note, *, patience: Patience | None = None, **options: Any) -> None:
        sockets.install()
        super().__init__(**options)
        self.health, self._note = health, note
        self.sockets: dict[int | None, sockets.Socket] = {}
        self.watchdog = Watchdog(self.sockets.values, self._look, patience or Patience())
        self._connection.parsers = sockets.walled(self._connection.parsers, self.unread)

    def unread(self, kind: str, error: Exception) -> None:
        """Log that an event was skipped: the first of its kind with its traceback, then at 10, 100, …"""
        self.health.skipped[kind] += 1
        count = self.health.skipped[kind]
        if count == 1:
            log.warning("Skipped a %s that could not be read", kind, exc_info=error)
        elif str(count).strip("0") == "1":
            log.warning("Skipped %d × %s that could not be read", count, kind)

    def answered_elsewhere(self) -> bool:
        """Note that a command was answered before this process came to it.

        Return whether another process must be at it: a few may be echoes of our own requests.
        """
        count = self.health.answered_elsewhere()
        if count == RIVAL:
            log.error(
                "Another process answers this bot's commands: it has the same DISCORD_TOKEN on another machine, or the "
                "developer portal names an Interactions Endpoint URL. Stop one of the two."
            )
        return count >= RIVAL

    async def setup_hook(self) -> None:
        """Begin to watch the connections."""
        self.watchdog.start()

    async def close(self) -> None:
        """End the watch, then the connections."""
        self.watchdog.stop()
        await super().close()

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note that the connection is lost."""
        if self.health.fell(shard):
            log.info("Shard %s lost its connection to Discord", shard)
            await self._look()

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a new session began."""
        await self._back(shard, "A new session began; what was said meanwhile was not heard")

    async def on_shard_resumed(self, shard: int) -> None:
        """Note that the session goes on."""
        await self._back(shard, "The session goes on, nothing was missed")

    async def _back(self, shard: int, what: str) -> None:
        seconds = self.health.rose(shard)
        if seconds is not None:
            log.info("Connected to Discord again after %.0f s. %s", seconds, what)
            await self._look()

    async def _look(self) -> None:
        if self.sockets:
            self.health.heard_before(time.monotonic() - max(one.heard for one in self.sockets.values()))
        await self._note(self.health.to_json())
