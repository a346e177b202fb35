"""What a server added comes as files to those who manage it; a private library only to its role."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.community.export import exported, said
from bot.discord.guild.libraries import Audience
from bot.discord.guild.settings import GuildSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.remembering import SharingLibrary

ROLE, LIMIT = 9, 10_000_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("export")
    (home / "models").symlink_to(models)
    with SharingLibrary.open(IndexSettings(footnote_home=home)) as opened:
        for name in ("guild-7", "guild-7-desk", "press", "default"):
            page = f"{name} news\n\nThe mayor of {name} said that the quay stays open until June.\n".encode()
            opened.add_files(name, [("news.txt", page)], origin="", source_prefix="test")
        choose(opened, 7, GuildSettings(bound={"5": "press"}, private_libraries={str(ROLE): "guild-7-desk"}))
        yield opened


def test_the_servers_own_libraries_come_and_can_be_imported(library: Library, tmp_path: Path) -> None:
    library.record("guild-7", "answer", "a", {"question": "a private question"})
    names, (settings, file), size = exported(library, 7, Audience(7), LIMIT)
    assert size == len(settings.data) + len(file.data)
    assert names == ["guild-7"]
    assert json.loads(settings.data)["bound"] == {"5": "press"}
    assert b"private question" not in gzip.decompress(file.data)
    (tmp_path / file.name).write_bytes(file.data)
    assert library.import_file(tmp_path / file.name, "back").new == 1
    assert exported(library, 7, Audience(7, (), (ROLE,)), LIMIT)[0] == ["guild-7", "guild-7-desk"]
    assert exported(library, 8, Audience(8), LIMIT)[0] == []


def test_what_is_too_large_for_discord_stays_and_is_named_with_its_command(library: Library) -> None:
    _, sent, size = exported(library, 7, Audience(7), 400)
    assert [one.name for one in sent] == ["settings.json"]
    assert size > 400
    text = said(["guild-7"], 3_000_000, 2_000_000)
    assert "has 3 MB, and Discord takes 2 MB here." in text
    assert "`footnote export guild-7.jsonl.gz --library guild-7`" in text
    assert "footnote import" in said(["guild-7"], 3_000_000, 4_000_000)
