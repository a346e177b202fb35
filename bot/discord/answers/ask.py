"""/ask: a question, and what is chosen beside it."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.answer.understand.question import LONGEST
from bot.discord.answers.asking import answer
from bot.discord.answers.conversation import Asked, place_of
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.reply import InteractionReply


@app_commands.command(name="ask", description="Ask the articles; the answer quotes them and names its sources")
@app_commands.describe(question="Your question; it may name a publisher or a time (“in March 2025”)")
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def ask_command(interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, LONGEST]) -> None:
    """/ask question."""
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction)
    place = place_of(interaction.channel, interaction.guild_id)
    await answer(backend, reply, Asked(question, interaction.user.id, place))
