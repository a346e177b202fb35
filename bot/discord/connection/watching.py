"""Work that looks again and again by itself, and rests when a look failed."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import discord
from discord.ext import tasks

from index.errors import IndexFault

Ready = Callable[[], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)
_PASSES = (IndexFault, discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)


class Watch(ABC):
    """Looks every `every` seconds from when `ready` returns, until `stop`; after a fault it rests `rest` seconds.

    What may pass by itself, of the library, Discord or the network, is one line of the log.
    """

    what: str
    """What is looked at or done, as the log names it."""

    def __init__(self, every: float, rest: float = 0, ready: Ready | None = None) -> None:
        self._rest, self._rests_until = rest, 0.0
        self._loop = tasks.loop(seconds=every)(self._once)
        if ready is not None:
            self._loop.before_loop(ready)

    def start(self) -> None:
        """Look until `stop`."""
        self._loop.start()

    def stop(self) -> None:
        """Look no more; a look under way is given up."""
        self._loop.cancel()

    @abstractmethod
    async def look(self) -> None:
        """Do once what is due."""

    async def _once(self) -> None:
        if time.monotonic() < self._rests_until:
            return
        try:
            await self.look()
        except _PASSES as error:
            self._rests_until = time.monotonic() + self._rest
            log.warning("%s: tried again later: %s", self.what, error)
        except Exception:  # the wall of every background task
            self._rests_until = time.monotonic() + self._rest
            log.exception("%s: tried again later", self.what)
