"""What a server chose for itself, kept in the catalogue under its id."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter, ValidationError

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)
KIND, DIGEST = "discord-guild", "discord-digest"
DEFAULT = "default"
"""The shared library: what no server keeps to itself. It also holds what the bot remembers of servers, and of their
channels how far digests have come."""
_OF_A_SERVER = re.compile(r"guild-(\d+)(?:-|$)")
Source = Literal["", "own", "shared"]


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """Ids are Discord's. Nothing chosen means: everywhere, public, as the operator's settings say.

    `ask_in` are the channels where it may answer, `ask_channels` those (and forums) where every message is a question.
    `library` says what questions search, "" where nobody chose yet. `bound` names the library of a channel by its id,
    `private_libraries` that of a role by its id, which only members of the role may read, in answers to them alone.
    `per_person` and `per_guild` are questions in an hour, `keep_days` how long answers stay, 0 for ever. `language` is
    that of the bot's own words, "" for each reader's own. `digests` are schedules by channel.
    """

    ask_in: tuple[int, ...] = ()
    ask_channels: tuple[int, ...] = ()
    private: bool = False
    index_roles: tuple[int, ...] = ()
    model: bool = True
    per_person: int | None = None
    per_guild: int | None = None
    language: str = ""
    library: Source = ""
    bound: Mapping[str, str] = field(default_factory=dict)
    private_libraries: Mapping[str, str] = field(default_factory=dict)
    keep_days: int = 0
    digests: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


NOTHING_CHOSEN = GuildSettings()
_RECORD = TypeAdapter(GuildSettings)


def chosen(library: Library, guild_id: int | None) -> GuildSettings:
    """Return what a server chose, nothing where its record cannot be read. Blocks.

    What another version wrote beside it is left out; direct messages have nothing to choose.
    """
    return _read(library.recall(DEFAULT, KIND, str(guild_id)), guild_id) if guild_id is not None else NOTHING_CHOSEN


def revise(library: Library, guild_id: int, /, **values: Any) -> tuple[GuildSettings, GuildSettings]:
    """Change some of what a server chose in one transaction; return all of it before and after. Blocks.

    A value may be a function of the one before: somebody else may change that at the same time.
    """
    before = after = NOTHING_CHOSEN

    def made(stored: dict[str, Any] | None) -> dict[str, Any]:
        nonlocal before, after
        before = _read(stored, guild_id)
        new = {name: one(getattr(before, name)) if callable(one) else one for name, one in values.items()}
        after = replace(before, **new)
        return _dumped(after)

    library.revise(DEFAULT, KIND, str(guild_id), made)
    return before, after


def known_servers(library: Library) -> list[int]:
    """Return the ids of the servers that chose something or keep a library. Blocks."""
    named = [match[1] for name in library.quoted.changes() if (match := _OF_A_SERVER.match(name))]
    chose = [key for key, _ in library.records(DEFAULT, KIND) if key.isdecimal()]
    return sorted({int(one) for one in (*named, *chose)})


def _read(stored: dict[str, Any] | None, guild_id: int) -> GuildSettings:
    try:
        return _RECORD.validate_python(stored or {})
    except ValidationError:
        log.warning("What server %s chose cannot be read: it is as if nothing were chosen", guild_id)
        return NOTHING_CHOSEN


def _dumped(settings: GuildSettings) -> dict[str, Any]:
    data: dict[str, Any] = _RECORD.dump_python(settings, mode="json")
    return data
