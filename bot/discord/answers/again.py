"""A question asked again with one thing chosen otherwise: in the place of its asker's answer, to others privately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.answer.record.personal import Asking, question_of, recalled
from bot.discord.answers.asking import answer
from bot.discord.answers.conversation import Asked, Place, place_of
from bot.discord.feedback.changes import changed
from bot.discord.feedback.pressed import recorded
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.language import language_of
from bot.discord.interaction.reply import InteractionReply, Notice
from bot.words.words import speaking

if TYPE_CHECKING:
    from index.library import Library


class _InPlace(InteractionReply):
    """Edits the answer whose button was pressed, once the new one is there."""

    async def step(self, text: str) -> None:
        """Leave the answer on screen meanwhile."""


async def again(interaction: discord.Interaction[Any], answer_id: str, change: str, mine: bool) -> None:
    """Ask a recorded answer's question again; `mine` is whether the member who pressed had asked it."""
    backend = backend_of(interaction)
    hidden = interaction.message is not None and interaction.message.flags.ephemeral
    reply = (
        _InPlace(interaction, private=hidden, in_place=True) if mine else InteractionReply(interaction, private=True)
    )
    alone = None if mine and not hidden else interaction.user
    with speaking(await language_of(interaction, private=alone is not None)), backend.under_way():
        async with wall("again", lambda text: _aside(interaction, text)):
            await reply.begin()
            place = place_of(interaction.channel, interaction.guild_id, alone=alone)
            library = backend.library
            name, asked = await backend.call(
                _asked, library, place, answer_id, change, interaction.user.id, alone is not None
            )
            if (
                await answer(backend, reply, asked) and mine
            ):  # its message shows another answer now, which is corrected there from here on
                await backend.call(library.quoted.put_place, name, answer_id, "")


def _asked(library: Library, place: Place, answer_id: str, change: str, by: int, alone: bool) -> tuple[str, Asked]:
    """Return the library of an answer and its question with one thing chosen otherwise. Blocks. Raises AnswerGone."""
    name, found = recorded(library, place.audience, answer_id)
    asking = recalled(library, name, Asking, answer_id)
    question = asking.question if asking else question_of(found)
    restriction = changed(found, question.restriction, change)
    return name, Asked(question.text, by, place, restriction, alone, question.follows)


async def _aside(interaction: discord.Interaction[Any], text: str) -> None:
    """Say something to the member alone, beside the message that stands."""
    view = Notice(text)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)
