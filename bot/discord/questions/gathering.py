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
    """Hands on what one person said in a channel after `seconds` without another word of theirs."""

    def __init__(self, seconds: float, hand_on: Callable[[list[T]], Awaitable[None]]) -> None:
        self._seconds, self._hand_on = seconds, hand_on
        self._pending: dict[Key, _Pending[T]] = {}
        self._running: set[asyncio.Future[None]] = set()

    def add(self, key: Key, item: T) -> None:
        """Take one more message, and wait anew."""
        pending = self._pending.setdefault(key, _Pending())
        pending.items.append(item)
        if pending.timer is not None:
            pending.timer.cancel()
        pending.timer = asyncio.get_running_loop().call_later(self._seconds, self._due, key)

    def drop(self, key: Key) -> None:
        """Forget what waits: somebody else has answered it."""
        if (pending := self._pending.pop(key, None)) and pending.timer is not None:
            pending.timer.cancel()

    def _due(self, key: Key) -> None:
        running = asyncio.ensure_future(self._hand_on(self._pending.pop(key).items))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
