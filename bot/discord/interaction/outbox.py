"""Questions on their way to an answer, and which message answered which: nothing of it is lost with the process.

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

WAITING, QUESTION = ".discord-outbox", ".discord-question"
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


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that is shown, and by which message; who asked it is kept in `bot.answer.record.personal`."""

    answer: str
    library: str
    channel_id: int | None
    message_id: int | None


_WAITING, _SHOWN = TypeAdapter(Waiting), TypeAdapter(Shown)


def accept(library: Library, question: Waiting) -> None:
    """Keep a question until it is answered. Blocks, as everything here."""
    library.record(DEFAULT, WAITING, question.route.nonce, _WAITING.dump_python(question, mode="json"))


def update(library: Library, key: str, /, **known: Any) -> None:
    """Note what became known of a question that still waits: its message, its answer."""
    if question := _waiting(library.recall(DEFAULT, WAITING, key)):
        accept(library, replace(question, **known))


def shown(library: Library, key: str, message_id: int | None) -> None:
    """Note that a question's answer is shown, and forget how its asker was reached."""
    if question := _waiting(library.recall(DEFAULT, WAITING, key)):
        told = Shown(question.answer, question.library, question.route.channel_id, message_id)
        library.record(DEFAULT, QUESTION, key, _SHOWN.dump_python(told, mode="json"))
        drop(library, key)


def drop(library: Library, key: str) -> None:
    """Wait no longer for the answer to a question."""
    library.forget(DEFAULT, WAITING, [key])


def waiting(library: Library) -> list[Waiting]:
    """Return the questions whose answers are not shown, oldest first; records that cannot be read are dropped."""
    found = {key: _waiting(value) for key, value in library.records(DEFAULT, WAITING)}
    library.forget(DEFAULT, WAITING, [key for key, one in found.items() if one is None])
    return sorted(filter(None, found.values()), key=lambda one: one.at)


def answer_to(library: Library, question_id: int) -> Shown | None:
    """Return the answer to the message or interaction with this id, None where that is not known (any more)."""
    found = library.recall(DEFAULT, QUESTION, str(question_id))
    try:
        return None if found is None else _SHOWN.validate_python(found)
    except ValidationError:  # another version wrote it
        return None


def _waiting(value: dict[str, Any] | None) -> Waiting | None:
    try:
        return None if value is None else _WAITING.validate_python(value)
    except ValidationError:  # another version wrote it
        return None
