"""Several quick messages of one person, taken as one question when they pause."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
Key = tuple[int, int]
"""A channel and a person in it."""


@dataclass(slots=True)
class _Pending(Generic[T]):
    items: list[T] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None


class Gathering(Generic[T]):
    """Hands on what one person said in a channel after `seconds` without another word of theirs.

    `deciding` is held by who finds out whether a message belongs here: nothing is handed on before that is known of
    every message that came until then.
    """

    def __init__(self, seconds: float, hand_on: Callable[[list[T]], Awaitable[None]]) -> None:
        self._seconds, self._hand_on = seconds, hand_on
        self._pending: dict[Key, _Pending[T]] = {}
        self.deciding = asyncio.Lock()
        self._running: set[asyncio.Future[None]] = set()

    def add(self, key: Key, item: T) -> None:
        """Take one more message, and wait anew."""
        pending = self._pending.setdefault(key, _Pending())
        pending.items.append(item)
        if pending.timer is not None:
            pending.timer.cancel()
        pending.timer = asyncio.get_running_loop().call_later(
            self._seconds, self._due, key, pending, len(pending.items)
        )

    def drop(self, key: Key) -> None:
        """Forget what waits: somebody else has answered it."""
        if (pending := self._pending.pop(key, None)) and pending.timer is not None:
            pending.timer.cancel()

    async def hurry(self) -> None:
        """Hand on everything now, and wait until it is dealt with."""
        for key, pending in list(self._pending.items()):
            if pending.timer is not None:
                pending.timer.cancel()
            self._due(key, pending, len(pending.items))
        await asyncio.gather(*self._running, return_exceptions=True)

    def _due(self, key: Key, pending: _Pending[T], count: int) -> None:
        running = asyncio.ensure_future(self._hand(key, pending, count))
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def _hand(self, key: Key, pending: _Pending[T], count: int) -> None:
        async with self.deciding:
            if self._pending.get(key) is not pending or len(pending.items) != count:
                return  # dropped, or it waits anew
            del self._pending[key]
        await self._hand_on(pending.items)
