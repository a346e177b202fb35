"""/index source add from the preview to the first refresh, and refreshes on demand."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.interaction.access import Changing, actor
from bot.discord.interaction.audit import note
from bot.discord.interaction.confirmation import Option, ask
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.interaction.runs import carry_out, running
from bot.discord.library.delivery import tell
from bot.discord.library.texts import ending_text, progress_text
from bot.discord.sources import texts
from bot.words.words import _, marked
from index.errors import UnreadableSource
from index.follow.following import EVERY
from index.follow.origins import Outlook, Source
from index.values import Progress, Report

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

MOST_FEEDS = 3
REFRESHING = marked("This source is being refreshed already; this refresh comes after it.")
CANCEL = Option("cancel", marked("Cancel"))


async def add(
    changing: Changing, interaction: discord.Interaction[Any], address: str, every: int | None, *, dry_run: bool
) -> None:
    """Show what an address would be as a source; follow it, or a feed that it advertises, once that is chosen."""
    backend, name, private = changing.backend, changing.filled.library, changing.filled.private
    while True:
        reply: InteractionReply = interaction.extras["reply"]
        outlook = await backend.call(backend.library.look, name, address)
        schedule = EVERY[outlook.kind] if every is None else every
        text = texts.preview_text(outlook, schedule, await backend.call(_known, backend, name, outlook))
        if dry_run:
            await say(reply, text)
            return
        answer = await ask(backend, interaction, text, _options(outlook), lapsed=_(texts.LAPSED), private=private)
        if answer is None:
            return
        option, reply = answer
        if option == CANCEL.key:
            await say(reply, _(texts.DECLINED))
            return
        if option == "add":
            break
        address = outlook.feeds[int(option.removeprefix("feed"))]
        await reply.open(_(texts.LOOKING))
    await reply.open(_("Adding…"))
    source = await backend.call(_join, backend, name, outlook, schedule, actor(interaction.user))
    await refresh(changing, interaction, reply, source, texts.added_text(source))


async def refresh(
    changing: Changing, interaction: discord.Interaction[Any], reply: InteractionReply, source: Source, lead: str
) -> None:
    """Refresh a source and show how that goes; a refresh of it that is running comes first."""
    backend, filled = changing.backend, changing.filled
    turn = backend.refreshing.setdefault(source.id, asyncio.Lock())
    with running(backend, reply, interaction.user.id) as run:
        job = partial(_refresh, backend, source)
        named = source.title or source.address
        try:
            outcome = await carry_out(backend, run, reply, job, progress_text, turn=turn, queued=REFRESHING)
        except UnreadableSource as error:
            await note(backend, interaction, "source refresh", named, error.reason, filled)
            raise
        ended = ending_text(outcome.progress, outcome.ending)
        await note(backend, interaction, "source refresh", named, ended, filled)
        await tell(backend, reply, source.library, outcome, texts.again_text(source), lead)


def _join(backend: Backend, name: str, outlook: Outlook, every: int, by: str) -> Source:
    """Follow what was looked at. Its first refresh is shown here, so the clock need not begin one. Blocks."""
    source = backend.library.add_source(name, outlook, every=every, by=by)
    backend.library.registry.put_off(source)
    return source


def _refresh(backend: Backend, source: Source, report: Report) -> Progress:
    return backend.library.refresh(source.library, source.id, report, again=True)


def _known(backend: Backend, name: str, outlook: Outlook) -> Source | None:
    return next((one for one in backend.library.sources(name) if one.address == outlook.address), None)


def _options(outlook: Outlook) -> list[Option]:
    """Add, one button for each feed that the page advertises, and Cancel."""
    usable = outlook.kind != "page" or outlook.articles > 0
    add = [Option("add", _("Add page") if outlook.feeds else _("Add"), discord.ButtonStyle.primary)] if usable else []
    feeds = [Option(f"feed{n}", texts.feed_label(feed)) for n, feed in enumerate(outlook.feeds[:MOST_FEEDS])]
    return [*add, *feeds, CANCEL]
