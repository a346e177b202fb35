"""A worker and two bots on one data folder, each bot with one of two shards: each question is answered once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord.community.leaving import LEAVING
from bot.discord.guild.settings import GuildSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.bot.discord.conftest import GLACIER
from tests.bot.discord.process import Process, start
from tests.discord_server.payloads import CHANNEL, DM, GUILD, MANAGER, OTHER_CHANNEL
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Dialect

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(600), pytest.mark.slow]
BRIDGE = "When did the harbour bridge open?"
OPENED = "The harbour bridge opened to traffic on Monday"
MILL = b"""The mill closes

The paper mill at Ostrava Bend closes in June, its owner said on Friday. About 140 people work there.
"""
ROOMS = (CHANNEL, OTHER_CHANNEL, DM)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shards() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(Dialect(shards=2), heartbeat=2) as server:
        yield server


class Company:
    """The processes: `workers`, of which one works, and `bots` by their shard."""

    def __init__(self, server: DiscordServer, home: Path, articles: Path) -> None:
        self._url, self._home, self._articles = server.api_url, home, articles
        self.workers: list[Process] = []
        self.bots: dict[int, Process] = {}
        self.processes: list[Process] = []

    async def hire(self, says: str) -> None:
        """Start a worker and wait for what it says."""
        self.workers.append(await self._start(("work",)))
        await self.workers[-1].logs(says)

    async def online(self, shard: int) -> Process:
        """Start the bot of a shard."""
        bot = await self.bot(shard)
        await bot.logs("Online as")
        self.bots[shard] = bot
        return bot

    async def bot(self, shard: int) -> Process:
        own = {"SHARD_IDS": str(shard), "SHARD_COUNT": "2", "INDEX_SHARED": "true"}
        return await self._start(("run", "--no-index"), **own)

    async def _start(self, arguments: Sequence[str], **own: str) -> Process:
        self.processes.append(await start(self._url, self._home, self._articles, arguments=arguments, **own))
        return self.processes[-1]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(shards: DiscordServer, own_home: Path, articles: Path) -> AsyncIterator[Company]:
    with Library.open(IndexSettings(footnote_home=own_home)) as library:
        choose(library, int(GUILD), GuildSettings(library="shared"))
    found = Company(shards, own_home, articles)
    try:
        await found.hire("2 new")
        await found.online(0)
        await found.online(1)
        yield found
        for one in found.processes:
            if one.running:
                assert await one.stop() == 0, one.log
    finally:
        for one in found.processes:
            if one.running:
                await one.stop(signal.SIGKILL)


def answers(server: DiscordServer, room: str) -> int:
    return sum(OPENED in one.text for one in server.said(room))


async def test_each_question_is_answered_once(shards: DiscordServer, company: Company) -> None:
    asked = [await shards.ask(f"{BRIDGE} ({number})", room=room) for number in range(5) for room in ROOMS]
    await shards.until(lambda: all(one.original and OPENED in one.original.text for one in asked))
    before = {room: answers(shards, room) for room in ROOMS}
    for room in ROOMS:
        await shards.say(BRIDGE, room=room)
    await shards.until(lambda: all(answers(shards, room) == before[room] + 1 for room in ROOMS))
    assert shards.gateway.identified == 2
    assert shards.violations == []


async def test_what_is_added_in_discord_is_indexed_by_the_worker(shards: DiscordServer, company: Company) -> None:
    added = await shards.add({"glacier.txt": GLACIER}, MANAGER)
    await shards.until(lambda: added.original and "Glacier above Norvik" in added.original.text)
    asked = await shards.ask("How far did the glacier above Norvik retreat?")
    await shards.until(lambda: asked.original and "90 metres" in asked.original.text)


async def test_another_worker_stands_by_and_goes_on_when_the_first_is_killed(
    shards: DiscordServer, company: Company
) -> None:
    first = company.workers[0]
    await company.hire(f"Process {first.id} works on")
    await first.stop(signal.SIGKILL)
    added = await shards.add({"mill.txt": MILL}, MANAGER)
    await shards.until(lambda: added.original and "The mill closes" in added.original.text)


async def test_a_bot_answers_on_while_another_is_away(shards: DiscordServer, company: Company) -> None:
    await company.bots[1].stop(signal.SIGKILL)
    asked = await shards.ask(BRIDGE)
    await shards.until(lambda: asked.original and OPENED in asked.original.text)
    await company.online(1)
    again = await shards.ask(BRIDGE, room=OTHER_CHANNEL)
    await shards.until(lambda: again.original and OPENED in again.original.text)
    assert shards.violations == []


async def test_no_server_of_another_bot_is_taken_for_left(company: Company, own_home: Path) -> None:
    assert await asyncio.to_thread(_leaving, own_home) == []


async def test_a_second_bot_of_the_same_shard_is_refused(company: Company) -> None:
    third = await company.bot(1)
    assert await third.ended() == 1
    assert f"(process {company.bots[1].id}) already serves" in third.log


def _leaving(home: Path) -> list[object]:
    with Library.open(IndexSettings(footnote_home=home), owns=False) as library:
        return list(library.records("default", LEAVING))
