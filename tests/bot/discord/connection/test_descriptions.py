"""Discord's menus describe the commands in every language of the bot, under names that are the same in all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discord import app_commands

from bot.discord.commands import commands
from bot.discord.connection.descriptions import Descriptions
from tests.bot.discord.connection.test_steady import Listener
from tests.discord_server.rules import size

LOCALES = {"de", "fr", "es-ES", "es-419"}
# Discord developer documentation, Application Command: a description, a choice's name, all of a command.
DESCRIPTION, CHOICE, COMMAND = 100, 100, 8000


async def payload() -> list[dict[str, Any]]:
    async with Listener() as client:
        tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
        found: list[Any] = commands()
        return [await one.get_translated_payload(tree, Descriptions()) for one in found]


def parts(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield command
    for option in command.get("options") or []:
        yield from parts(option)


def longest(part: dict[str, Any], of: str) -> int:
    return max(map(size, (str(part.get(of, "")), *(part.get(f"{of}_localizations") or {}).values())))


async def test_every_description_is_translated_and_every_name_stays() -> None:
    for part in [one for command in await payload() for one in parts(command)]:
        assert not part.get("name_localizations"), part["name"]
        if part.get("description"):
            assert set(part["description_localizations"]) == LOCALES, part["description"]
        for choice in part.get("choices") or []:
            assert set(choice["name_localizations"]) == LOCALES, choice


async def test_translations_are_within_discords_limits() -> None:
    for command in await payload():
        whole = 0
        for part in parts(command):
            assert longest(part, "description") <= DESCRIPTION, part["description_localizations"]
            whole += longest(part, "description") + longest(part, "name")
            for choice in part.get("choices") or []:
                assert longest(choice, "name") <= CHOICE
                whole += longest(choice, "name") + size(str(choice["value"]))
        assert whole <= COMMAND, command["name"]
