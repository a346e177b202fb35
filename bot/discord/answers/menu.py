"""Show passage…: the menu under an answer, and the card that it opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answer.prove.cite import context
from bot.answer.record.corrections import latest
from bot.answer.record.record import recall
from bot.discord.answers.card import Card, card
from bot.discord.answers.render import Choice
from bot.discord.guild.libraries import Audience, audience_of, readable
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.reply import InteractionReply, say
from bot.errors import AnswerGone
from bot.values import Answer, Citation
from index.errors import NotIndexed
from index.values import Correction

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

PASSAGE = 0x1565C0
GONE = "This answer is no longer on record. Ask the question again."
REMOVED = "The article has since been removed from the library."
CHANGED = "The article has changed since; this is the text as it was quoted."


class CardView(ui.LayoutView):
    """One quotation inside the sentences around it."""

    def __init__(self, shown: Card) -> None:
        super().__init__(timeout=None)
        texts: list[ui.Item[Any]] = [ui.TextDisplay(text) for text in shown.texts]
        self.add_item(ui.Container(*texts, accent_colour=PASSAGE))
        if shown.link:
            self.add_item(ui.ActionRow(ui.Button(label="Open the article at this passage", url=shown.link)))


class PassageMenu(ui.DynamicItem[ui.Select[Any]], template=r"passage:(?P<answer>[\w-]{1,64})"):
    """Show passage… The answer's id is in the custom id, so that the menu outlives the process that sent it."""

    def __init__(self, answer_id: str, choices: Sequence[Choice] = ()) -> None:
        options = [discord.SelectOption(label=o.label, value=o.value, description=o.description) for o in choices]
        super().__init__(ui.Select(custom_id=f"passage:{answer_id}", placeholder="Show passage…", options=options))
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
            async with wall("passage menu", lambda text: say(reply, text)):
                await reply.begin()
                value = self.item.values[0]
                audience = audience_of(interaction.channel, interaction.guild_id, interaction.user)
                shown = await backend.call(passage, backend, audience, self._answer_id, value)
                await reply.finish(CardView(shown), "\n".join((*shown.texts, shown.link)))


def passage(backend: Backend, audience: Audience, answer_id: str, value: str) -> Card:
    """The card of one citation. Blocks. Raises AnswerGone."""
    for name in readable(backend.library, audience):
        if answer := recall(backend.library, name, answer_id):
            citation = _chosen(answer, value)
            before, _, after = context(backend.library, name, citation)
            correction = _corrected(backend, name, answer, citation) if value.startswith("c") else None
            return card(citation, before, after, _note(backend, name, citation), correction)
    raise AnswerGone(GONE)


def _chosen(answer: Answer, value: str) -> Citation:
    citations = answer.citations if value.startswith("c") else answer.related
    position = int(value[1:]) if value[1:].isdecimal() else len(citations)
    if position >= len(citations):
        raise AnswerGone(GONE)
    return citations[position]


def _corrected(backend: Backend, name: str, answer: Answer, citation: Citation) -> Correction | None:
    return next(
        (one for one in latest(backend.library.quoted.of(name, answer.id)) if one.number == citation.number), None
    )


def _note(backend: Backend, name: str, citation: Citation) -> str:
    try:
        live = backend.library.article(name, citation.article_id)
    except NotIndexed:
        return REMOVED
    return CHANGED if live.revision != citation.revision else ""
