"""How soon somebody who asks in Discord sees that something happens."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.floors import Floor
from tests.bench.questions import QUESTIONS
from tests.bot.discord.process import serving
from tests.conftest import ROOT
from tests.discord_server.payloads import CHANNEL
from tests.discord_server.server import DiscordServer
from tests.model_server.personalities import honest
from tests.model_server.server import KEY, ModelServer

TIMES = 10
GERMAN = "Wie viele Menschen wurden bei dem Fährunglück verletzt?"  # is translated by the model before it is searched
MODEL_SECONDS = 2.0
Asked = Callable[[DiscordServer, str], Awaitable[list[float]]]


def first(folder: Path) -> Floor:
    """Ask a running bot; the time from the interaction or message to the first text that the reader sees.

    With a slash command, by a mention, and where a slow language model is waited for before the search. Discord shows
    "is thinking…" with the callback, which is told beside it.
    """
    return asyncio.run(_first(folder))


async def _first(folder: Path) -> Floor:
    ways, callbacks = dict[str, list[float]](), list[float]()
    with ModelServer(honest, "slow", MODEL_SECONDS) as model:
        chat = {"CHAT_MODEL": "openai:bench", "CHAT_BASE_URL": model.base_url, "CHAT_API_KEY": KEY}
        for name, settings, asked in (("", {}, QUESTIONS), (" beside a slow model", chat, (GERMAN,))):
            async with DiscordServer() as server, serving(server, folder / "home", ROOT / "articles", **settings):
                await _command(server, QUESTIONS[0])  # loads the embedding model
                for kind, ask in (("/ask", _command), ("mention", _mention)):
                    times = [await ask(server, asked[turn % len(asked)]) for turn in range(TIMES)]
                    ways[f"{kind}{name}"] = [one[-1] for one in times]
                    callbacks += [one[0] for one in times if len(one) > 1]
    told = ", ".join(f"{way} {1000 * statistics.median(times):.0f}" for way, times in ways.items())
    detail = f"medians of {TIMES}: {told}; callback {1000 * statistics.median(callbacks):.0f}"
    worst = 1000 * max(max(times) for times in ways.values())
    return Floor(f"first visible step in Discord, slowest of {TIMES * len(ways)}", worst, 300, "ms", detail)


async def _command(server: DiscordServer, question: str) -> list[float]:
    """Return the seconds to the callback and to the first text."""
    began = time.monotonic()
    asked = await server.ask(question)
    await server.until(lambda: asked.original)
    shown = time.monotonic()
    await server.until(lambda: asked.original and asked.original.select, 60)
    assert asked.acknowledged_at is not None
    return [asked.acknowledged_at - began, shown - began]


async def _mention(server: DiscordServer, question: str) -> list[float]:
    """Return the seconds to the first message."""
    before = len(server.said(CHANNEL))
    began = time.monotonic()
    await server.say(question)
    await server.until(lambda: len(server.said(CHANNEL)) > before)
    shown = time.monotonic()
    await server.until(lambda: server.said(CHANNEL)[-1].select, 60)
    return [shown - began]
