"""A question that its author edits after it was answered: one button under the answer asks it again.

Discord shows a message to one person alone only in reply to something that they pressed, and an edit presses nothing.
So the button stands under the answer, where everybody sees it, and takes the press of the author alone: a direct
message instead would reach them in another place, or not at all.
"""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answer.record.record import recall
from bot.answer.understand.question import clean
from bot.discord.answers.conversation import MESSAGE, WORDED, Asked, place_of
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.feedback.rows import Rows, rows_of
from bot.discord.guild.libraries import audience_of, readable, reading
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.language import language_in
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.interaction.writing import edited as written_anew
from bot.discord.questions.ask import ask_here
from bot.words.words import _, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord.guild.libraries import Audience
    from bot.discord.interaction.backend import Backend
    from bot.values import Answer
    from index.library import Library
    from index.values import Correction

log = logging.getLogger(__name__)


class AskAgain(ui.DynamicItem[ui.Button[Any]], template=r"again:(?P<by>\d{1,20}):(?P<message>\d{1,20})"):
    """Asks an edited question again; the author and the message are in its custom id."""

    def __init__(self, by: int, message: int) -> None:
        super().__init__(ui.Button(label=_("Ask again"), custom_id=f"again:{by}:{message}"))
        self._by, self._message = by, message

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> AskAgain:
        """Return the button of a message that some earlier process may have sent."""
        return cls(int(match["by"]), int(match["message"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the question as it reads now, in a message of its own, and take the button away."""
        backend, refused = backend_of(interaction), InteractionReply(interaction, private=True)
        async with wall("ask again", lambda text: say(interaction.extras.get("reply", refused), text), interaction):
            if interaction.user.id != self._by:
                await say(refused, _("Only who asked can ask this again. Put a question of your own with `/ask`."))
                return
            text, replies_to = await self._question(interaction)
            if not text:
                await say(refused, _("The question is gone."))
                return
            reply = await ask_here(interaction, clean(text), private=False, replies_to=replies_to)
            if reply.message_id is None:
                return
            place = place_of(interaction.channel, interaction.guild_id)
            asked = Asked(text, self._by, place)
            await backend.note(note_question, backend.library, asked, self._message, reply.message_id)
            if interaction.message is not None:
                await _redraw(backend, interaction.message, place.audience)

    async def _question(self, interaction: discord.Interaction[Any]) -> tuple[str, int | None]:
        """Return what the message asks now and which one it replies to; "" where it is gone or cannot be read."""
        channel: Any = interaction.channel
        try:
            message = await channel.fetch_message(self._message)
        except (discord.NotFound, discord.Forbidden):
            return "", None
        replies_to = message.reference.message_id if message.reference else None
        return question_in(message, interaction.client.user), replies_to


async def edited(backend: Backend, me: discord.ClientUser, message: discord.Message) -> None:
    """Offer to ask again where the words of an answered question changed; embeds that resolve change none."""
    if message.author.bot or message.edited_at is None or not message.content:
        return
    audience = audience_of(message.channel, message.guild.id if message.guild else None)
    shown = await backend.call(_changed, backend.library, audience, message.id, question_in(message, me))
    if shown is not None:
        ours = message.channel.get_partial_message(shown)  # type: ignore[union-attr]
        with backend.under_way(), speaking(await language_in(backend, message.guild)):
            await _redraw(backend, ours, audience, AskAgain(message.author.id, message.id))


def note_question(library: Library, asked: Asked, message_id: int, shown: int | None) -> None:
    """Record which message of ours answers a question, and the digest of its words. Blocks."""
    if shown is not None:
        about = {"by": asked.by, "guild": asked.place.guild_id, "at": datetime.now(UTC).isoformat()}
        value = {"message": shown, "sha256": _digest(asked.text), **about}
        library.record(reading(library, asked.place.audience), WORDED, str(message_id), value)


def _changed(library: Library, audience: Audience, message_id: int, text: str) -> int | None:
    """Return our message that answers a question whose words are others now. Blocks."""
    for name in readable(library, audience):
        if kept := library.recall(name, WORDED, str(message_id)):
            return kept["message"] if text and kept.get("sha256") != _digest(text) else None
    return None


async def _redraw(
    backend: Backend,
    message: discord.Message | discord.PartialMessage,
    audience: Audience,
    again: AskAgain | None = None,
) -> None:
    """Show an answer of ours once more, with the button or without it."""
    found = await backend.call(_answer, backend.library, audience, message.id)
    if found is None:
        return
    answer, corrections, below = found
    below = [*below, ui.ActionRow(again)] if again is not None else below
    view = AnswerView(render(answer, corrections=corrections), answer, below)
    try:
        await written_anew(partial(message.edit, content=None), view, plain_text(answer, corrections))
    except discord.HTTPException as error:
        log.info("The answer %s was not drawn anew: %s", answer.id, error)


def _answer(library: Library, audience: Audience, message_id: int) -> tuple[Answer, Sequence[Correction], Rows] | None:
    for name in readable(library, audience):
        shown = library.recall(name, MESSAGE, str(message_id)) or {}
        if answer := recall(library, name, str(shown.get("answer", ""))):
            return answer, library.quoted.of(name, answer.id), rows_of(library, answer)
    return None


def question_in(message: discord.Message, me: discord.ClientUser | None) -> str:
    """Return what a message says without the mention of the bot."""
    return re.sub(rf"<@!?{me.id if me else 0}>", " ", message.content).strip()


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
