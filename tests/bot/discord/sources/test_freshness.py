"""How far a library reaches is said under answers; people are told of sources that stay away, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.discord.answers.render import render
from bot.discord.sources.freshness import alarm_text, alarms
from index.follow.origins import Source
from index.library import Library
from index.settings import IndexSettings
from index.tables import sources
from tests.bot.discord.answers.test_render_written import ANSWER
from tests.bot.discord.conftest import GLACIER
from tests.bot.discord.process import serving
from tests.discord_server.payloads import CHANNEL, OTHER_CHANNEL
from tests.discord_server.server import DiscordServer
from tests.remembering import RememberingLibrary

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=9)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path)) as opened:
        yield opened


def source(library: Library, name: str = "default", *, reached: timedelta, **more: object) -> Source:
    """Register a source of one schedule an hour that was last reached so long ago and has failed just now."""
    made = library.registry.add(name, "feed", f"https://wire.example/{name}", every=3600)
    values = {"succeeded_at": NOW - reached, "tried_at": NOW, "error": "it refuses the connection."} | more
    row = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}
    with library.catalogue.database.write() as connection:
        connection.execute(update(sources).where(sources.c.id == made.id).values(row))
    return library.registry.find(name, made.id)


def told(
    library: Library, began: datetime = LONG_AGO, guilds: tuple[int, ...] = (1, 2)
) -> list[tuple[bool, tuple[int, ...]]]:
    """Return what people are told now, and note that they were."""
    found = alarms(library, guilds, began)
    for one in found:
        library.registry.alarm(one.source, one.overdue)
    return [(one.overdue, one.guilds) for one in found]


def test_an_overdue_source_is_told_once_and_again_when_it_recovers(library: Library) -> None:
    late = source(library, reached=timedelta(hours=4))
    assert told(library) == [(True, (1, 2))]
    assert told(library) == []
    with library.catalogue.database.write() as connection:
        connection.execute(update(sources).values(succeeded_at=NOW.isoformat(), error=""))
    assert told(library) == [(False, (1, 2))]
    assert told(library) == []
    assert not library.registry.find("default", late.id).alarmed


@pytest.mark.parametrize(
    "more", [{"reached": timedelta(hours=2)}, {"reached": timedelta(days=2), "paused": 1},
             {"reached": timedelta(days=2), "every": 0}]
)  # fmt: skip
def test_nobody_is_told_of_one_that_is_not_overdue_not_scheduled_or_paused(
    library: Library, more: dict[str, Any]
) -> None:
    source(library, **more)
    assert told(library) == []


def test_the_time_in_which_the_bot_was_off_does_not_count_until_it_has_tried(library: Library) -> None:
    source(library, reached=timedelta(days=2), tried_at=NOW - timedelta(days=1))
    assert told(library, began=NOW - timedelta(seconds=1)) == []
    source(library, reached=timedelta(days=2), tried_at=NOW)
    assert told(library, began=NOW - timedelta(seconds=1)) == [(True, (1, 2))]


def test_a_servers_own_sources_concern_it_alone(library: Library) -> None:
    source(library, "guild-2", reached=timedelta(days=2))
    assert told(library) == [(True, (2,))]


def test_pausing_ends_an_alarm_in_silence(library: Library) -> None:
    late = source(library, reached=timedelta(days=2))
    told(library)
    library.registry.pause(late, paused=True)
    assert told(library) == []
    assert not library.registry.find("default", late.id).alarmed


def test_a_hostile_title_and_error_cannot_act(library: Library) -> None:
    evil = "@everyone [x](http://evil.example) **bold**"
    text = alarm_text(source(library, reached=timedelta(days=2), title=evil, error=evil), overdue=True)
    for harm in ("@everyone", "](http://", "**bold**"):
        assert harm not in text
    assert "has not been reached since <t:" in text


def test_the_footer_says_when_sources_were_last_read_where_some_are_followed() -> None:
    searched = replace(ANSWER.searched, read_at="2026-11-24T14:05:00+00:00")
    assert "last read" not in render(replace(ANSWER, searched=searched)).footer
    followed = replace(searched, sources=3, failing=("The wire",))
    footer = render(replace(ANSWER, searched=followed)).footer
    assert "-# Sources last read <t:1795529100:f> · 1 of 3 sources is failing" in footer
    assert "failing" not in render(replace(ANSWER, searched=replace(followed, failing=()))).footer


@pytest.mark.slow  # three schedules must pass
@pytest.mark.timeout(120)
async def test_the_admin_channel_is_told_once_also_across_a_restart(tmp_path: Path, models: Path) -> None:
    home, folder, articles = tmp_path / "home", tmp_path / "press", tmp_path / "articles"
    for place in (home, articles):
        place.mkdir()
    (home / "models").symlink_to(models)
    (articles / "glacier.txt").write_bytes(GLACIER)
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
        library.registry.add("default", "folder", folder.as_posix(), every=1, title="The press")
    async with DiscordServer() as discord:
        async with serving(discord, home, articles, ADMIN_CHANNEL="#room-1"):
            await discord.until(lambda: discord.said(CHANNEL))
            assert discord.said(CHANNEL)[0].text.startswith("⚠ **The press** has not been reached since <t:")
            asked = await discord.ask("By how much did the glacier retreat?")
            await discord.until(lambda: asked.original and asked.original.select)
            assert "1 of 1 source is failing" in asked.message.text
        async with serving(discord, home, articles, ADMIN_CHANNEL="#room-1"):
            asked = await discord.ask("By how much did the glacier retreat?")
            await discord.until(lambda: asked.original and asked.original.select)
            folder.mkdir()
            (folder / "tide.txt").write_bytes(GLACIER.replace(b"glacier", b"tide"))
            await discord.until(lambda: "can be reached again" in discord.said(CHANNEL)[-1].text)
        alarm, again = [one for one in discord.said(CHANNEL) if "The press" in one.text]
        assert alarm.text.startswith("⚠")
        assert again.text == "✓ **The press** can be reached again."
        assert discord.said(OTHER_CHANNEL) == []
        assert (discord.violations, discord.pings) == ([], [])
