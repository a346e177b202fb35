"""A question with buttons: asked once, answered by the member whom it was put to, over after some minutes."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.discord.interaction.backend import Backend, Question, backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.reply import InteractionReply, Notice, say
from bot.words.words import _, marked

SECONDS = 14 * 60.0
"""How long a question waits: its message can be edited for 15 minutes (Discord documentation, Interaction tokens)."""
NOT_YOURS = marked("This question was put to somebody else.")
OVER = marked("This question is over: it was answered, or Footnote was restarted meanwhile. Use the command again.")


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a question; its label is `marked` or translated already."""

    key: str
    label: str
    style: discord.ButtonStyle = discord.ButtonStyle.secondary


class OptionButton(ui.DynamicItem[ui.Button[Any]], template=r"option:(?P<question>[\w-]{1,32}):(?P<option>\w{1,16})"):
    """One answer to the question whose key is in its custom id."""

    def __init__(self, question: str, option: Option) -> None:
        custom_id = f"option:{question}:{option.key}"
        super().__init__(ui.Button(label=_(option.label), style=option.style, custom_id=custom_id))
        self._question, self._option = question, option.key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> OptionButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["question"], Option(match["option"], "…"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to whoever asked the question, or say why not."""
        reply = InteractionReply(interaction, private=True)
        async with wall("question", lambda text: say(reply, text), interaction):
            question = backend_of(interaction).questions.get(self._question)
            if question is None or question.pressed.done():
                await say(reply, _(OVER))
            elif question.to != interaction.user.id:
                await say(reply, _(NOT_YOURS))
            else:
                question.pressed.set_result((self._option, interaction))


async def ask(
    backend: Backend,
    interaction: discord.Interaction[Any],
    text: str,
    options: Sequence[Option],
    *,
    lapsed: str,
    private: bool,
    seconds: float = SECONDS,
) -> tuple[str, InteractionReply] | None:
    """Ask the member behind an interaction; return the option's key and a reply that edits the question's message.

    None when nobody answered in time: the message then shows `lapsed`.
    """
    key, reply = secrets.token_urlsafe(9), interaction.extras["reply"]
    question = Question(interaction.user.id, asyncio.get_running_loop().create_future())
    backend.questions[key] = question
    try:
        await reply.finish(Notice(text, [OptionButton(key, option) for option in options]), text)
        async with asyncio.timeout(seconds):
            option, pressed = await question.pressed
    except TimeoutError:
        await reply.step(lapsed)
        return None
    finally:
        del backend.questions[key]
    interaction.extras["reply"] = InteractionReply(pressed, private=private, in_place=True)
    return option, interaction.extras["reply"]
