"""Apps → Ask about this: a message as a question, answered to the one who asks alone."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.answer.understand.question import LONGEST, clean
from bot.discord.interaction.faults import wall
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.messages.contents import readable, written
from bot.discord.questions.ask import ask_here
from bot.discord.text.escaping import fit, line, plain
from bot.errors import BadQuestion
from bot.words.words import _

_SHORT = 200
"""Characters of a message that is asked as it stands; of a longer one the person says what they want to know."""
_OPEN_SECONDS = 15 * 60.0


@app_commands.context_menu(name="Ask about this")
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def ask_about(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Ask the articles what a message asks or says; a long one is made a question by whoever asks."""
    text = asked_by(message)
    if not text:
        raise BadQuestion(_("This message has no words that could be asked about."))
    if len(text) <= _SHORT:
        await ask_here(interaction, text, private=True)
    else:
        await interaction.response.send_modal(Wording(beginning(text)))


class Wording(ui.Modal):
    """The beginning of a message, to be made a question. It is forgotten with the process."""

    def __init__(self, text: str) -> None:
        super().__init__(title=_("Ask about this"), timeout=_OPEN_SECONDS)
        style = discord.TextStyle.paragraph
        self._text: ui.TextInput[Wording] = ui.TextInput(
            custom_id="question", style=style, default=text, max_length=LONGEST
        )
        self.add_item(ui.Label(text=_("Your question"), component=self._text))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Answer what was made of it."""
        reply = InteractionReply(interaction, private=True)
        async with wall("ask about", lambda text: say(interaction.extras.get("reply", reply), text), interaction):
            await ask_here(interaction, clean(self._text.value), private=True)


def asked_by(message: discord.Message) -> str:
    """Return the words of a message, or of the one that it forwards, without Discord's markup."""
    return line(readable(written(message)))


def beginning(text: str) -> str:
    """Return the first sentences of a text that a question may have, the first words where the sentence is longer."""
    return fit(text, LONGEST // 2, plain, "")
