"""The bot speaks the language that a server chose, else that of whoever reads: the member alone, or the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answer.answer import Answerer
from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction.backend import Backend
from bot.discord.interaction.language import language_in, language_of
from bot.settings import BotSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.remembering import RememberingLibrary


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened


async def test_a_server_chooses_and_others_are_spoken_to_in_the_language_of_who_reads(library: Library) -> None:
    choose(library, 7, GuildSettings(language="de"))
    backend = Backend(library, Answerer(library), BotSettings())
    client = SimpleNamespace(backend=backend)
    for guild, alone, all_there in ((7, "de", "de"), (8, "fr", "es-ES"), (None, "fr", "fr")):
        interaction: Any = SimpleNamespace(client=client, guild_id=guild, locale="fr", guild_locale="es-ES")
        assert await language_of(interaction) == alone
        assert await language_of(interaction, private=False) == all_there
    for guild_, spoken in ((7, "de"), (8, "es-ES")):
        home: Any = SimpleNamespace(id=guild_, preferred_locale="es-ES")
        assert await language_in(backend, home) == spoken
    assert await language_in(backend, None) == ""
    await backend.close()


async def test_a_choice_that_cannot_be_read_costs_nobody_the_reply(library: Library) -> None:
    backend = Backend(library, Answerer(library), BotSettings())
    interaction: Any = SimpleNamespace(client=SimpleNamespace(backend=backend), guild_id=7, locale="fr")
    library.close()
    assert await language_of(interaction) == "fr"
    await backend.close()
