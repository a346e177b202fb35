"""One data folder for all runs of the bot: its library is indexed and its model is prepared once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord.guild.settings import GuildSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.discord_server.payloads import OTHER_GUILD
from tests.discord_server.server import DiscordServer

BRIDGE = """---
title: Harbour bridge opens after two-year delay
publisher: The Sandbar Courier
author: Ann Lee
published: 2025-03-03
url: https://courier.example/2025/bridge
---

Crowds gathered on both banks before dawn.

The harbour bridge opened to traffic on Monday, two years later than planned. Mayor Jo Reed cut the ribbon at noon.

Engineers had found cracks in four of the twelve cables in 2022. Replacing the cables cost 41 million crowns, said
Tobias Wenk, the chief engineer.

The toll for cars is three crowns. Cyclists and pedestrians cross free of charge.
"""

LIBRARY = """---
title: Old bakery becomes a library
publisher: Evening Tide
author: Tomas Reed
published: 2025-04-11
---

The bakery on Mill Lane that closed in 2019 has reopened as a public library with 12,000 books.

Librarian Anna Brandt said that the ovens had been kept because children asked to see them.
"""

GLACIER = b"""Glacier above Norvik retreats by 90 metres

By Ines Holm

The glacier above Norvik retreated by 90 metres last summer, the largest loss since measurements began in 1962.

Glaciologist Mika Aalto said that the meltwater lake could overflow within three years.
"""

HOSTILE = b"""@everyone [click](http://evil.example) **Flood** in Norvik

The Norvik flood destroyed <@400000000000000002> seventeen boathouses, @everyone heard on [the radio](http://evil.example).
"""


@pytest.fixture(scope="package")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "bridge.md").write_text(BRIDGE, encoding="utf-8")
    (folder / "library.md").write_text(LIBRARY, encoding="utf-8")
    return folder


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """One server has chosen a library of its own, the other nothing."""
    home = _home(tmp_path_factory, models)
    decide(home, OTHER_GUILD)
    return home


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """A data folder for the runs of one module alone."""
    return _home(tmp_path_factory, models)


def decide(home: Path, guild: str) -> None:
    """Let a server choose a library of its own, so that nobody is asked when something is indexed there."""
    with Library.open(IndexSettings(footnote_home=home)) as library:
        choose(library, int(guild), GuildSettings(library="own"))


def _home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    home = tmp_path_factory.mktemp("discord") / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    return home


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(heartbeat=2) as server:
        yield server


@pytest.fixture
def keeps_the_rules(discord: DiscordServer) -> Iterator[None]:
    """A test after which no rule of Discord was broken and nobody was pinged."""
    yield
    assert discord.violations == []
    assert discord.pings == []
    assert discord.limits.exceeded == 0
