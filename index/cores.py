"""As many threads compute an answer as there are cores; whoever waits for a server leaves its place to another."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Cores:
    """Places to compute in. A thread that has one may enter again."""

    def __init__(self, count: int) -> None:
        self._places, self._mine = threading.Semaphore(count), threading.local()

    @contextmanager
    def computing(self) -> Iterator[None]:
        """Compute inside once a place is free."""
        if getattr(self._mine, "held", False):
            yield
            return
        with self._places:
            self._mine.held = True
            try:
                yield
            finally:
                self._mine.held = False

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Wait inside without the place that this thread has, if any; take one again afterwards."""
        if not getattr(self._mine, "held", False):
            yield
            return
        self._mine.held = False
        self._places.release()
        try:
            yield
        finally:
            self._places.acquire()
            self._mine.held = True


@cache
def cores() -> Cores:
    """Return the places of this process."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Cores(count or 1)


def computed(work: Callable[P, T]) -> Callable[P, T]:
    """Have a function run where it has a core."""

    @wraps(work)
    def run(*args: P.args, **named: P.kwargs) -> T:
        with cores().computing():
            return work(*args, **named)

    return run
