"""A question's way through Discord, however it was asked: accepted or refused, answered, shown, and never lost.

What is accepted waits in the outbox until its answer is shown. What could not be shown meanwhile, because this process
ended or Discord did not take it, `resuming.py` goes on with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.answers.accepting import accept, closed, refuse
from bot.discord.answers.conversation import Asked, followed, note, note_asked, note_finished
from bot.discord.answers.render import Sheet, pages, plain_text
from bot.discord.answers.view import AnswerView, further, thread_title
from bot.discord.feedback.rows import rows
from bot.discord.guild.libraries import called_of_several, reading
from bot.discord.guild.settings import chosen
from bot.discord.interaction import outbox
from bot.discord.interaction.faults import unseen
from bot.discord.interaction.further import Rest
from bot.discord.interaction.progress import shown_steps
from bot.discord.interaction.writing import UNREACHED, passing
from bot.monitoring.counting import counted
from bot.values import Answer
from index.cores import computed

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from bot.discord.interaction.reply import QuestionReply, Reply

log = logging.getLogger(__name__)
_CLOSED = (*UNREACHED, RuntimeError)
"""What sending ends with; a RuntimeError is aiohttp's where the session was closed by a shutdown."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer and what its message shows, then further ones; `text` is for servers that know no components."""

    answer: Answer
    sheet: Sheet
    text: str
    rest: tuple[Sheet, ...] = ()


async def answer(backend: Backend, reply: QuestionReply, asked: Asked) -> bool:
    """Answer a question where and as often as that is allowed, else tell the asker alone why not. It begins the reply.

    Tell whether the answer is shown now; one that Discord does not take yet is shown later. Raises what is to be told
    to the asker in place of an answer.
    """
    key = reply.route.nonce
    with answering(backend, key):
        if refusal := closed(backend, reply) or await backend.accept(accept, backend, reply, asked):
            await refuse(backend, reply, asked, refusal)
            return False
        try:
            await reply.begin()
        except UNREACHED as error:
            if not passing(error):
                await backend.note(outbox.drop, backend.library, key)
                raise
            log.warning("A question waits until Discord can be reached: %s", error)
            return False
        return await carry_on(backend, reply, asked, key)


@contextmanager
def answering(backend: Backend, key: str) -> Iterator[None]:
    """Tell others that a question is under way here."""
    backend.answering.add(key)
    try:
        with backend.under_way():
            yield
    finally:
        backend.answering.discard(key)


async def carry_on(backend: Backend, reply: Reply, asked: Asked, key: str) -> bool:
    """Find the answer to an accepted question, showing the steps meanwhile, and show it; tell whether it is shown."""
    first = partial(_note_message, backend, reply, key)
    try:
        async with shown_steps(reply, first=first) as on_step:
            ready = await backend.call(_ask, backend, asked, on_step)
    except Exception:
        if not backend.stopping.is_set():
            await backend.note(outbox.drop, backend.library, key)
        raise
    return await deliver(backend, reply, asked, ready, key)


async def deliver(backend: Backend, reply: Reply, asked: Asked, ready: Rendered, key: str, *, sent: int = 0) -> bool:
    """Show an answer and tell whether it is shown; `sent` of its further messages were shown before.

    Where Discord cannot be reached it goes on waiting; where it is refused, the log says so.
    """
    known, place, library, found = reply.message_id, asked.place, backend.library, ready.answer
    with unseen("Noting an answer"):
        await backend.note(_computed, backend, asked, found, key, known)
    try:
        await reply.finish(AnswerView(ready.sheet, found, rows(found, asked.by, asked.restriction)), ready.text)
    except _CLOSED as error:
        if passing(error):
            log.warning("The answer %s waits until Discord takes it: %s", found.id, error)
            return False
        log.warning("The answer %s cannot be shown: %s", found.id, error)
        if isinstance(error, discord.Forbidden) and place.room is not None:
            backend.closed[place.room] = True
        await backend.note(outbox.drop, library, key)
        return False
    noted = partial(_note_sent, backend, key)
    if not await _followed(reply, Rest(further(found, ready.rest), thread_title(found), key, sent, noted)):
        return False
    with unseen("Noting a shown answer"):
        await backend.note(outbox.drop, library, key)
        if reply.message_id != known:
            await backend.note(note, library, place, found, reply.message_id)
        if not asked.private:  # its message cannot be edited later, and the list of corrections is for everybody
            await backend.note(note_finished, library, place, found, reply.message_id)
    return True


def rendered(found: Answer) -> Rendered:
    """Return an answer with its texts. It takes long enough to belong in a thread."""
    first, *rest = pages(found)
    return Rendered(found, first, plain_text(found), tuple(rest))


def _ask(backend: Backend, asked: Asked, on_step: Callable[[str], None]) -> Rendered:
    library, place = backend.library, asked.place
    name = reading(library, place.audience)
    with counted(backend.metrics) as count:
        found = computed(backend.answerer.ask)(
            asked.text,
            library=name,
            on_step=on_step,
            follows=asked.follows or followed(library, name, place),
            restriction=asked.restriction,
            writes=chosen(library, place.guild_id).model,
            called=called_of_several(library, place.audience, name),
        )
        count(found)
    return rendered(found)


def _computed(backend: Backend, asked: Asked, found: Answer, key: str, message_id: int | None) -> None:
    known: dict[str, Any] = {"message_id": message_id} if message_id is not None else {}
    outbox.update(backend.library, key, library=found.searched.library, answer=found.id, **known)
    note(backend.library, asked.place, found, message_id)
    note_asked(backend.library, found, asked)


async def _note_message(backend: Backend, reply: Reply, key: str) -> None:
    with unseen("Noting the message of an answer"):
        await backend.note(outbox.update, backend.library, key, message_id=reply.message_id)


async def _followed(reply: Reply, rest: Rest) -> bool:
    """Show the further messages of an answer; False where what is left of them waits until Discord can be reached."""
    with unseen("Showing the rest of an answer"):
        try:
            await reply.follow(rest)
        except _CLOSED as error:
            if not passing(error):
                raise
            log.warning("The rest of an answer waits until Discord takes it: %s", error)
            return False
    return True


async def _note_sent(backend: Backend, key: str, count: int) -> None:
    await backend.note(outbox.update, backend.library, key, sent=count)
