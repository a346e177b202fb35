"""The client in the process of a test: where its commands are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord.doctor import account
from bot.settings import BotSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.inside import inside
from tests.discord_server.payloads import CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, READER
from tests.discord_server.server import TOKEN, DiscordServer
from tests.remembering import RememberingLibrary


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened


def sent(server: DiscordServer) -> list[str]:
    """Where commands were sent, in order."""
    return [one.path for one in server.requests if one.method == "PUT"]


async def doctor(server: DiscordServer, guild: str) -> tuple[str, str]:
    values = {"discord_token": TOKEN, "discord_api_url": server.api_url, "discord_commands_guild": guild}
    found = await asyncio.to_thread(lambda: list(account(BotSettings.model_validate(values))))
    (commands,) = [one for one in found if one.name == "Discord commands"]
    return commands.state, commands.message


async def test_commands_of_one_server_alone_come_change_and_go_without_touching_those_of_all(library: Library) -> None:
    async with DiscordServer() as server:

        async def run(guild: str) -> None:
            async with inside(server, library, discord_commands_guild=guild):
                room = OTHER_CHANNEL if guild == OTHER_GUILD else CHANNEL
                asked = await server.command("help", READER, room)
                await server.until(lambda: asked.original)

        await run("")
        of_all: list[Any] = list(server.commands)
        for _ in range(2):
            await run(GUILD)
        assert len(sent(server)) == 2
        assert {one["name"] for one in server.commands_of[GUILD]} == {one["name"] for one in of_all}
        assert await doctor(server, GUILD) == ("ok", f"all {len(of_all)} are registered in the server {GUILD} alone.")
        gone = server.commands_of[GUILD].pop()["name"]
        assert await doctor(server, GUILD) == ("bad", f"Discord does not have {gone} in the server {GUILD} alone.")
        await run(GUILD)
        assert len(sent(server)) == 3
        await run(OTHER_GUILD)
        assert server.commands_of[GUILD] == []
        await run("")
        assert server.commands_of[OTHER_GUILD] == []
        assert server.commands == of_all
        state, message = await doctor(server, "77")
        assert (state, "this bot is not in the server 77" in message) == ("bad", True)
        await run("77")  # where it may not, it says so in the log and serves all the same
        assert server.commands == of_all
        assert server.violations == []
