"""/footnote corrections: for everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answer.record.record import recall
from bot.discord.answers.conversation import addresses
from bot.discord.answers.notices import PAGE, Listed, list_text
from bot.discord.guild.libraries import Audience, audience_of, readable
from bot.discord.guild.visible import sees
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.text.lists import paged
from bot.words.words import marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord.interaction.backend import Backend
    from index.values import Correction

_CHANNEL = re.compile(r"/(\d+)/\d+$")


@app_commands.command(name="corrections", description=marked("List quotations whose source has changed since"))
@app_commands.describe(page=marked("Which page of a long list"))
async def corrections_command(
    interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 10_000] = 1
) -> None:
    """/footnote corrections."""
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    start = addresses(interaction.guild_id)
    if interaction.guild_id is None:
        start += f"{interaction.channel_id}/"
    audience = audience_of(interaction.channel, interaction.guild_id, interaction.user)
    await say(reply, await backend.call(_listed, backend, audience, start, _sees(interaction), page))


def _listed(backend: Backend, audience: Audience, start: str, seen: Callable[[str], bool], page: int) -> str:
    """One page of the corrections of answers whose addresses begin so, newest first. Blocks."""
    quoted, names = backend.library.quoted, readable(backend.library, audience)
    found = [(key, name) for name in names for key, place in quoted.listed(name, start) if seen(place)]
    found.sort(reverse=True)
    listed, of = paged(found, page, PAGE)
    shown = [_asked(backend, name, one) for key, name in listed for one in quoted.read(name, [key])]
    return list_text(shown, len(found), of)


def _asked(backend: Backend, name: str, one: Correction) -> Listed:
    answer = recall(backend.library, name, one.answer)
    return Listed(one, answer.question if answer else "")


def _sees(interaction: discord.Interaction[Any]) -> Callable[[str], bool]:
    """Return whether a member may see the channel of a message; one that is gone or closed may have been private."""
    guild, member, here = interaction.guild, interaction.user, interaction.channel_id

    def seen(place: str) -> bool:
        match = _CHANNEL.search(place)
        if guild is None or match is None or int(match[1]) == here:
            return True
        return isinstance(member, discord.Member) and sees(member, guild.get_channel_or_thread(int(match[1])))

    return seen
