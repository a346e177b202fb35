"""Two workers and two bots as on four machines, with PostgreSQL and Chroma's server between them; all may be killed."""

from __future__ import annotations

import asyncio
import shutil
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.discord.guild.settings import GuildSettings
from index.library import Library
from index.settings import IndexSettings
from tests import postgres
from tests.bot.discord.chosen import choose
from tests.bot.discord.conftest import GLACIER
from tests.bot.discord.process import Process, start
from tests.chroma_server import ChromaServer
from tests.discord_server.payloads import CHANNEL, DM, GUILD, MANAGER, OTHER_CHANNEL
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Dialect
from tests.index.invariants import check

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(900), pytest.mark.slow]
BRIDGE = "When did the harbour bridge open?"
OPENED = "The harbour bridge opened to traffic on Monday"
ROOMS = (CHANNEL, OTHER_CHANNEL, DM)


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    running = ChromaServer(tmp_path_factory.mktemp("chroma"))
    yield running
    running.kill()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shards() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(Dialect(shards=2), heartbeat=2) as server:
        yield server


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, articles: Path) -> Path:
    """The folder that all workers follow, as a volume that their machines share."""
    return shutil.copytree(articles, tmp_path_factory.mktemp("newsroom") / "newsroom")


class Machines:
    """The processes by their names, each on a data folder of its own."""

    def __init__(self, discord: DiscordServer, folder: Path, models: Path, articles: Path, **shared: str) -> None:
        self._discord, self._folder, self._models, self._articles = discord, folder, models, articles
        self._shared = shared
        self.running: dict[str, Process] = {}

    async def process(self, name: str, folder: str, **more: str) -> Process:
        """Start `worker-…` or `bot-N`, where N is its shard."""
        home = self._folder / folder / "home"
        if not home.exists():
            home.mkdir(parents=True)
            (home / "models").symlink_to(self._models)
        kind, _, number = name.partition("-")
        if kind == "bot":
            more |= {"SHARD_IDS": number, "SHARD_COUNT": "2", "INDEX_SHARED": "true", "QUESTIONS_AT_ONCE": "200"}
        command = ("run", "--no-index") if kind == "bot" else ("work",)
        return await start(self._discord.api_url, home, self._articles, arguments=command, **self._shared, **more)

    async def start(self, name: str) -> None:
        """Start one and wait until it is at work."""
        process = self.running[name] = await self.process(name, name)
        says = "Online as" if name.startswith("bot") else f"{self._articles.name}: "
        await process.logs(says)

    def indexed(self, articles: int) -> int:
        """Wait until so many articles are there, hold the laws of a library against them, and count them."""
        place = SecretStr(self._shared["CATALOGUE_URL"])
        settings = IndexSettings(footnote_home=self._folder / "mine", catalogue_url=place)
        with Library.open(settings) as library:
            end = time.monotonic() + 240
            while library.status("default").articles < articles and time.monotonic() < end:
                time.sleep(0.5)
            found = check(library)
        assert found >= articles
        return found

    async def kill(self, name: str) -> None:
        await self.running[name].stop(signal.SIGKILL)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def machines(
    shards: DiscordServer,
    database: postgres.Server,
    chroma: ChromaServer,
    tmp_path_factory: pytest.TempPathFactory,
    models: Path,
    newsroom: Path,
) -> AsyncIterator[Machines]:
    shared = {"CATALOGUE_URL": database.place(), "CHROMA_URL": chroma.url}
    folder = tmp_path_factory.mktemp("machines")
    settings = IndexSettings(footnote_home=folder / "mine", catalogue_url=SecretStr(shared["CATALOGUE_URL"]))
    with Library.open(settings) as library:
        choose(library, int(GUILD), GuildSettings(library="shared"))
    found = Machines(shards, folder, models, newsroom, **shared)
    try:
        for name in ("worker-a", "worker-b", "bot-0", "bot-1"):
            await found.start(name)
        yield found
        for one in found.running.values():
            if one.running:
                assert await one.stop() == 0, one.log
    finally:
        for one in found.running.values():
            if one.running:
                await one.stop(signal.SIGKILL)


def answers(server: DiscordServer, room: str) -> int:
    return sum(OPENED in one.text for one in server.said(room))


