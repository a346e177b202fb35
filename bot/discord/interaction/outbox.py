"""Questions on their way to an answer: none is lost with the process.

A question waits here from the moment when it is accepted until its answer is shown. It is put together with what
reaches its asker, a secret, so these records have a dot in front of their kind: no export takes them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from bot.discord.guild.libraries import DEFAULT
from bot.discord.interaction.route import Route

if TYPE_CHECKING:
    from index.library import Library

WAITING = ".discord-outbox"
SECONDS = 15 * 60.0
"""How long a question waits: an interaction's token lives as long (Discord documentation, Interaction tokens)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question whose answer is not shown yet; once there is one, `library` and `answer` name it.

    `by` is the member's id, `asked` the question as JSON, `language` that of its reader, `at` seconds since 1970.
    `message_id` is that of the message of ours which shows the steps, `sent` counts the further ones of its answer.
    """

    route: Route
    by: int
    guild_id: int | None
    asked: Mapping[str, Any]
    language: str = "en"
    at: float = field(default_factory=time.time)
    library: str = ""
    answer: str = ""
    message_id: int | None = None
    sent: int = 0

    @property
    def late(self) -> bool:
        return time.time() - self.at > SECONDS


_WAITING = TypeAdapter(Waiting)


def accept(library: Library, question: Waiting) -> None:
    """Keep a question until it is answered. Blocks, as everything here."""
    library.record(DEFAULT, WAITING, question.route.nonce, _WAITING.dump_python(question, mode="json"))


def update(library: Library, key: str, /, **known: Any) -> None:
    """Note what became known of a question that still waits: its message, its answer."""
    if question := _waiting(library.recall(DEFAULT, WAITING, key)):
        accept(library, replace(question, **known))


def drop(library: Library, key: str) -> None:
    """Wait no longer for the answer to a question, and forget how its asker was reached."""
    library.forget(DEFAULT, WAITING, [key])


def waiting(library: Library) -> list[Waiting]:
    """Return the questions whose answers are not shown, oldest first; records that cannot be read are dropped."""
    found = {key: _waiting(value) for key, value in library.records(DEFAULT, WAITING)}
    library.forget(DEFAULT, WAITING, [key for key, one in found.items() if one is None])
    return sorted(filter(None, found.values()), key=lambda one: one.at)


def _waiting(value: dict[str, Any] | None) -> Waiting | None:
    try:
        return None if value is None else _WAITING.validate_python(value)
    except ValidationError:  # another version wrote it
        return None
