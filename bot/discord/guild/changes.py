"""A change of what a server chose: kept, and noted with who made it; and how such a value is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.discord.guild.libraries import may_bind, own_library
from bot.discord.guild.settings import GuildSettings, revise
from bot.errors import WrongUse
from bot.words.words import LANGUAGES

if TYPE_CHECKING:
    from index.library import Library

ACTION = "setup"
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def change(library: Library, guild_id: int, by: str, /, **values: Any) -> GuildSettings:
    """Change some of what a server chose, as `revise` does, noting each in its log; return all of it. Blocks.

    Everybody reads the log, and libraries are called after channels and roles that may be hidden: ids alone are noted.
    """
    before, after = revise(library, guild_id, **values)
    for name in values:
        if (value := getattr(after, name)) != getattr(before, name):
            noted = tuple(value) if isinstance(value, Mapping) else value
            library.note_audit(own_library(guild_id), by, ACTION, name, typed(noted))
    return after


def typed(value: Any) -> str:
    """Return a value as `parsed` reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ",".join(f"{key}:{one}" for key, one in value.items())
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def parsed(guild_id: int, name: str, text: str) -> Any:
    """Return the value that a person typed for one of the settings of a server. Raises WrongUse."""
    if name not in _PARSERS:
        raise WrongUse(f"There is no setting “{name}” to type. There are: {', '.join(_PARSERS)}.")
    what, parse = _PARSERS[name]
    try:
        return parse(guild_id, text.strip())
    except (ValueError, KeyError) as error:
        raise WrongUse(f"{name} wants {what}.") from error


def _ids(_guild: int, text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(one) for one in text.split(",") if one.strip()))


def _flag(_guild: int, text: str) -> bool:
    return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}[text.casefold()]


def _count(_guild: int, text: str) -> int:
    if (number := int(text or 0)) < 0:
        raise ValueError(text)
    return number


def _quota(guild: int, text: str) -> int | None:
    return _count(guild, text) if text else None


def _one_of(*values: str) -> Callable[[int, str], str]:
    return lambda _guild, text: {one: one for one in values}[text]


def _libraries(guild: int, text: str) -> dict[str, str]:
    pairs = [one.strip().partition(":") for one in text.split(",") if one.strip()]
    found = {str(int(key)): name.strip() for key, _, name in pairs}
    if not all(name and may_bind(guild, name) for name in found.values()):
        raise ValueError(text)
    return found


_CHANNELS = "ids of channels with commas between"
_BOUND = "id:library pairs with commas between; a library that another server keeps cannot be bound"
_PARSERS: dict[str, tuple[str, Callable[[int, str], Any]]] = {
    "ask_in": (_CHANNELS, _ids),
    "ask_channels": (_CHANNELS, _ids),
    "private": ("yes or no", _flag),
    "index_roles": ("ids of roles with commas between", _ids),
    "model": ("yes or no", _flag),
    "per_person": ("a number of questions in an hour, or nothing", _quota),
    "per_guild": ("a number of questions in an hour, or nothing", _quota),
    "language": (f"one of {', '.join(LANGUAGES)}, or nothing", _one_of("", *LANGUAGES)),
    "library": ("own, shared or nothing", _one_of("", "own", "shared")),
    "bound": (_BOUND, _libraries),
    "private_libraries": (_BOUND, _libraries),
    "keep_days": ("a number of days, 0 for ever", _count),
}