async def asked(server: DiscordServer, room: str = CHANNEL, question: str = BRIDGE, says: str = OPENED) -> None:
    found = await server.ask(question, room=room)
    await server.until(lambda: found.original and says in found.original.text)


async def test_each_question_is_answered_once_while_all_are_asked_at_once(
    shards: DiscordServer, machines: Machines
) -> None:
    found = [await shards.ask(f"{BRIDGE} ({number})", room=room) for number in range(6) for room in ROOMS]
    await shards.until(lambda: all(one.original and OPENED in one.original.text for one in found))
    before = {room: answers(shards, room) for room in ROOMS}
    for room in ROOMS:
        await shards.say(BRIDGE, room=room)
    await shards.until(lambda: all(answers(shards, room) == before[room] + 1 for room in ROOMS))
    assert shards.gateway.identified == 2
    assert shards.violations == []


async def test_a_bot_on_another_machine_is_refused_the_same_shard(machines: Machines, tmp_path: Path) -> None:
    twin = await machines.process("bot-1", "twin", XDG_RUNTIME_DIR=str(tmp_path))
    assert await twin.ended() == 1
    assert "on another machine already serves" in twin.log


async def test_a_job_goes_on_when_its_worker_is_killed(shards: DiscordServer, machines: Machines) -> None:
    added = await shards.add({"glacier.txt": GLACIER}, MANAGER)
    await asyncio.sleep(0.2)
    await machines.kill("worker-a")
    await shards.until(lambda: added.original and "**Done.**" in added.original.text)  # also where it was all but done
    await asked(shards, CHANNEL, "How far did the glacier above Norvik retreat?", "90 metres")
    await machines.start("worker-a")


async def test_without_chroma_questions_are_answered_and_indexing_goes_on_when_it_is_back(
    shards: DiscordServer, machines: Machines, chroma: ChromaServer
) -> None:
    await asyncio.to_thread(chroma.kill)
    for room in ROOMS:
        await asked(shards, room)
    refused = await shards.add({"mill.txt": MILL}, MANAGER)
    await shards.until(lambda: refused.original and "Chroma's server" in refused.original.text)
    await asyncio.to_thread(chroma.start)
    added = await shards.add({"mill.txt": MILL}, MANAGER)
    await shards.until(lambda: added.original and "The mill closes" in added.original.text)


async def test_without_postgresql_people_are_told_and_answered_again_when_it_is_back(
    shards: DiscordServer, machines: Machines, database: postgres.Server
) -> None:
    await asyncio.to_thread(database.kill)
    told = await shards.ask(BRIDGE)
    await shards.until(lambda: told.original and "cannot be reached" in told.original.text)
    await asyncio.to_thread(database.start)
    for room in ROOMS:
        await asked(shards, room)
    added = await shards.add({"quay.txt": MILL.replace(b"mill", b"quay")}, MANAGER)
    await shards.until(lambda: added.original and "The quay closes" in added.original.text)
    assert all(one.running for one in machines.running.values())
    assert shards.violations == []


async def test_200_questions_at_once_while_500_articles_come_in_and_a_worker_dies(
    shards: DiscordServer, machines: Machines, newsroom: Path
) -> None:
    held = await asyncio.to_thread(machines.indexed, 0)
    for number in range(500):
        (newsroom / f"{number}.md").write_text(f"# Storm {number}\n\n{prose(number)}\n", encoding="utf-8")
    await asyncio.sleep(5)
    found = [await shards.ask(BRIDGE, room=ROOMS[number % 2]) for number in range(200)]
    await machines.kill("worker-b")
    with suppress(TimeoutError):
        await shards.until(lambda: all(one.original and OPENED in one.original.text for one in found), 240)
    left = [one.original.text if one.original else "" for one in found]
    assert [text for text in left if OPENED not in text] == []
    assert not any(one.followups for one in found)
    await machines.start("worker-b")
    await asyncio.to_thread(machines.indexed, held + 500)
    await asked(shards, CHANNEL)
    assert shards.violations == []


def prose(number: int) -> str:
    """Return an article of its own."""
    lines = (f"Storm {number} took {line} roofs in street {number * 7 + line} of Cove." for line in range(2, 9))
    return "\n\n".join([f"The repairs after storm {number} cost {number} crowns, the council said.", *lines])


MILL = b"""The mill closes

The paper mill at Ostrava Bend closes in June, its owner said on Friday. About 140 people work there.
"""
