"""👍 and 👎: one vote of each person for an answer, and what was wrong with it."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import discord
from discord import ui

from bot.answer.record.personal import Reason, Vote, keep, now, recalled
from bot.discord.feedback.pressed import audience, privately, recorded
from bot.discord.interaction.reply import say
from bot.discord.text.escaping import clean
from bot.words.words import _, marked

if TYPE_CHECKING:
    from bot.discord.guild.libraries import Audience
    from index.library import Library

REASONS: dict[str, str] = {
    "source": marked("Wrong source"),
    "outdated": marked("Out of date"),
    "unanswered": marked("Does not answer the question"),
    "other": marked("Something else"),
}
LONGEST = 1000
_CHECK_SECONDS = 1.0  # of the three in which the form must open
_MODAL_SECONDS = 30 * 60.0


class VoteButton(ui.DynamicItem[ui.Button[Any]], template=r"vote:(?P<vote>up|down):(?P<answer>[\w-]{1,64})"):
    """For or against an answer; the words stand beside the sign, for those who do not see it."""

    def __init__(self, answer_id: str, *, good: bool) -> None:
        label = "👍 " + _("Helpful") if good else "👎 " + _("Not right")
        super().__init__(ui.Button(label=label, custom_id=f"vote:{'up' if good else 'down'}:{answer_id}"))
        self._answer_id, self._good = answer_id, good

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> VoteButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["answer"], good=match["vote"] == "up")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Count the vote for an answer; of one against it ask what is wrong."""
        async with privately(interaction, "vote") as (backend, reply):
            if self._good:
                await reply.begin()
                vote = partial(Vote, by=interaction.user.id, good=True)
                said = await backend.call(cast, backend.library, audience(interaction), self._answer_id, vote)
                await say(reply, said)
                return
            with suppress(TimeoutError):  # the threads are busy: whether it is on record is found when the form returns
                async with asyncio.timeout(_CHECK_SECONDS):
                    await backend.call(recorded, backend.library, audience(interaction), self._answer_id)
            await interaction.response.send_modal(ReasonForm(self._answer_id))


class ReasonForm(ui.Modal):
    """What is not right with an answer. It is forgotten with the process; the button opens another one."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(title=_("What is not right?"), timeout=_MODAL_SECONDS)
        self._answer_id = answer_id
        options = [discord.SelectOption(label=_(text), value=key) for key, text in REASONS.items()]
        self._reason: ui.Select[ReasonForm] = ui.Select(custom_id="reason", options=options)
        style = discord.TextStyle.paragraph
        self._text: ui.TextInput[ReasonForm] = ui.TextInput(
            custom_id="text", style=style, required=False, max_length=LONGEST
        )
        self.add_item(ui.Label(text=_("Reason"), component=self._reason))
        self.add_item(ui.Label(text=_("In your own words (optional)"), component=self._text))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Count the vote against the answer, with its reason."""
        async with privately(interaction, "feedback form") as (backend, reply):
            await reply.begin()
            reason: Any = next((one for one in get_args(Reason) if one in self._reason.values), "other")
            text = clean(self._text.value or "").strip()[:LONGEST]
            vote = partial(Vote, by=interaction.user.id, good=False, reason=reason, text=text)
            await say(reply, await backend.call(cast, backend.library, audience(interaction), self._answer_id, vote))


def cast(library: Library, readers: Audience, answer_id: str, vote: partial[Vote]) -> str:
    """Count a vote in place of the person's earlier one; return what they are told. Blocks. Raises AnswerGone."""
    name, answer = recorded(library, readers, answer_id)
    made = vote(answer=answer.id, at=now())
    earlier = recalled(library, name, Vote, f"{answer.id}:{made.by}")
    keep(library, name, made)
    if earlier is None:
        return _("Thank you, your vote is counted. The other button changes it.")
    return _("Thank you, your vote is changed.") if earlier.good != made.good else _("Your vote is counted already.")
