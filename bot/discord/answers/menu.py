"""The menu under an answer that opens its passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.answers.passage import GONE, card_of
from bot.discord.answers.render import Choice
from bot.discord.guild.libraries import audience_of
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.reply import InteractionReply, say
from bot.errors import AnswerGone
from bot.words.words import _

_KEY = re.compile(r"[cr]\d{1,3}")


class PassageMenu(ui.DynamicItem[ui.Select[Any]], template=r"passage:(?P<answer>[\w-]{1,64})"):
    """The passages of an answer. Its id is in the custom id, so that the menu outlives the process that sent it."""

    def __init__(self, answer_id: str, choices: Sequence[Choice] = ()) -> None:
        options = [discord.SelectOption(label=o.label, value=o.value, description=o.description) for o in choices]
        placeholder = _("Read a passage in its place…")
        super().__init__(ui.Select(custom_id=f"passage:{answer_id}", placeholder=placeholder, options=options))
        self._answer_id = answer_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> PassageMenu:
        """Return the menu of a message that some earlier process may have sent."""
        return cls(match["answer"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the chosen passage to the member who asked for it."""
        backend = backend_of(interaction)
        reply = InteractionReply(interaction, private=True)
        with backend.under_way():
            async with wall("passage menu", lambda text: say(reply, text), interaction):
                await reply.begin()
                value = self.item.values[0]
                if not _KEY.fullmatch(value):
                    raise AnswerGone(_(GONE))
                audience = audience_of(interaction.channel, interaction.guild_id, interaction.user)
                await reply.finish(*await backend.call(card_of, backend.library, audience, self._answer_id, value))
