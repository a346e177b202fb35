"""`footnote work`: index and refresh for bots that only answer."""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING

from bot.cli import output
from bot.cli.run import indexed, log_to_screen
from bot.cli.scope import Scope, scoped

if TYPE_CHECKING:
    from bot.settings import BotSettings
    from index.library import Library

WAITING = "Process {owner} works on {home}. This one takes over when it ends; Ctrl-C ends the wait."
FOR_EVER = -1
NICE = 15


@scoped
def work(scope: Scope) -> None:
    """Index the articles folder and what bots with --no-index hand over, and refresh sources, without answering."""
    settings = scope.root.bot_settings()
    log_to_screen(settings)
    with scope.open() as library:
        owner, home = library.worker, scope.settings().footnote_home
        if library.owner:
            _work(library, scope, settings)
            return
    output.say(WAITING.format(owner=owner or "(unknown)", home=home))
    with scope.open(wait=FOR_EVER) as library:
        _work(library, scope, settings)


def _work(library: Library, scope: Scope, settings: BotSettings) -> None:
    _give_way()
    with _monitored(library, settings), indexed(library, scope.library, settings):
        asyncio.run(_until_told(library))


def _give_way() -> None:
    """Let bots on the same machine, whose answering threads have a niceness of 10, go first."""
    with suppress(OSError, AttributeError):  # a sandbox forbids it; Windows knows no niceness
        os.nice(NICE)


def _monitored(library: Library, settings: BotSettings) -> AbstractContextManager[None]:
    """Serve METRICS_PORT, from the first file that is indexed. Raises PortTaken."""
    from bot.monitoring.metrics import Metrics
    from bot.monitoring.server import monitored_apart

    metrics = Metrics(library, None, lambda: library.jobs().get("running", 0))
    looks = {"catalogue": lambda: _readable(library), "vectors": library.unreachable}
    return monitored_apart(settings.metrics_host, settings.metrics_port, metrics, looks)


async def _until_told(library: Library) -> None:
    """Do what is due and what others hand over until SIGTERM or Ctrl-C."""
    from bot.signals import stop_on_signals

    told, stop = stop_on_signals(), threading.Event()
    jobs = asyncio.create_task(asyncio.to_thread(library.run_jobs, stop))
    stopping = asyncio.create_task(told.wait())
    try:
        await asyncio.wait({jobs, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        stopping.cancel()
        await jobs


def _readable(library: Library) -> str:
    """Return "" where the catalogue can be read. Raises HomeUnusable, whose sentence says why not."""
    library.libraries()
    return ""
