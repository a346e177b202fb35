"""The one hop from the event loop to the library: a few threads, what is under way, and the wish to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from cachetools import TTLCache

from bot.discord.connection.shards import shards_of
from bot.discord.interaction.quotas import HOUR, Quotas
from bot.words.words import _, marked

if TYPE_CHECKING:
    import discord

    from bot.answer.answer import Answerer
    from bot.monitoring.metrics import Metrics
    from bot.settings import BotSettings
    from index.library import Library

log = logging.getLogger(__name__)
T = TypeVar("T")
THREADS = 16  # most wait for a language model or for a core to compute on; four at a time may call the model
COMPLETING = 2
ACCEPTING = 8
NICE = 10
FAREWELL_SECONDS = 8
STOPPING = marked("Stopping after the current article…")


@dataclass(eq=False, slots=True)
class Run:
    """One piece of long work; `by` is the member who started it. `show` shows a step, from any thread."""

    by: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)
    show: Callable[[str], None] = lambda text: None

    def cancel(self) -> None:
        self.cancelled.set()
        self.show(_(STOPPING))


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for a button. `to` is the member who may press it."""

    to: int
    pressed: asyncio.Future[tuple[str, discord.Interaction[Any]]]


async def _nothing() -> None:
    """Stand in until those who hear are there."""


Again = Callable[["discord.Interaction[Any]", str, str, bool], Awaitable[None]]


async def _nobody(interaction: discord.Interaction[Any], answer: str, change: str, mine: bool) -> None:
    """Stand in until those who answer are there."""


class Backend:
    """What the Discord surface works with. `stopping` tells long work to end after its current article.

    `hurry` has what waits for a pause of its author answered before the end.
    `again` asks the question of an answer with something chosen otherwise: its buttons stand below those who answer.
    `answering` are the questions under way by their keys, `closed` the channels that forbade to write within the hour,
    `told` the members who got a refusal as a message of its own within it.
    `background` is what is made beside the questions, by its library. `metrics` counts where somebody reads that.
    """

    def __init__(self, library: Library, answerer: Answerer, settings: BotSettings) -> None:
        self.library, self.answerer, self.settings = library, answerer, settings
        self.shards = shards_of(settings)
        self.stopping = threading.Event()
        self.indexing = asyncio.Lock()
        self.refreshing: dict[int, asyncio.Lock] = {}
        self.runs: dict[str, Run] = {}
        self.questions: dict[str, Question] = {}
        self.again: Again = _nobody
        self.metrics: Metrics | None = None
        self.hurry: Callable[[], Awaitable[None]] = _nothing
        self.background: dict[str, asyncio.Task[Any]] = {}
        self.quotas = Quotas()
        self.answering: set[str] = set()
        self.closed: TTLCache[int, bool] = TTLCache(10_000, HOUR)
        self.told: TTLCache[int, bool] = TTLCache(10_000, HOUR)
        self._pool = _running(THREADS, "library", _yielding)
        self._completing = _running(COMPLETING, "completing")
        self._noting = _running(1, "noting")
        self._accepting = _running(ACCEPTING, "accepting")
        self._busy: set[asyncio.Event] = set()

    async def call(self, function: Callable[..., T], *args: Any, **named: Any) -> T:
        """Run a blocking function in a thread, in the context of who calls: it speaks their language."""
        return await _hop(self._pool, function, *args, **named)

    async def complete(self, function: Callable[..., T], *args: Any, **named: Any) -> T:
        """Run what an autocompletion waits for, in threads that no question fills."""
        return await _hop(self._completing, function, *args, **named)

    async def note(self, function: Callable[..., T], *args: Any, **named: Any) -> T:
        """Read or write a small record, one after the other, in a thread that nothing else fills."""
        return await _hop(self._noting, self._connected, function, *args, **named)

    async def accept(self, function: Callable[..., T], *args: Any, **named: Any) -> T:
        """Write down what nobody knows of yet, several at a time: Discord wants a sign within three seconds."""
        return await _hop(self._accepting, self._connected, function, *args, **named)

    def _connected(self, function: Callable[..., T], *args: Any, **named: Any) -> T:
        """Run a function that asks the catalogue several times on one connection."""
        with self.library.catalogue.database.read():
            return function(*args, **named)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Let a shutdown wait for what happens inside, within reason."""
        ended = asyncio.Event()
        self._busy.add(ended)
        try:
            yield
        finally:
            ended.set()
            self._busy.discard(ended)

    @property
    def busy(self) -> int:
        """How much is under way: questions, forms and indexing alike."""
        return len(self._busy)

    async def finish(self) -> None:
        """Ask everything to stop and give what is under way a moment to say so."""
        self.stopping.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_SECONDS):
                await self.hurry()
                await asyncio.gather(*(one.wait() for one in self._busy))

    async def close(self) -> None:
        """Wait for the threads, so that nobody closes the library under them."""
        for pool in (self._pool, self._completing, self._noting, self._accepting):
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)

    async def run_jobs(self) -> None:
        """Do what other processes hand over to the owner of the data folder, until `stopping`."""
        try:
            await asyncio.to_thread(self.library.run_jobs, self.stopping)
        except Exception:  # the wall of a background task
            log.exception("Jobs of other processes are no longer taken until the next start")


def _running(count: int, name: str, initializer: Callable[[], None] | None = None) -> ThreadPoolExecutor:
    """Return a pool whose threads run already: who starts one waits for it, and it for those that compute.

    60 questions at once on two cores that others kept busy (load 6 to 10): the loop stood still for 69 to 229 ms in
    eight runs, half of them below 98; 75 to 293, half below 146, in eight between these that started threads on need.
    """
    pool, together = ThreadPoolExecutor(count, name, initializer), threading.Barrier(count)
    for started in [pool.submit(together.wait) for each in range(count)]:
        started.result()
    return pool


def _yielding() -> None:
    """Let the event loop go first where both could run: niceness is a thread's own on Linux, a process's elsewhere.

    60 questions at once on two cores that others kept busy (load 17): the loop stood still for up to 150 to 313 ms in
    six runs, 488 to 1,004 ms in two without this; the last answer came no later.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # a sandbox forbids it
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


async def _hop(pool: ThreadPoolExecutor, function: Callable[..., T], *args: Any, **named: Any) -> T:
    work = partial(copy_context().run, function, *args, **named)
    return await asyncio.get_running_loop().run_in_executor(pool, work)


def backend_of(interaction: discord.Interaction[Any]) -> Backend:
    """Return what the client that received an interaction works with."""
    backend: Backend = interaction.client.backend
    return backend
