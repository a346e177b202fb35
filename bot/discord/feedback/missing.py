"""Ask the desk, Tell me when covered: what can be done about a question that nothing answers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answer.record.personal import (
    Asking,
    Question,
    Request,
    Subscription,
    keep,
    kept,
    key_of,
    now,
    question_of,
    recalled,
)
from bot.discord.feedback.pressed import audience, privately, recorded
from bot.discord.interaction.reply import say
from bot.words.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from bot.discord.guild.libraries import Audience
    from index.library import Library

MOST = 25
"""Questions of one person that are asked again when articles come in."""


class DeskButton(ui.DynamicItem[ui.Button[Any]], template=r"desk:(?P<answer>[\w-]{1,64})"):
    """Puts a question to those who add articles."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(ui.Button(label=_("Ask the desk"), custom_id=f"desk:{answer_id}"))
        self._answer_id = answer_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> DeskButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["answer"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Put the question on the list, once for each person, and say so to them."""
        async with privately(interaction, "desk button") as (backend, reply):
            await reply.begin()
            place = (interaction.user.id, interaction.guild_id, interaction.channel_id)
            await say(
                reply, await backend.call(request, backend.library, audience(interaction), self._answer_id, *place)
            )


class TellButton(ui.DynamicItem[ui.Button[Any]], template=r"tell:(?P<answer>[\w-]{1,64})"):
    """Has a person told when an article answers the question."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(ui.Button(label=_("Tell me when covered"), custom_id=f"tell:{answer_id}"))
        self._answer_id = answer_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> TellButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["answer"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Keep the question until an article answers it, and say so to the member."""
        async with privately(interaction, "tell button") as (backend, reply):
            await reply.begin()
            hidden = interaction.message is not None and interaction.message.flags.ephemeral
            wanted = partial(
                Subscription,
                by=interaction.user.id,
                guild=interaction.guild_id,
                room=interaction.channel_id or 0,
                private=hidden,
            )
            said = await backend.call(subscribe, backend.library, audience(interaction), self._answer_id, wanted)
            await say(reply, said)


def request(library: Library, readers: Audience, answer_id: str, by: int, guild: int | None, room: int | None) -> str:
    """Put a question to the desk; return what its asker is told. Blocks. Raises AnswerGone."""
    name, question, _at = _asked(library, readers, answer_id)
    made = Request(answer_id, by, now(), question, guild, room)
    if recalled(library, name, Request, key_of(made)):
        return _("Your question is on the desk’s list already.")
    keep(library, name, made)
    return _("Your question is on the desk’s list now. Those who add articles here see it, without your name.")


def subscribe(library: Library, readers: Audience, answer_id: str, wanted: partial[Subscription]) -> str:
    """Keep a question until an article answers it; return what its asker is told. Blocks. Raises AnswerGone."""
    name, question, at = _asked(library, readers, answer_id)
    made = wanted(answer=answer_id, at=at, question=question)
    if recalled(library, name, Subscription, key_of(made)):
        return _("You have asked for that already. You will be told once, when a new article answers it.")
    if sum(one.by == made.by for one in kept(library, name, Subscription)) >= MOST:
        return _("{most} of your questions are waiting already; that is as many as I keep for one person.").format(
            most=MOST
        )
    keep(library, name, made)
    if made.private or made.guild is None:
        return _("You will be told once, by a direct message, when a new article answers this.")
    return _(
        "You will be told once, when a new article answers this: by a direct message, or in this channel where I may "
        "not write to you."
    )


def _asked(library: Library, readers: Audience, answer_id: str) -> tuple[str, Question, datetime]:
    """Return the library of an answer, what was asked, and when."""
    name, answer = recorded(library, readers, answer_id)
    asking = recalled(library, name, Asking, answer.id)
    return name, asking.question if asking else question_of(answer), asking.at if asking else now()
