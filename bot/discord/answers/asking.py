"""A question's way through Discord, however it was asked: its steps, its answer, and which message shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.discord.answers.conversation import Asked, followed, note, note_asked, note_finished
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.feedback.rows import rows
from bot.discord.guild.libraries import reading
from bot.discord.guild.settings import chosen
from bot.discord.interaction.progress import shown_steps
from bot.discord.interaction.reply import Reply
from bot.values import Answer

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend


async def answer(backend: Backend, reply: Reply, asked: Asked) -> None:
    """Answer a question from the library of its place, showing the steps meanwhile."""
    place = asked.place
    async with shown_steps(reply) as on_step:
        found = await backend.call(_ask, backend, asked, on_step)
    await backend.call(note, backend.library, place, found, reply.message_id)
    await backend.call(note_asked, backend.library, found, asked)
    known = reply.message_id
    await reply.finish(AnswerView(render(found), found, rows(found, asked.by, asked.restriction)), plain_text(found))
    if reply.message_id != known:
        await backend.call(note, backend.library, place, found, reply.message_id)
    if not asked.private:  # its message cannot be edited later, and the list of corrections is for everybody
        await backend.call(note_finished, backend.library, place, found, reply.message_id)


def _ask(backend: Backend, asked: Asked, on_step: Callable[[str], None]) -> Answer:
    library, place = backend.library, asked.place
    name = reading(library, place.audience)
    return backend.answerer.ask(
        asked.text,
        library=name,
        on_step=on_step,
        follows=asked.follows or followed(library, name, place),
        restriction=asked.restriction,
        writes=chosen(library, place.guild_id).model,
    )
