"""/footnote digest: what is new, for whoever asks; its schedule, for those who may change the library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.answer.digest import words
from bot.discord.digest.cursor import cursor, keep
from bot.discord.digest.render import DigestView, plain_text, render, when
from bot.discord.digest.schedule import Schedule, clock
from bot.discord.digest.sending import may_write, new_in
from bot.discord.guild.settings import revise
from bot.discord.interaction.access import enter_trusted
from bot.discord.interaction.audit import note
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.text.credits import moment
from bot.errors import NotAllowed, WrongUse
from bot.words.words import _, marked

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

OFF = marked("No more digests come in {channel}.")
SET = marked("Digests come in {channel}. {when} Where nothing is new, nothing is sent.")
CLOSED = marked("You and I must both be able to write in that channel.")
CHOICES = (marked("daily"), marked("weekly"), marked("off"))
"""The schedules as the command offers them: its translator finds them here."""
NEEDS_SCHEDULE = marked("A time or a channel belongs to a schedule: choose daily, weekly or off.")
AT = "09:00"


@app_commands.command(name="digest", description=marked("What is new in the articles, now or on a schedule"))
@app_commands.describe(
    schedule=marked("When it comes by itself; only for those who may change the library"),
    at=marked("Time of day, as 09:00"),
    channel=marked("Where it comes; this channel unless you choose another"),
)
async def digest_command(
    interaction: discord.Interaction[Any],
    schedule: Literal["daily", "weekly", "off"] | None = None,
    at: str | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """/footnote digest."""
    if schedule is not None:
        await _schedule(interaction, schedule, at or AT, channel or interaction.channel)
        return
    if at or channel:
        raise WrongUse(_(NEEDS_SCHEDULE))
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    last = await backend.call(cursor, backend.library, interaction.channel_id or 0)
    found = await backend.call(new_in, backend, interaction.channel, interaction.guild_id, last)
    if not found.stories:
        await say(reply, words.nothing(moment(found.since)))
        return
    await reply.finish(DigestView(render(found)), plain_text(found))


async def _schedule(
    interaction: discord.Interaction[Any], every: Literal["daily", "weekly", "off"], at: str, channel: Any
) -> None:
    """Keep when digests come in a channel. Raises NotAllowed, WrongUse."""
    backend = await enter_trusted(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    chosen_zone, today = backend.settings.time_zone, datetime.now(UTC).weekday()
    schedule = None if every == "off" else Schedule(every, clock(at), chosen_zone, today)
    guild, member = interaction.guild, interaction.user
    if schedule and not (guild and isinstance(member, discord.Member) and may_write(channel, guild.me, member)):
        raise NotAllowed(_(CLOSED))
    await reply.begin()
    await backend.call(_keep, backend, interaction.guild_id or 0, channel.id, schedule)
    await note(backend, interaction, "digest", f"#{channel.name}", when(schedule) if schedule else "off")
    said = (
        _(SET).format(channel=channel.mention, when=when(schedule))
        if schedule
        else _(OFF).format(channel=channel.mention)
    )
    await say(reply, said)


def _keep(backend: Backend, guild_id: int, channel_id: int, schedule: Schedule | None) -> None:
    """Keep a schedule, or none; the first digest comes at its next moment. Blocks."""
    key = str(channel_id)
    mine = {key: schedule.to_json()} if schedule else {}
    revise(backend.library, guild_id, digests=lambda kept: {one: kept[one] for one in kept if one != key} | mine)
    last = cursor(backend.library, channel_id)
    keep(backend.library, channel_id, replace(last, handled=datetime.now(UTC).isoformat()))
