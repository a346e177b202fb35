"""What Discord refuses in a registration of commands and in the choices of an autocompletion."""

from __future__ import annotations

import re

from tests.discord_server.rules import Json, size

NONE: frozenset[int] = frozenset()
SUB, GROUP, VALUES = 1, 2, frozenset(range(3, 12))
BELOW = {SUB: VALUES, GROUP: frozenset({SUB})}
NAME = re.compile(r"^[-_'\w]{1,32}$")


def check_commands(commands: list[Json], *, contexts_wanted: bool) -> list[str]:
    """Return what Discord would refuse; `contexts_wanted` asks every command for its contexts and installs."""
    found = [problem for command in commands for problem in _check_command(command)]
    if len({(command["name"], command.get("type", 1)) for command in commands}) < len(commands) or len(commands) > 100:
        found.append("a command is registered twice or there are more than 100")
    for command in commands if contexts_wanted else []:
        wanted = (command.get("contexts"), command.get("integration_types"))
        if not all(isinstance(value, list) and value for value in wanted):
            found.append(f"command {command['name']} must list contexts and integration_types")
    return found


def _check_command(command: Json) -> list[str]:
    """Check a slash command, or a menu entry on messages or members, which has a name and nothing else."""
    if command.get("type", 1) == 1:
        letters = _letters(command)
        found = [f"{command['name']}: {letters} characters"] if letters > 8000 else []
        return found + _check_option(command, below=VALUES | {SUB, GROUP})
    good = 1 <= size(command["name"]) <= 32 and not command.get("description") and not command.get("options")
    return [] if good else [f"{command['name']!r} is no entry of a menu"]


def _letters(option: Json) -> int:
    own = size(option["name"]) + size(option.get("description", ""))
    own += sum(size(one["name"]) + size(str(one["value"])) for one in option.get("choices") or [])
    return own + sum(_letters(child) for child in option.get("options") or [])


def _check_option(option: Json, below: frozenset[int] = frozenset()) -> list[str]:
    """Check a command or option; `below` are the kinds of options that may stand below it."""
    name = option["name"]
    found = [] if NAME.match(name) and name == name.lower() else [f"{name!r} is no command name"]
    if not 1 <= size(option.get("description", "")) <= 100:
        found.append(f"{name}: a description must have 1 to 100 characters")
    children = option.get("options") or []
    if len(children) > 25:
        found.append(f"{name}: more than 25 options")
    kinds = {child["type"] for child in children}
    if kinds - below or (kinds & {SUB, GROUP} and kinds & VALUES):
        found.append(f"{name}: options of the types {sorted(kinds)} cannot stand below it")
    needs = [bool(child.get("required")) for child in children]
    if needs != sorted(needs, reverse=True):
        found.append(f"{name}: required options come first")
    found += check_choices(option.get("choices") or [])
    return found + [problem for child in children for problem in _check_option(child, BELOW.get(child["type"], NONE))]


def check_choices(choices: list[Json]) -> list[str]:
    """Return what Discord would refuse in an autocompletion."""
    found = [f"{len(choices)} choices"] if len(choices) > 25 else []
    for choice in choices:
        if not 1 <= size(choice["name"]) <= 100 or not 1 <= size(str(choice["value"])) <= 100:
            found.append(f"a choice's name and value must have 1 to 100 characters: {choice}")
    return found
