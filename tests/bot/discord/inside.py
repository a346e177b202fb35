"""The bot's client inside the process of a test: its own threads and library, without what a process costs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from discord import http, utils
from discord.gateway import DiscordWebSocket
from discord.webhook import async_

from bot.answer.answer import Answerer
from bot.discord import api
from bot.discord.answers import resuming
from bot.discord.client import Footnote
from bot.discord.connection.health import Health
from bot.discord.interaction.backend import Backend
from bot.settings import BotSettings
from bot.values import Answer
from index.library import Library
from tests.discord_server.server import TOKEN, DiscordServer

SOON = 0.05  # seconds


class Held(Answerer):
    """Answers when it is let go; `asked` counts the questions that reached it. It dies with `dies`."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.asked, self.dies = 0, False
        self.reached, self.gate = threading.Event(), threading.Event()

    def ask(self, text: str, **more: Any) -> Answer:
        self.asked += 1
        self.reached.set()
        self.gate.wait(60)
        if self.dies:
            raise RuntimeError("the process is gone")
        return super().ask(text, **more)

    async def until_asked(self) -> None:
        assert await asyncio.to_thread(self.reached.wait, 30)


@asynccontextmanager
async def inside(
    server: DiscordServer, library: Library, answerer: Answerer | None = None, **settings: Any
) -> AsyncIterator[Footnote]:
    """Be online while the test runs; what broke off is looked for, and asked for again, without a second's pause."""
    chosen = BotSettings(discord_api_url=server.api_url, _env_file=None, **settings)  # type: ignore[call-arg]
    backend = Backend(library, answerer or Answerer(library), chosen)
    with _speaking_to(server.api_url), pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "_PAUSE", SOON)
        patch.setattr(resuming, "POLL", SOON)
        async with Footnote(backend, Health(), compatible=True) as client:
            client._connection.guild_ready_timeout = 0.05
            await client.login(TOKEN)
            await client.prepare()
            connected = asyncio.create_task(client.connect())
            try:
                await asyncio.wait_for(client.wait_until_ready(), 30)
                yield client
            finally:
                backend.stopping.set()
                await client.close()
                connected.cancel()
                await asyncio.wait({connected})
                if isinstance(answerer, Held):
                    answerer.dies = not answerer.gate.is_set()
                    answerer.gate.set()
                await backend.close()


PATCHED: tuple[tuple[Any, str], ...] = (
    (http.Route, "BASE"),
    (http, "json_or_text"),
    (async_, "json_or_text"),
    (utils, "_ActiveDecompressionContext"),
    (DiscordWebSocket, "DEFAULT_GATEWAY"),
)


@contextmanager
def _speaking_to(url: str) -> Iterator[None]:
    """Leave discord.py as it was found: what `adapt` sets is set for the whole process."""
    before = [getattr(module, name) for module, name in PATCHED]
    api.adapt(url)
    try:
        yield
    finally:
        for (module, name), value in zip(PATCHED, before, strict=True):
            setattr(module, name, value)
