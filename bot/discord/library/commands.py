"""/index: list, status, search and log for everybody, add and remove for those who may change the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.guild.libraries import DEFAULT, Audience, called, own_library, readable, reading
from bot.discord.interaction.access import enter, enter_changing, enter_reading, fills
from bot.discord.interaction.audit import note
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.reply import say
from bot.discord.library import texts
from bot.discord.library.delivery import add
from bot.discord.library.found import found, found_text
from bot.discord.library.founding import settle
from bot.discord.library.log import LOGGED, log_text
from bot.words.words import _, marked
from index.catalogue.audit import Audit
from index.errors import NotIndexed
from index.values import ArticleSummary, LibraryStatus

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

CHOICES = 25
FILES = marked("An article: .txt .md .html .pdf .docx .odt .rtf .epub .eml .mhtml .json .jsonl, or a .zip of them")


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class IndexCommands(app_commands.Group, name="index", description=marked("What this server's library holds")):
    """The group of /index commands; each that changes something asks for permission first."""

    @app_commands.command(name="add", description=marked("Index article files into this server's library"))
    @app_commands.describe(file=FILES, file2=FILES, file3=FILES, file4=FILES, file5=FILES)
    async def add(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        """/index add file…"""
        settled = await settle(await enter(interaction), interaction, private=False)
        if settled:
            files = [one for one in (file, file2, file3, file4, file5) if one is not None]
            await add(settled[0], interaction, files)

    @app_commands.command(name="list", description=marked("List the articles that answer questions here"))
    @app_commands.describe(page=marked("Which page of a long list"))
    async def list_(self, interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 10_000] = 1) -> None:
        """/index list."""
        backend, audience, reply = await enter_reading(interaction)
        name, articles = await backend.call(_articles, backend, audience)
        await say(reply, texts.list_text(articles, called(name, interaction.guild_id), page))

    @app_commands.command(name="search", description=marked("Show the passages nearest to some words, to you alone"))
    @app_commands.describe(words=marked("Words or a question"))
    async def search(self, interaction: discord.Interaction[Any], words: app_commands.Range[str, 1, 500]) -> None:
        """/index search words."""
        backend, audience, reply = await enter_reading(interaction)
        with backend.under_way():
            await say(reply, found_text(words, await backend.call(found, backend.library, audience, words)))

    @app_commands.command(name="remove", description=marked("Take an article out of this server's library"))
    @app_commands.describe(article=marked("Type a few letters of its title"))
    async def remove(self, interaction: discord.Interaction[Any], article: app_commands.Range[str, 1, 100]) -> None:
        """/index remove article."""
        changing, reply = await enter_changing(interaction)
        backend, filled = changing.backend, changing.filled
        with backend.under_way():
            async with backend.indexing:
                removed = await backend.call(_remove, backend, filled.library, article)
            await note(backend, interaction, "remove", removed.title or removed.source, "", filled)
            await say(reply, texts.removed_text(removed))

    @remove.autocomplete("article")
    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Offer the articles whose title or publisher holds what is typed; nothing to those who may not remove."""
        if not (name := await fills(interaction)):
            return []
        backend = backend_of(interaction)
        articles = await backend.complete(backend.library.articles, name)
        offered = _like(articles, typed)[:CHOICES]
        return [app_commands.Choice(name=texts.choice_name(one), value=one.id) for one in offered]

    @app_commands.command(name="status", description=marked("Show how much the library that answers here holds"))
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """/index status."""
        backend, audience, reply = await enter_reading(interaction)
        await say(reply, texts.status_text(*await backend.call(_statuses, backend, audience)))

    @app_commands.command(name="log", description=marked("Show who changed this server's library"))
    @app_commands.describe(page=marked("Which page of a long log"))
    async def log(self, interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 10_000] = 1) -> None:
        """/index log."""
        backend, audience, reply = await enter_reading(interaction)
        await say(reply, log_text(await backend.call(_audits, backend, audience), page))


def _like(articles: list[ArticleSummary], typed: str) -> list[ArticleSummary]:
    words = typed.casefold().split()
    named = [(one, f"{one.title} {one.publisher} {one.id}".casefold()) for one in articles]
    return [one for one, name in named if all(word in name for word in words)]


def _articles(backend: Backend, audience: Audience) -> tuple[str, list[ArticleSummary]]:
    """The library that is read here and its articles; where nothing answers yet, the server's own. Blocks."""
    name = reading(backend.library, audience)
    articles = backend.library.articles(name)
    return name if articles else own_library(audience.guild_id), articles


def _audits(backend: Backend, audience: Audience) -> list[Audit]:
    """Who changed the libraries that the audience may read, newest first. Blocks.

    The shared one is left out: its log names members of other servers.
    """
    names = [one for one in readable(backend.library, audience) if one != DEFAULT]
    found = [audit for name in names for audit in backend.library.audits(name, LOGGED)]
    return sorted(found, key=lambda audit: audit.at.timestamp() if audit.at else 0, reverse=True)


def _remove(backend: Backend, name: str, wanted: str) -> ArticleSummary:
    """Remove the article with this id or exact title. Blocks. Raises NotIndexed."""
    found = [one for one in backend.library.articles(name) if wanted in (one.id, one.title)]
    if len(found) != 1:
        sentence = _("No article “{wanted}” in this server's library. Choose one from the list that appears.")
        raise NotIndexed(sentence.format(wanted=wanted))
    backend.library.remove(name, found[0].id)
    return found[0]


def _statuses(backend: Backend, audience: Audience) -> tuple[LibraryStatus, LibraryStatus]:
    """What the server's own library holds, and the one that is read here, as people call them. Blocks."""
    name, own = reading(backend.library, audience), own_library(audience.guild_id)
    read = replace(backend.library.status(name), library=called(name, audience.guild_id))
    if name != DEFAULT:
        return read, read
    return replace(backend.library.status(own), library=called(own, audience.guild_id)), read
