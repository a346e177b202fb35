"""Conversations: a reply, a thread and a direct channel remember; a plain channel does not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.process import serving
from tests.discord_server.payloads import CHANNEL, DM, READER, THREAD
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Message

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]
FIRST = "When did the harbour bridge open?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(home: Path, articles: Path) -> AsyncIterator[DiscordServer]:
    async with DiscordServer(heartbeat=2) as server, serving(server, home, articles):
        yield server
        assert server.violations == []
        assert server.pings == []


async def said(discord: DiscordServer, text: str, room: str, to: Message | None = None) -> Message:
    before = len(discord.said(room))
    await discord.say(text, room=room, mention=room != DM, to=to)
    await discord.until(lambda: len(discord.said(room)) > before and discord.said(room)[-1].select)
    return discord.said(room)[-1]


async def test_a_reply_follows_the_answer_that_it_replies_to(discord: DiscordServer) -> None:
    first = await said(discord, FIRST, CHANNEL)
    await said(discord, "How many books does the library on Mill Lane have?", CHANNEL)
    answer = await said(discord, "and who cut the ribbon there?", CHANNEL, to=first)
    assert "Understood as: Who cut the ribbon there? (When did the harbour bridge open?)" in answer.text
    assert "Jo Reed" in answer.text


async def test_a_passage_keeps_its_number(discord: DiscordServer) -> None:
    first = await said(discord, FIRST, CHANNEL)
    again = await said(discord, FIRST, CHANNEL, to=first)
    number = next(line for line in first.text.splitlines() if line.startswith("-# **1** ·"))
    assert number in again.text


@pytest.mark.parametrize("room", [THREAD, DM])
async def test_a_thread_and_a_direct_channel_remember(discord: DiscordServer, room: str) -> None:
    await said(discord, FIRST, room)
    assert "Understood as:" in (await said(discord, "and what did replacing the cables cost?", room)).text


async def test_a_question_in_a_channel_stands_alone(discord: DiscordServer) -> None:
    await said(discord, FIRST, CHANNEL)
    assert "Understood as:" not in (await said(discord, "Who is the chief engineer?", CHANNEL)).text


async def test_a_slash_command_in_a_thread_follows_too(discord: DiscordServer) -> None:
    await said(discord, FIRST, THREAD)
    asked = await discord.ask("and the toll?", READER, THREAD)
    await discord.until(lambda: asked.original and asked.original.select)
    assert "Understood as:" in asked.message.text
