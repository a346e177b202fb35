"""The scheduler: refreshes sources when they are due, folders also when they change, where the data folder is owned.

What is due stands in the catalogue, so it survives restarts and kills; APScheduler would keep the same times a second
time, in a store of its own.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

from index.errors import Cancelled, IndexFault
from index.follow.origins import Source
from index.follow.registry import Sources
from index.follow.watch import Polling, Watcher
from index.values import Progress, Report

LOOK = 1.0  # seconds between two looks for what is due
RETRY = 10.0  # seconds after one that failed
AT_ONCE = 4  # sources whose pages are fetched at the same time; they are indexed one after the other
log = logging.getLogger(__name__)


class Schedule:
    """Refreshes what is due, and watched folders that changed, until told to stop; `refresh` is the library's."""

    def __init__(
        self,
        sources: Sources,
        refresh: Callable[[str, int, Report], Progress],
        stop: threading.Event,
        polling: Polling = "auto",
    ) -> None:
        self._sources, self._refresh, self._stop = sources, refresh, stop
        self._running: dict[int, Future[None]] = {}
        self._changed: SimpleQueue[Path] = SimpleQueue()
        self._again: set[int] = set()
        self._watcher = Watcher(self._changed.put, polling)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="refresh")

    def run(self) -> None:
        """Serve until the event is set; refreshes under way end after their current step and stay due."""
        try:
            while not self._stop.wait(LOOK):
                self._look()
        finally:
            self._watcher.close()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _look(self) -> None:
        try:
            self._start()
        except IndexFault as error:  # a catalogue that is down for a while
            log.warning("What is due waits: %s", error)
            self._stop.wait(RETRY)

    def _start(self) -> None:
        self._running = {key: future for key, future in self._running.items() if not future.done()}
        for source in (*self._touched(), *self._sources.due(datetime.now(UTC))):
            if source.id not in self._running:
                self._again.discard(source.id)
                self._running[source.id] = self._pool.submit(self._one, source)

    def _touched(self) -> list[Source]:
        """Return the watched folders that changed since they were last refreshed."""
        folders = self._sources.watched()
        self._watcher.follow(Path(source.address) for source in folders)
        changed = {self._changed.get().as_posix() for _ in range(self._changed.qsize())}
        self._again |= {source.id for source in folders if source.address in changed}
        return [source for source in folders if source.id in self._again]

    def _one(self, source: Source) -> None:
        try:
            done = self._refresh(source.library, source.id, self._go_on)
        except Cancelled:
            return
        except IndexFault as error:
            log.warning("%s of library %s was not refreshed: %s", source.address, source.library, error)
        except Exception:  # the wall of a background task
            name = uuid.uuid4().hex[:8]
            log.exception("%s was not refreshed (%s)", source.address, name)
            self._sources.fail(source, f"something went wrong inside Footnote; error {name} in the log says what.")
        else:
            if done.new or done.changed or done.removed:
                log.info("%s: %d new, %d changed, %d removed", source.address, done.new, done.changed, done.removed)

    def _go_on(self, _: Progress) -> None:
        if self._stop.is_set():
            raise Cancelled("Footnote is shutting down.")
