"""What `footnote doctor` says of the bot's account and of its connection."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.discord.connection.health import KEY, KIND, Health
from bot.discord.doctor import account, connection
from bot.discord.guild.libraries import DEFAULT
from bot.settings import BotSettings
from index.library import Library
from index.settings import IndexSettings
from tests.discord_server.server import DiscordServer


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened


def told(library: Library, **changes: Any) -> list[tuple[str, str, str]]:
    library.record(DEFAULT, KIND, KEY, Health().to_json() | changes)
    return [(one.name, one.state, one.message) for one in connection(library)]


def test_a_bot_that_never_ran_is_not_spoken_of(library: Library) -> None:
    assert list(connection(library)) == []


def test_how_the_connection_fares(library: Library) -> None:
    ((_, state, message),) = told(library)
    assert (state, "without an interruption" in message) == ("ok", True)
    ((_, state, message),) = told(library, outages=2, last_outage="2026-03-01 14:02")
    assert (state, "connected again 2 times, last after 2026-03-01 14:02 UTC" in message) == ("ok", True)
    ((_, state, message),) = told(library, lost="2026-03-01T14:02:00+00:00")
    assert (state, message) == ("bad", "lost since 2026-03-01 14:02 UTC.")


def test_a_bot_that_ended_is_not_called_online(library: Library) -> None:
    ((_, state, message),) = told(library, seen=(datetime.now(UTC) - timedelta(hours=1)).isoformat())
    assert (state, "does not run" in message) == ("note", True)


def test_skipped_events_and_another_process_are_told(library: Library) -> None:
    _, skipped, rival = told(library, skipped={"CHANNEL_CREATE": 12}, elsewhere=3)
    assert skipped == ("Discord events", "note", "some could not be read and were skipped: 12 × CHANNEL_CREATE.")
    assert rival[:2] == ("Discord token", "bad")
    assert len(told(library, elsewhere=2)) == 1


@pytest.mark.parametrize("kept", [{}, {"seen": 7}, {"seen": "2026"}])
def test_a_record_of_another_shape_is_borne(library: Library, kept: dict[str, Any]) -> None:
    library.record(DEFAULT, KIND, KEY, kept)
    assert all(one.state == "note" for one in connection(library))


@pytest.mark.parametrize(("url", "said"), [("http://127.0.0.1:1/api/v10", "does not answer"), ("", "refuses")])
async def test_it_says_what_keeps_it_from_looking(url: str, said: str) -> None:
    async with DiscordServer() as server:
        values = {"discord_token": "another", "discord_api_url": url or server.api_url}
        (found,) = await asyncio.to_thread(lambda: list(account(BotSettings.model_validate(values))))
    assert (found.name, found.state) == ("Discord token", "bad")
    assert said in found.message
    assert "another" not in found.message
