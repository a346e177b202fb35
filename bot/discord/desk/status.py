"""/footnote status: what is searched, who writes, what is under way. Private and short."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.feedback.pressed import audience
from bot.discord.guild.libraries import DEFAULT, Audience, own_library, reading
from bot.discord.guild.settings import chosen
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.text.credits import ago, day
from bot.discord.text.escaping import fit_line
from bot.words.words import _, counted, marked

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from index.values import LibraryStatus


@dataclass(frozen=True, slots=True)
class State:
    """What /footnote status tells. `own` is whether the library is this server's; `read` is when a source last was."""

    library: LibraryStatus
    own: bool
    sources: int
    failing: int
    read: datetime | None
    model: str
    under_way: int
    indexing: bool
    latency: float


@app_commands.command(
    name="status", description=marked("Show what is searched here, who writes, and what is under way")
)
async def status_command(interaction: discord.Interaction[Any]) -> None:
    """/footnote status."""
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    readers, latency = audience(interaction), interaction.client.latency
    await say(reply, status_text(await backend.call(_state, backend, readers, backend.busy, latency)))


def status_text(state: State) -> str:
    """Return the state in a few lines. Pure."""
    library = state.library
    rows = [
        counted(
            "**{number:,} article** is searched here.", "**{number:,} articles** are searched here.", library.articles
        )
    ]
    if library.last:
        rows[0] += " " + _("The newest is of {date}.").format(date=day(library.last).replace(" ", "\u00a0"))
    if not state.own:
        rows.append(_("They are of the library that all servers without articles of their own share."))
    if state.sources:
        read = _("last read {when}").format(when=ago(state.read)) if state.read else _("not read yet")
        failing = " · " + _("{number:,} cannot be reached").format(number=state.failing) if state.failing else ""
        rows.append(
            counted("{number:,} source is followed", "{number:,} sources are followed", state.sources)
            + f", {read}{failing}"
        )
    rows.append(
        _("Answers are written by {model}, each sentence proven.").format(model=fit_line(state.model, 60))
        if state.model
        else _("Answers are exact quotations; no language model writes.")
    )
    rows.append(counted("{number:,} question under way", "{number:,} questions under way", state.under_way))
    rows[-1] += " · " + _("articles are being indexed") if state.indexing else ""
    if math.isfinite(state.latency):
        rows.append(_("Discord answers within {milliseconds:.0f} ms.").format(milliseconds=state.latency * 1000))
    return "\n".join(rows)


def _state(backend: Backend, readers: Audience, under_way: int, latency: float) -> State:
    """Look at the library that this place searches. Blocks."""
    library = backend.library
    name = reading(library, readers)
    sources = library.sources(name)
    writes = backend.settings.chat_model if chosen(library, readers.guild_id).model else ""
    return State(
        library.status(name),
        name == own_library(readers.guild_id) or name != DEFAULT,
        len(sources),
        sum(bool(one.error) and not one.paused for one in sources),
        max((one.succeeded_at for one in sources if one.succeeded_at), default=None),
        writes,
        under_way,
        backend.indexing.locked(),
        latency,
    )
