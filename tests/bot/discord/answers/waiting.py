"""A question that the two articles answer, and waiting for its answer."""

from __future__ import annotations

import asyncio

from bot.discord.interaction import outbox
from index.library import Library
from tests.discord_server.payloads import CHANNEL
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message

BRIDGE = "When did the harbour bridge open?"
OPENED = "The harbour bridge opened to traffic on Monday"


async def emptied(library: Library) -> None:
    """Wait until nothing waits to be sent."""
    for _ in range(600):
        if not await asyncio.to_thread(outbox.waiting, library):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(outbox.waiting(library))


async def shown(server: DiscordServer, asked: Interaction) -> Message:
    await server.until(lambda: asked.original and OPENED in asked.original.text)
    return asked.message


def answers(server: DiscordServer, room: str = CHANNEL) -> list[Message]:
    return [one for one in server.said(room) if OPENED in one.text]
