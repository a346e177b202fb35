"""A library of two articles for a client inside the process, and a server that nobody else speaks to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction import outbox
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.discord_server.payloads import GUILD
from tests.discord_server.server import DiscordServer
from tests.remembering import RememberingLibrary


@pytest.fixture(scope="package")
def indexed(tmp_path_factory: pytest.TempPathFactory, models: Path, articles: Path) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("asking") / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as opened:
        opened.sync("default", articles)
        yield opened


@pytest.fixture
def library(indexed: Library) -> Iterator[Library]:
    yield indexed
    choose(indexed, int(GUILD), GuildSettings())
    for one in outbox.waiting(indexed):
        outbox.drop(indexed, one.route.nonce)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as discord:
        yield discord
        assert discord.pings == []
