"""/index add from the first look at the files to the last edit of its progress message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord import index_texts as texts
from bot.discord.permissions import own_library
from bot.discord.reply import InteractionReply, say
from bot.discord.steps import shown_steps
from bot.discord.uploads import fetch
from index.errors import Cancelled
from index.values import ArticleSummary, Progress

if TYPE_CHECKING:
    from bot.discord.work import Work

QUEUED = "Another /index is running; this one is next."
Files = Sequence[tuple[str, bytes]]


async def add(work: Work, interaction: discord.Interaction[Any], attachments: Sequence[discord.Attachment]) -> None:
    """Index attachments into the server's own library; the new articles are answerable when this says done."""
    reply = interaction.extras["reply"]
    count = len(attachments)
    await reply.open(f"Fetching {count} file{'' if count == 1 else 's'}…")
    files, failures = await fetch(attachments, work.library.settings.max_file_mb)
    origin = await _origin(interaction, reply)
    async with shown_steps(reply) as on_step:
        if work.indexing.locked():
            on_step(QUEUED)
        async with work.indexing:
            progress, named = await work.call(_add, work, interaction.guild_id, files, origin, on_step)
    progress = replace(progress, failures=(*failures, *progress.failures))
    stopped = work.stopping.is_set() and progress.stage != "finished"
    await say(reply, texts.stopped_text(progress) if stopped else texts.finished_text(progress, named))


async def _origin(interaction: discord.Interaction[Any], reply: InteractionReply) -> str:
    """The link to the message that brought the files: the command's own, else its channel."""
    place = f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}"
    if reply.message_id is None and not reply.lost:
        try:
            reply.message_id = (await interaction.original_response()).id
        except discord.HTTPException:
            return place
    return f"{place}/{reply.message_id}" if reply.message_id else place


def _add(
    work: Work, guild_id: int | None, files: Files, origin: str, on_step: Callable[[str], None]
) -> tuple[Progress, list[ArticleSummary]]:
    """Index in a thread. A file of the same name is the same article: it is replaced."""
    name, latest = own_library(guild_id), Progress()

    def watch(progress: Progress) -> None:
        nonlocal latest
        latest = progress
        if work.stopping.is_set():
            raise Cancelled("Footnote is shutting down.")
        on_step(texts.progress_text(progress))

    if not files:
        return replace(latest, stage="finished"), []
    try:
        latest = work.library.add_files(name, files, origin=origin, source_prefix=f"discord/{guild_id}", progress=watch)
    except Cancelled:
        return latest, []
    brought = set(latest.article_ids) if latest.new or latest.changed else set()
    return latest, [one for one in work.library.articles(name) if one.id in brought]
