"""The slash commands that Discord has, compared with those that it should have."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

log = logging.getLogger(__name__)
Json = dict[str, Any]
Tree = app_commands.CommandTree[Any]
_SAID = (
    *("type", "name", "name_localizations", "description", "description_localizations", "options", "nsfw"),
    *("default_member_permissions", "contexts", "integration_types", "required", "choices", "value", "autocomplete"),
    *("channel_types", "min_value", "max_value", "min_length", "max_length"),
)
"""What a command says. Discord adds ids and versions, and may leave out what is empty or the default."""
_EVERYWHERE = {"contexts", "integration_types"}
_EMPTY: tuple[Any, ...] = ("", [], {})


async def register(tree: Tree, guild: discord.Object | None = None) -> None:
    """Send the commands where Discord has others or none, to a `guild` alone where one is given.

    Raises discord.HTTPException, TranslationError.
    """
    if guild is not None:
        tree.copy_global_to(guild=guild)
    wanted = await _payload(tree, guild)
    found = await _registered(tree.client, guild)
    if found is not None and not (differing := different(wanted, found)):
        return
    try:
        await tree.sync(guild=guild)
    except KeyError:  # they are sent; discord.py then reads ids in the reply, which some servers leave out
        log.debug("The reply to the commands cannot be read")
    log.info("Registered %d commands (%s)", len(wanted), "unknown before" if found is None else ", ".join(differing))


async def withdraw(tree: Tree, guild: discord.Object) -> None:
    """Take away the commands that were registered in one server alone. Raises discord.HTTPException."""
    tree.clear_commands(guild=guild)
    if await _registered(tree.client, guild):
        await tree.sync(guild=guild)
        log.info("Withdrew the commands that were registered in the server %d alone", guild.id)


def different(wanted: Iterable[Json], found: Iterable[Json]) -> list[str]:
    """Return the names of the commands that are missing, superfluous or otherwise described."""
    ours, theirs = _by_name(wanted), _by_name(found)
    for key in ours.keys() & theirs.keys():
        for left in _EVERYWHERE - ours[key].keys():
            theirs[key].pop(left, None)  # what is left to Discord is filled in by Discord
    return sorted(key[1] for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))


def missing(wanted: Iterable[tuple[int, str]], found: Iterable[Json]) -> list[str]:
    """Return the names of commands, given by type and name, that are not registered."""
    return sorted(name for kind, name in set(wanted) - {_key(one) for one in found})


async def _payload(tree: Tree, guild: discord.Object | None) -> list[Json]:
    """Return what `CommandTree.sync` sends, without what Discord keeps of commands for all servers alone."""
    commands: list[Any] = tree.get_commands(guild=guild)
    if translator := tree.translator:
        wanted = [await command.get_translated_payload(tree, translator) for command in commands]
    else:
        wanted = [command.to_dict(tree) for command in commands]
    if guild is None:
        return wanted
    return [{key: one for key, one in command.items() if key not in _EVERYWHERE} for command in wanted]


def place(application: int | str | None, guild: int | str | None = None) -> str:
    """Return the path of an application's commands, or of those of one server alone."""
    return f"/applications/{application}{f'/guilds/{guild}' if guild else ''}/commands"


async def _registered(client: discord.Client, guild: discord.Object | None) -> list[Json] | None:
    """Return the commands that Discord has, with every language; None where a server does not tell."""
    route = Route("GET", place(client.application_id, guild.id if guild else None))
    try:
        found = await client.http.request(route, params={"with_localizations": "true"})
    except discord.HTTPException as error:
        log.info("The registered commands cannot be read (%s)", error)
        return None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else None


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or 1, str(command.get("name"))


def _by_name(commands: Iterable[Json]) -> dict[tuple[int, str], Any]:
    return {_key(one): _said({"type": 1} | one) for one in commands}


def _said(value: Any, name: str = "") -> Any:
    """Return what a command or a part of it says, in one form."""
    if isinstance(value, dict) and name.endswith("_localizations"):
        return value
    if isinstance(value, dict):
        kept = {key: _said(value[key], key) for key in _SAID if key in value}
        return {key: one for key, one in kept.items() if one is not None and one is not False and one not in _EMPTY}
    if isinstance(value, list):
        parts = [_said(one) for one in value]
        return sorted(parts) if name in ("contexts", "integration_types", "channel_types") else parts
    return str(value) if name == "default_member_permissions" and value is not None else value
