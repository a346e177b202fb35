"""Steps of work in a thread, shown by edits: the newest one, at most one a second, never after the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from bot.discord.interaction.reply import Reply

SECONDS_BETWEEN_EDITS = 1.0
"""Discord allows about five edits in five seconds and channel; its headers have the last word."""


@asynccontextmanager
async def shown_steps(
    reply: Reply, seconds: float = SECONDS_BETWEEN_EDITS, *, first: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[Callable[[str], None]]:
    """Yield a function, callable from any thread, that shows a step. `first` follows the first one that is shown."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    news = asyncio.Queue[str | None]()
    showing = asyncio.create_task(_show(reply, news, ended, seconds, first))
    try:
        yield lambda text: _post(loop, news, text)
    finally:
        ended.set()
        news.put_nowait(None)
        await showing


def _post(loop: asyncio.AbstractEventLoop, news: asyncio.Queue[str | None], text: str) -> None:
    loop.call_soon_threadsafe(news.put_nowait, text)


async def _show(
    reply: Reply,
    news: asyncio.Queue[str | None],
    ended: asyncio.Event,
    seconds: float,
    first: Callable[[], Awaitable[None]] | None,
) -> None:
    shown = ""
    while (text := await news.get()) is not None:
        if ended.is_set():
            return
        if not news.empty() or text == shown:
            continue
        await reply.step(text)
        shown = text
        if first is not None and reply.message_id is not None:
            await first()
            first = None
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), seconds)
