"""Three questions that the library of a place answers: made in the background, kept until the library changes."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.answer.examples import examples
from bot.discord.guild.libraries import Audience, reading
from bot.discord.text.escaping import fit_line
from bot.words.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)
KIND, KEY = "examples", "questions"
_MOST, _LONGEST = 3, 200


async def known_examples(backend: Backend, audience: Audience, seconds: float) -> tuple[str, ...]:
    """Return questions that the library read by an audience answers, none where they take longer to make."""
    name, kept = await backend.call(_kept, backend, audience)
    if kept is not None:
        return kept
    making = backend.background.get(name)
    if making is None:
        making = backend.background[name] = asyncio.create_task(_made(backend, name))
        making.add_done_callback(lambda _: backend.background.pop(name, None))
    try:
        return await asyncio.wait_for(asyncio.shield(making), seconds)
    except TimeoutError:
        return ()


def listed(questions: Sequence[str]) -> str:
    """Return the questions as a message shows them, "" for none."""
    if not questions:
        return ""
    lines = [f"> {fit_line(one, _LONGEST)}" for one in questions]
    return "\n".join([_("For example:"), *lines])


async def _made(backend: Backend, name: str) -> tuple[str, ...]:
    try:
        return await backend.call(_make, backend, name)
    except Exception:  # the wall of a background task: without examples the help stands
        log.exception("No example questions could be made from %s", name)
        return ()


def _make(backend: Backend, name: str) -> tuple[str, ...]:
    at = _changes(backend, name)
    made = examples(backend.answerer, backend.library, name, _MOST, backend.stopping.is_set)
    if not backend.stopping.is_set():
        backend.library.record(name, KIND, KEY, {"at": at, "questions": list(made)})
    return made


def _kept(backend: Backend, audience: Audience) -> tuple[str, tuple[str, ...] | None]:
    """Return the library that an audience reads, and its questions unless it has changed since they were made."""
    name = reading(backend.library, audience)
    kept = backend.library.recall(name, KIND, KEY) or {}
    asked = kept.get("questions")
    fresh = kept.get("at") == _changes(backend, name) and isinstance(asked, list)
    return name, tuple(str(one) for one in asked or ()) if fresh else None


def _changes(backend: Backend, name: str) -> int:
    return backend.library.quoted.changes().get(name, 0)
