"""/index add from the first look at the files to the last edit of its progress message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.interaction.access import Changing, actor
from bot.discord.interaction.audit import note
from bot.discord.interaction.reply import Attached, InteractionReply
from bot.discord.interaction.runs import Outcome, carry_out, running
from bot.discord.library import texts
from bot.discord.library.uploads import fetch, names_of
from bot.words.words import _, counted, marked
from index.follow.origins import Source, SourceKind
from index.follow.registry import Item
from index.sources.archives import SEPARATOR
from index.values import ArticleSummary, Progress, Report

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from index.library import Library

AGAIN = marked("Add the files again to go on.")
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Files that something in Discord brought: how it is registered, and the address that its articles cite.

    `whole` names everything that it holds now; what it brought earlier and no longer holds then leaves.
    """

    library: str
    kind: SourceKind
    title: str
    origin: str
    prefix: str
    files: Files
    whole: tuple[str, ...] = ()


async def add(
    changing: Changing, interaction: discord.Interaction[Any], attachments: Sequence[discord.Attachment]
) -> None:
    """Index attachments into the library of the place; the new articles are answerable when this says done."""
    backend, filled = changing.backend, changing.filled
    reply: InteractionReply = interaction.extras["reply"]
    with running(backend, reply, interaction.user.id) as run:
        await reply.open(counted("Fetching {number} file…", "Fetching {number} files…", len(attachments)))
        files, failures = await fetch(attachments, backend.library.settings.max_file_mb)
        title, prefix = ", ".join(names_of(attachments)), f"discord/{changing.guild_id}"
        delivery = Delivery(filled.library, "upload", title, await _origin(interaction, reply), prefix, files)
        by = actor(interaction.user)
        outcome = await carry_out(backend, run, reply, partial(deliver, backend, delivery, by), texts.progress_text)
        progress = replace(outcome.progress, failures=(*failures, *outcome.progress.failures))
        await note(backend, interaction, "add", title, texts.ending_text(progress, outcome.ending), filled)
        await tell(backend, reply, filled.library, replace(outcome, progress=progress), _(AGAIN))


async def tell(
    backend: Backend, reply: InteractionReply, library: str, outcome: Outcome, again: str, lead: str = ""
) -> None:
    """Show how an ingest ended, with its errors as a file where there are many; `lead` stands above a good end."""
    if outcome.ending == "finished":
        said = texts.finished(outcome.progress, await backend.call(_brought, backend, library, outcome.progress), lead)
    else:
        said = texts.interrupted(outcome.progress, outcome.ending, again)
    await reply.say(said.text, [Attached("errors.txt", said.errors.encode())] if said.errors else [])


async def _origin(interaction: discord.Interaction[Any], reply: InteractionReply) -> str:
    """The link to the message that brought the files: the command's own, else its channel."""
    place = f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}"
    if reply.message_id is None and not reply.lost:
        try:
            reply.message_id = (await interaction.original_response()).id
        except discord.HTTPException:
            return place
    return f"{place}/{reply.message_id}" if reply.message_id else place


def deliver(backend: Backend, delivery: Delivery, by: str, report: Report) -> Progress:
    """Index what was delivered, and register what delivered it. Blocks.

    A file of the same name from the same place is the same article: it is replaced.
    """
    if not delivery.files:
        return Progress(stage="finished")
    library, name = backend.library, delivery.library
    source = library.registry.add(name, delivery.kind, delivery.origin, by=by, title=delivery.title)
    latest = Progress()

    def watch(progress: Progress) -> None:
        nonlocal latest
        latest = progress
        report(progress)

    try:
        latest = library.add_files(
            name, delivery.files, origin=delivery.origin, source_prefix=delivery.prefix, progress=watch
        )
        removed = _withdraw(library, source, _places(delivery, delivery.whole)) if delivery.whole else 0
        latest = replace(latest, removed=latest.removed + removed)
    finally:
        _register(library, source, delivery, latest)
    return latest


def _places(delivery: Delivery, names: Iterable[str]) -> Callable[[str], bool]:
    """Return whether an article's source is one of these files, a record of one, or a file in an archive."""
    places = {f"{delivery.prefix}/{name}" for name in names}
    inside = tuple(f"{place}{mark}" for place in places for mark in ("#", SEPARATOR))
    return lambda source: source in places or source.startswith(inside)


def _withdraw(library: Library, source: Source, held: Callable[[str], bool]) -> int:
    """Take out what a delivery brought earlier and no longer holds, unless another source lists it; return how many."""
    gone = {one for one in library.registry.alone(source) if not held(one)}
    articles = [one.id for one in library.articles(source.library) if one.source in gone]
    for article in articles:
        library.remove(source.library, article)
    return len(articles)


def _register(library: Library, source: Source, delivery: Delivery, progress: Progress) -> None:
    """Note which articles a delivery brought; one that brought none leaves no record."""
    held = _places(delivery, (name for name, _data in delivery.files))
    articles = [one.source for one in library.articles(source.library) if held(one.source)]
    if articles:
        library.registry.put_items(source, [Item(article, article) for article in articles])
        library.registry.succeed(source, progress)
    else:
        library.registry.remove(source)


def _brought(backend: Backend, library: str, progress: Progress) -> list[ArticleSummary]:
    """Return the articles that an ingest brought or changed. Blocks."""
    brought = set(progress.article_ids) if progress.new or progress.changed else set()
    return [one for one in backend.library.articles(library) if one.id in brought]
