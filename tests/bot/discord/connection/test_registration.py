"""Commands are sent where Discord has others or none, and only there."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from discord import app_commands
from discord.app_commands import locale_str

from bot.discord.commands import commands
from bot.discord.connection.registration import different, missing, register
from tests.bot.discord.connection.test_steady import Listener
from tests.discord_server.server import TOKEN, DiscordServer
from tests.discord_server.state import COMPATIBLE, Dialect


class German(app_commands.Translator):
    async def translate(self, string: locale_str, locale: Any, context: Any) -> str | None:
        return "fragen" if str(locale) == "de" and str(string) == "ask" else None


def sent(server: DiscordServer) -> int:
    return sum(one.method == "PUT" for one in server.requests)


async def start(server: DiscordServer, translator: app_commands.Translator | None = None) -> None:
    """Do what a start of the bot does."""
    from bot.discord import api

    api.adapt(server.api_url)
    async with Listener() as client:
        await client.login(TOKEN)
        tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
        if translator:
            await tree.set_translator(translator)
        for command in commands():
            tree.add_command(command)
        await register(tree)


@pytest.mark.parametrize("dialect", [Dialect(), COMPATIBLE])
async def test_they_are_sent_once_and_again_when_discord_forgot_or_changed_them(dialect: Dialect) -> None:
    async with DiscordServer(dialect) as server:
        for _ in range(2):
            await start(server)
        assert sent(server) == 1
        server.commands.pop()
        await start(server)
        assert sent(server) == 2
        server.commands[0]["description"] = "Something else"
        await start(server)
        assert sent(server) == 3
        server.commands.append({"id": "1", "type": 1, "name": "stale", "description": "of an older version"})
        for _ in range(2):
            await start(server)
        assert sent(server) == 4
        assert "stale" not in [one["name"] for one in server.commands]
        assert server.violations == []


async def test_a_new_language_is_sent_and_found_again() -> None:
    async with DiscordServer() as server:
        await start(server)
        for _ in range(2):
            await start(server, German())
        assert sent(server) == 2
        (ask,) = [one for one in server.commands if one["name"] == "ask"]
        assert ask["name_localizations"] == {"de": "fragen"}


OPTION = {"type": 4, "name": "page", "description": "Which", "required": False, "min_value": 0, "autocomplete": False}
COMMAND = {"name": "x", "description": "y", "options": [OPTION], "contexts": [0, 1], "default_member_permissions": 32}


def test_what_discord_adds_or_leaves_out_is_no_difference() -> None:
    lean = {key: value for key, value in OPTION.items() if value is not False}
    told = COMMAND | {"id": "1", "version": "2", "type": 1, "options": [lean], "contexts": [1, 0]}
    told |= {"default_member_permissions": "32", "nsfw": False, "name_localizations": None, "integration_types": [0]}
    assert different([COMMAND], [told]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"options": []},
        {"options": [OPTION | {"min_value": 1}]},
        {"options": [OPTION | {"required": True}]},
        {"contexts": [0]},
        {"default_member_permissions": "0"},
        {"name_localizations": {"de": "fragen"}},
        {"nsfw": True},
        {"type": 3},
    ],
)
def test_what_a_person_would_notice_is_a_difference(change: dict[str, Any]) -> None:
    assert "x" in different([COMMAND], [copy.deepcopy(COMMAND) | change])


def test_only_what_is_not_there_is_missing() -> None:
    assert missing([(1, "ask"), (3, "Index")], [{"name": "ask"}, {"name": "index", "type": 1}]) == ["Index"]
