"""The port at which operators look: `/metrics` for Prometheus, `/healthz` for whoever restarts what is not well."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiohttp import web
from anyio.from_thread import start_blocking_portal

from bot.errors import PortTaken
from bot.monitoring.metrics import Metrics

PATIENCE = 5.0
"""Seconds in which the catalogue must answer."""

log = logging.getLogger(__name__)
Look = Callable[[], str]


class _Desk:
    """Answers the two requests. Each look returns what is wrong, "" for nothing, and may block."""

    def __init__(self, metrics: Metrics, looks: dict[str, Look]) -> None:
        self._metrics, self._looks = metrics, looks

    async def metrics(self, request: web.Request) -> web.Response:
        text = await asyncio.to_thread(self._metrics.text)
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def health(self, request: web.Request) -> web.Response:
        found = {name: await _within(look) for name, look in self._looks.items()}
        wrong = {name: said for name, said in found.items() if said}
        return web.json_response({"well": not wrong, "wrong": wrong}, status=503 if wrong else 200)


async def _within(look: Look) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.to_thread(look)
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} s"
    except Exception as error:  # noqa: BLE001 - whatever a look raises is what is wrong
        return str(error) or type(error).__name__


@asynccontextmanager
async def monitored(host: str, port: int, metrics: Metrics, looks: dict[str, Look]) -> AsyncIterator[None]:
    """Serve a port meanwhile, none where it is 0. Raises PortTaken."""
    if not port:
        yield
        return
    desk, app = _Desk(metrics, looks), web.Application()
    app.add_routes([web.get("/metrics", desk.metrics), web.get("/healthz", desk.health)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise PortTaken(
            f"METRICS_PORT: {host}:{port} cannot be used ({error.strerror}). Choose another one."
        ) from error
    log.info("Metrics at http://%s:%d/metrics", host, port)
    try:
        yield
    finally:
        await runner.cleanup()


@contextmanager
def monitored_apart(host: str, port: int, metrics: Metrics, looks: dict[str, Look]) -> Iterator[None]:
    """Serve a port from a thread of its own, while this one works. Raises PortTaken."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(monitored(host, port, metrics, looks)):
        yield
