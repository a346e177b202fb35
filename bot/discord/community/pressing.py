"""What a press on the panel of /footnote setup changes, and what the panel then shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import not_
from typing import TYPE_CHECKING, Any

from bot.discord.community.choices import BIND, COPY, NEW, NONE, Choice, answering, bindable, chosen_value
from bot.discord.guild.changes import change
from bot.discord.guild.libraries import (
    DEFAULT,
    Audience,
    libraries_of,
    named_library,
    own_library,
    reading,
)
from bot.discord.guild.settings import GuildSettings, chosen
from bot.errors import WrongUse
from bot.words.words import _

if TYPE_CHECKING:
    from index.library import Library

_LISTS = ("ask_in", "ask_channels", "index_roles")
_FLAGS = ("private", "model")
_CHOICES = ("language", "per_person", "per_guild", "keep_days")
_BOUND = ("bound", "private_libraries")
_NO_NAME = re.compile(r"[^\w]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class State:
    """What a server chose, and what its panel offers: which library answers, and those that can be bound."""

    guild_id: int
    settings: GuildSettings
    offered: tuple[Choice, ...]
    names: tuple[str, ...]

    def bindable(self, field: str, key: str, label: str) -> list[Choice]:
        """Return which library a channel or role can get; `label` is what a new one is called."""
        open_to_all = (own_library(self.guild_id), DEFAULT) if field == "bound" else ()
        names = [*open_to_all, *(one for one in self.names if one != own_library(self.guild_id))]
        return bindable(names, self.guild_id, getattr(self.settings, field).get(key, ""), label)


def state(library: Library, guild_id: int) -> State:
    """Return what the panel of a server shows. Blocks."""
    settings, own = chosen(library, guild_id), own_library(guild_id)
    copy = not library.status(own).articles and library.status(DEFAULT).articles > 0
    offered = answering(reading(library, Audience(guild_id)), copy=copy)
    return State(guild_id, settings, tuple(offered), libraries_of(library, guild_id))


def press(library: Library, guild_id: int, by: str, name: str, values: Sequence[Any], label: str = "") -> None:
    """Do what a press asks for; `label` is the name of the channel or role that gets a library. Blocks.

    Raises WrongUse for a value that no panel offers.
    """
    if name in _LISTS:
        change(library, guild_id, by, **{name: tuple(int(one) for one in values)})
    elif name in _FLAGS:
        change(library, guild_id, by, **{name: not_})
    elif name in _CHOICES:
        change(library, guild_id, by, **{name: _value(name, values)})
    elif name == "library" and values[0] in ("own", "shared", COPY):
        change(library, guild_id, by, library="shared" if values[0] == "shared" else "own")
    elif name.startswith(f"{BIND}:"):
        _bind(library, guild_id, by, name, str(values[0]), label)
    else:
        raise WrongUse(_("This panel is of an older version. Use `/footnote setup` again."))


def labelled(name: str) -> str:
    """Return the name of a channel or role as a library is called after it, "library" where no letter is left."""
    return _NO_NAME.sub("-", name).strip("-").casefold()[:_LONGEST] or "library"


def _value(name: str, values: Sequence[Any]) -> str | int | None:
    try:
        return chosen_value(name, str(values[0]))
    except (ValueError, IndexError) as error:
        raise WrongUse(_("This panel is of an older version. Use `/footnote setup` again.")) from error


def _bind(library: Library, guild_id: int, by: str, name: str, value: str, label: str) -> None:
    _head, field, key = name.split(":")
    names = {NONE, NEW, own_library(guild_id), DEFAULT, *libraries_of(library, guild_id)}
    if field not in _BOUND or value not in names:
        raise WrongUse(_("This library cannot be chosen here."))
    mine = {} if value == NONE else {key: named_library(guild_id, label) if value == NEW else value}
    change(library, guild_id, by, **{field: lambda bound: {one: bound[one] for one in bound if one != key} | mine})
