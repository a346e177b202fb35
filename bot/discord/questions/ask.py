"""/ask: a question, and what is chosen beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answer.understand.question import LONGEST
from bot.discord.answers.asking import answer
from bot.discord.answers.conversation import Asked, place_of
from bot.discord.guild.libraries import Audience, audience_of, reading
from bot.discord.guild.settings import chosen
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.language import aloud
from bot.discord.interaction.reply import InteractionReply
from bot.discord.questions.choices import End, day_choices, publisher_choices, restriction_of
from bot.values import UNRESTRICTED, Restriction
from bot.words.words import marked

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

Choices = list[app_commands.Choice[str]]
Interaction = discord.Interaction[Any]


@app_commands.command(name="ask", description=marked("Ask the articles; the answer quotes them and names its sources"))
@app_commands.describe(
    question=marked("Your question; it may name a publisher or a time (“in March 2025”)"),
    publisher=marked("Only articles of this publisher"),
    since=marked("Only articles published on this day or later: March 2025, last week, 2025-03-04"),
    until=marked("Only articles published on this day or earlier"),
    private=marked("Whether you alone see the answer"),
)
@app_commands.rename(since="from", until="to")
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def ask_command(
    interaction: Interaction,
    question: app_commands.Range[str, 1, LONGEST],
    publisher: app_commands.Range[str, 1, 100] = "",
    since: app_commands.Range[str, 1, 100] = "",
    until: app_commands.Range[str, 1, 100] = "",
    private: bool | None = None,
) -> None:
    """/ask question publisher from to private."""
    backend = backend_of(interaction)
    hidden, restriction = await backend.complete(_chosen, backend, interaction, publisher, since, until, private)
    await ask_here(interaction, question, private=hidden, restriction=restriction)


async def ask_here(
    interaction: Interaction,
    question: str,
    *,
    private: bool,
    restriction: Restriction = UNRESTRICTED,
    replies_to: int | None = None,
) -> InteractionReply:
    """Answer a question of the member behind an interaction, to them alone where it is `private`."""
    if not private:
        await aloud(interaction)
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=private)
    place = place_of(interaction.channel, interaction.guild_id, replies_to, alone=interaction.user if private else None)
    await answer(backend, reply, Asked(question, interaction.user.id, place, restriction, private))
    return reply


def _chosen(
    backend: Backend, interaction: Interaction, publisher: str, since: str, until: str, private: bool | None
) -> tuple[bool, Restriction]:
    """Return whether the answer is private, and what it is restricted to. Blocks. Raises BadQuestion."""
    hidden = _hidden(backend, interaction, private)
    if not (publisher or since or until):
        return hidden, UNRESTRICTED
    publishers = _publishers(backend, _audience(interaction, hidden)) if publisher else ()
    return hidden, restriction_of(publishers, publisher, since, until, _today())


def _hidden(backend: Backend, interaction: Interaction, private: bool | None) -> bool:
    """Tell whether the answer is for the asker alone: as they chose, else as the server did."""
    return chosen(backend.library, interaction.guild_id).private if private is None else private


def _audience(interaction: Interaction, hidden: bool) -> Audience:
    return audience_of(interaction.channel, interaction.guild_id, interaction.user if hidden else None)


def _publishers(backend: Backend, audience: Audience) -> tuple[str, ...]:
    return tuple(backend.library.publishers(reading(backend.library, audience)))


@ask_command.autocomplete("publisher")
async def _complete_publisher(interaction: Interaction, typed: str) -> Choices:
    """Offer the publishers of the library that the answer will be read from."""
    backend, private = backend_of(interaction), interaction.namespace.private

    def offered() -> list[tuple[str, str]]:
        audience = _audience(interaction, _hidden(backend, interaction, private))
        return publisher_choices(_publishers(backend, audience), typed)

    return _shown(await backend.complete(offered))


@ask_command.autocomplete("since")
async def _complete_since(interaction: Interaction, typed: str) -> Choices:
    return await _complete_day(interaction, typed, "from")


@ask_command.autocomplete("until")
async def _complete_until(interaction: Interaction, typed: str) -> Choices:
    return await _complete_day(interaction, typed, "to")


async def _complete_day(interaction: Interaction, typed: str, end: End) -> Choices:
    return _shown(await backend_of(interaction).complete(day_choices, typed[:100], end, _today()))


def _shown(choices: list[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=name, value=value) for name, value in choices]


def _today() -> date:
    return datetime.now().astimezone().date()
