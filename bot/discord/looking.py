"""What operators may look at while the bot is online."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.discord.connection.health import Health
from bot.discord.interaction.backend import Backend
from index.library import Library

OUTAGE = 60.0
"""Seconds without a connection after which the bot is not well: Discord asks for new connections now and then."""


@asynccontextmanager
async def looked_at(backend: Backend, health: Health) -> AsyncIterator[None]:
    """Serve metrics and health meanwhile where a port is chosen. Raises PortTaken."""
    settings, library = backend.settings, backend.library
    if not settings.metrics_port:
        yield
        return
    from bot.monitoring.metrics import Metrics
    from bot.monitoring.server import monitored

    backend.metrics = Metrics(library, health, lambda: backend.busy)
    looks = {"discord": lambda: gateway(health), "catalogue": lambda: catalogue(library)}
    async with monitored(settings.metrics_host, settings.metrics_port, backend.metrics, looks):
        yield


def catalogue(library: Library) -> str:
    """Return "" where the catalogue can be read. Raises HomeUnusable, whose sentence says why not. Blocks."""
    library.libraries()
    return ""


def gateway(health: Health) -> str:
    """Return what is wrong with the connection to Discord, "" for nothing."""
    if health.lost is None:
        return "" if health.connected else "not connected yet"
    seconds = (datetime.now(UTC) - health.lost).total_seconds()
    return f"no connection for {seconds:.0f} s" if seconds > OUTAGE else ""
