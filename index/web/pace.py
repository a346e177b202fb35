"""How a host is treated: asked seldom, a few times at once, and left alone while it wants that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from cachetools import LRUCache

HOSTS = 10_000  # remembered; a host is forgotten when as many others were asked since


@dataclass(frozen=True, slots=True)
class Manners:
    """Times are seconds."""

    delay: float = 1.0  # between the starts of two requests to a host
    longest_delay: float = 30.0  # of those that a robots.txt asks for
    at_once: int = 2  # requests to one host at the same time
    at_once_in_all: int = 16
    attempts: int = 3
    backoff: float = 2.0  # before the second attempt; doubled before each further one
    patience: float = 60.0  # that a fetch waits for a host before it says "later"
    robots_kept: float = 86_400.0  # RFC 9309, 2.4
    robots_failing_kept: float = 300.0


class NotNow(Exception):
    """The host wants to be left alone for longer than a fetch waits: `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    free_at: float = 0.0


class Pace:
    """Gives requests their turns. Belongs to one event loop."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._hosts: LRUCache[str, _Host] = LRUCache(HOSTS)
        self._all = asyncio.Semaphore(manners.at_once_in_all)

    @asynccontextmanager
    async def turn(self, host: str, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait until a request may start; `delay` is the host's own wish. Raises NotNow."""
        state = self._host(host)
        async with state.places:
            while True:
                await self._until_free(state)
                async with self._all:
                    if state.free_at > time.monotonic():  # another was let in while this one waited for a place
                        continue
                    state.free_at = time.monotonic() + self.delay(delay)
                    yield
                    return

    def pause(self, host: str, seconds: float) -> None:
        """Leave a host alone for a time, whoever wants something from it."""
        state = self._host(host)
        state.free_at = max(state.free_at, time.monotonic() + seconds)

    def delay(self, wished: float) -> float:
        return max(self._manners.delay, min(wished, self._manners.longest_delay))

    async def _until_free(self, state: _Host) -> None:
        while (left := state.free_at - time.monotonic()) > 0:
            if left > self._manners.patience:
                raise NotNow(left)
            await asyncio.sleep(left)

    def _host(self, name: str) -> _Host:
        state = self._hosts.get(name)
        if state is None:
            state = self._hosts[name] = _Host(asyncio.Semaphore(self._manners.at_once))
        return state
