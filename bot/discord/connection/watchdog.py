"""The watch over connections that are open and bring nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.discord.connection.sockets import Socket
from bot.discord.connection.watching import Watch

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. After `silent` without a frame (heartbeats are answered every 41 s) or `quiet` without an event a shard
    connects anew; a quiet server loses nothing by that, its session goes on. `check` is the time between two looks.
    """

    silent: float = 150
    quiet: float = 900
    check: float = 20


class Watchdog(Watch):
    """Looks at every shard's connection, and then calls `then`."""

    what = "The watch over the connections"

    def __init__(
        self, sockets: Callable[[], Iterable[Socket]], then: Callable[[], Awaitable[None]], patience: Patience
    ) -> None:
        super().__init__(patience.check)
        self._sockets, self._then, self._patience = sockets, then, patience

    async def look(self) -> None:
        """Close the connections that are silent or quiet for too long: each is taken up again."""
        for socket in [one for one in self._sockets() if one.open]:
            level, reason = self._too_long(socket)
            if reason:
                log.log(level, "Shard %s: %s; connecting again", socket.shard_id, reason)
                await socket.close()
        await self._then()

    def _too_long(self, socket: Socket) -> tuple[int, str]:
        """Return what is wrong, as a level of the log and in words; no words where nothing is."""
        now = time.monotonic()
        silent, quiet = now - socket.heard, now - socket.event
        if silent > self._patience.silent:
            return logging.WARNING, f"no heartbeat was answered for {silent:.0f} s"
        return logging.INFO, f"no event for {quiet:.0f} s" if quiet > self._patience.quiet else ""
