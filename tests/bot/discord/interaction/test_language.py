"""The bot speaks the language that a server chose, else that of whoever uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answer.answer import Answerer
from bot.discord.guild.settings import GuildSettings, choose
from bot.discord.interaction.backend import Backend
from bot.discord.interaction.language import language_of
from bot.settings import BotSettings
from index.library import Library
from index.settings import IndexSettings


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened


async def test_a_server_chooses_and_others_are_spoken_to_in_their_own(library: Library) -> None:
    choose(library, 7, GuildSettings(language="de"))
    backend = Backend(library, Answerer(library), BotSettings())
    client = SimpleNamespace(backend=backend)
    for guild, spoken in ((7, "de"), (8, "fr"), (None, "fr")):
        interaction: Any = SimpleNamespace(client=client, guild_id=guild, locale="fr")
        assert await language_of(interaction) == spoken
    await backend.close()
