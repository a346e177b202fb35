"""/index add, list, remove, status: for members who may manage the server or hold the role named in the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.guild.libraries import Audience, called, own_library, reading
from bot.discord.interaction.access import enter, enter_private, enter_public
from bot.discord.interaction.audit import note
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.permissions import permitted
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.library import texts
from bot.discord.library.delivery import add
from bot.discord.library.log import LOGGED, log_text
from index.errors import NotIndexed
from index.values import ArticleSummary, LibraryStatus

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

CHOICES = 25
FILES = "An article: .txt, .md, .html, .pdf, .json, .jsonl, or a .zip of them"


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class IndexCommands(app_commands.Group, name="index", description="What this server's library holds"):
    """The group of /index commands; each asks for permission first."""

    @app_commands.command(name="add", description="Index article files into this server's library")
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
        backend = enter(interaction)
        interaction.extras["reply"] = InteractionReply(interaction)
        await add(backend, interaction, [one for one in (file, file2, file3, file4, file5) if one is not None])

    @app_commands.command(name="list", description="List the articles of this server's library")
    @app_commands.describe(page="Which page of a long list")
    async def list_(self, interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 10_000] = 1) -> None:
        """/index list."""
        backend, reply = await enter_private(interaction)
        own = own_library(interaction.guild_id)
        await say(
            reply,
            texts.list_text(await backend.call(backend.library.articles, own), called(own, interaction.guild_id), page),
        )

    @app_commands.command(name="remove", description="Take an article out of this server's library")
    @app_commands.describe(article="Type a few letters of its title")
    async def remove(self, interaction: discord.Interaction[Any], article: app_commands.Range[str, 1, 100]) -> None:
        """/index remove article."""
        backend, reply = await enter_public(interaction)
        with backend.under_way():
            async with backend.indexing:
                removed = await backend.call(_remove, backend, interaction.guild_id, article)
            await note(backend, interaction, "remove", removed.title or removed.source, "")
            await say(reply, texts.removed_text(removed))

    @remove.autocomplete("article")
    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Offer the articles whose title or publisher holds what is typed; nothing to those who may not remove."""
        backend = backend_of(interaction)
        if not permitted(interaction, backend.settings.index_role):
            return []
        articles = await backend.complete(backend.library.articles, own_library(interaction.guild_id))
        offered = _like(articles, typed)[:CHOICES]
        return [app_commands.Choice(name=texts.choice_name(one), value=one.id) for one in offered]

    @app_commands.command(name="status", description="Show how much this server's library holds")
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """/index status."""
        backend, reply = await enter_private(interaction)
        await say(reply, texts.status_text(*await backend.call(_statuses, backend, interaction.guild_id)))

    @app_commands.command(name="log", description="Show who changed this server's library")
    @app_commands.describe(page="Which page of a long log")
    async def log(self, interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 10_000] = 1) -> None:
        """/index log."""
        backend, reply = await enter_private(interaction)
        own = own_library(interaction.guild_id)
        await say(reply, log_text(await backend.call(backend.library.audits, own, LOGGED), page))


def _like(articles: list[ArticleSummary], typed: str) -> list[ArticleSummary]:
    words = typed.casefold().split()
    named = [(one, f"{one.title} {one.publisher} {one.id}".casefold()) for one in articles]
    return [one for one, name in named if all(word in name for word in words)]


def _remove(backend: Backend, guild_id: int | None, wanted: str) -> ArticleSummary:
    """Remove the article with this id or exact title. Blocks. Raises NotIndexed."""
    name = own_library(guild_id)
    found = [one for one in backend.library.articles(name) if wanted in (one.id, one.title)]
    if len(found) != 1:
        raise NotIndexed(f"No article “{wanted}” in this server's library. Choose one from the list that appears.")
    backend.library.remove(name, found[0].id)
    return found[0]


def _statuses(backend: Backend, guild_id: int | None) -> tuple[LibraryStatus, LibraryStatus]:
    own, read = own_library(guild_id), reading(backend.library, Audience(guild_id))
    held = (backend.library.status(name) for name in (own, read))
    first, second = (replace(one, library=called(one.library, guild_id)) for one in held)
    return first, second
