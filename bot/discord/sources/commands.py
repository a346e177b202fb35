"""/index source: what a server's library follows, for members who may change the library."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.guild.libraries import called
from bot.discord.interaction.access import actor, enter, enter_changing, enter_private, fills
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.confirmation import Option, ask
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.library.founding import settle
from bot.discord.sources import texts
from bot.discord.sources.following import add, refresh
from bot.errors import WrongUse
from bot.words.words import _, marked
from index.errors import NotIndexed
from index.follow.origins import Source

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

CHOICES = 25
EVERY = [
    app_commands.Choice(name=name, value=seconds)
    for name, seconds in (
        (marked("every 15 minutes"), 900),
        (marked("hourly"), 3_600),
        (marked("every 6 hours"), 21_600),
        (marked("daily"), 86_400),
        (marked("weekly"), 604_800),
        (marked("on demand only"), 0),
    )
]
ADDRESS = marked("The address of a feed, a sitemap or one page, as in https://news.example/feed.xml")
WHICH = marked("Type a few letters of its title or address")
REMOVE, CANCEL = Option("remove", marked("Remove both"), discord.ButtonStyle.danger), Option("cancel", marked("Cancel"))
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST_FIRST = re.compile(r"[^\W_][\w-]*(\.[\w-]+)+([/?#].*)?", re.DOTALL)


class SourceCommands(app_commands.Group, name="source", description=marked("Where this server's articles come from")):
    """The group of /index source commands; each asks for permission first."""

    @app_commands.command(
        name="add", description=marked("Follow a feed, a sitemap or a page; shows first what it would bring")
    )
    @app_commands.describe(
        address=ADDRESS,
        every=marked("How often to look for news"),
        dry_run=marked("Only show what it would bring, to you alone"),
    )
    @app_commands.choices(every=EVERY)
    async def add(
        self,
        interaction: discord.Interaction[Any],
        address: app_commands.Range[str, 1, 2000],
        every: int | None = None,
        dry_run: bool = False,
    ) -> None:
        """/index source add address every dry_run."""
        changing = await enter(interaction)
        wanted = web_only(address)
        private = dry_run or changing.filled.private
        settled = None if dry_run else await settle(changing, interaction, private=private)
        if not dry_run and settled is None:
            return
        changing, reply = settled or (changing, InteractionReply(interaction, private=True))
        interaction.extras["reply"] = reply
        await reply.begin()
        await add(changing, interaction, wanted, every, dry_run=dry_run)

    @app_commands.command(
        name="list", description=marked("List the sources of this server's library and how they are doing")
    )
    @app_commands.describe(page=marked("Which page of a long list"))
    async def list_(self, interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 10_000] = 1) -> None:
        """/index source list."""
        changing, reply = await enter_private(interaction)
        sources = await changing.backend.call(changing.backend.library.sources, changing.filled.library)
        await say(reply, texts.source_list_text(sources, called(changing.filled.library, interaction.guild_id), page))

    @app_commands.command(name="remove", description=marked("Stop following a source, with or without its articles"))
    @app_commands.describe(source=WHICH, articles=marked("Also take the articles out that no other source lists"))
    async def remove(
        self, interaction: discord.Interaction[Any], source: app_commands.Range[str, 1, 2000], articles: bool = False
    ) -> None:
        """/index source remove source articles."""
        changing, reply = await enter_changing(interaction)
        backend, filled = changing.backend, changing.filled
        found = await backend.call(_find, backend, filled.library, source)
        if articles:
            held = len(await backend.call(backend.library.registry.alone, found))
            text = texts.removal_question(found, held)
            answer = await ask(
                backend, interaction, text, (REMOVE, CANCEL), lapsed=_(texts.KEPT), private=filled.private
            )
            if answer is None:
                return
            option, reply = answer
            if option != REMOVE.key:
                await say(reply, _("Nothing was removed."))
                return
            await reply.begin()
        with backend.under_way():
            leave = partial(backend.library.remove_source, articles=articles, by=actor(interaction.user))
            removed = await backend.call(leave, found.library, found.id)
            await say(reply, texts.source_removed_text(found, removed if articles else None))

    @app_commands.command(name="refresh", description=marked("Look for news of a source now"))
    @app_commands.describe(source=WHICH)
    async def refresh(self, interaction: discord.Interaction[Any], source: app_commands.Range[str, 1, 2000]) -> None:
        """/index source refresh source."""
        changing, reply = await enter_changing(interaction)
        backend, filled = changing.backend, changing.filled
        found = await backend.call(_find, backend, filled.library, source)
        if found.kind in texts.DELIVERED:
            raise WrongUse(
                _("There is nothing to fetch: somebody brought this source. Add its files or index its message again.")
            )
        await refresh(changing, interaction, reply, found, texts.refreshed_text(found))

    @app_commands.command(name="pause", description=marked("Stop refreshing a source; its articles stay"))
    @app_commands.describe(source=WHICH)
    async def pause(self, interaction: discord.Interaction[Any], source: app_commands.Range[str, 1, 2000]) -> None:
        """/index source pause source."""
        await _pause(interaction, source, True)

    @app_commands.command(name="resume", description=marked("Refresh a paused source again"))
    @app_commands.describe(source=WHICH)
    async def resume(self, interaction: discord.Interaction[Any], source: app_commands.Range[str, 1, 2000]) -> None:
        """/index source resume source."""
        await _pause(interaction, source, False)

    @remove.autocomplete("source")
    @refresh.autocomplete("source")
    @pause.autocomplete("source")
    @resume.autocomplete("source")
    async def complete(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Offer this server's sources that the command can be used on; nothing to those who may not use it."""
        if not (name := await fills(interaction)):
            return []
        backend = backend_of(interaction)
        sources = await backend.complete(backend.library.sources, name)
        command = interaction.command.name if interaction.command else ""
        usable = [one for one in reversed(sources) if _usable(one, command)]
        offered = [one for one in usable if _like(one, typed)][:CHOICES]
        return [app_commands.Choice(name=texts.source_choice(one), value=str(one.id)) for one in offered]


def web_only(typed: str) -> str:
    """Return a typed address as one of the web. Raises WrongUse: members never reach the files of this machine."""
    address = typed.strip().removeprefix("<").removesuffix(">")
    if _SCHEME.match(address):
        return address
    if _HOST_FIRST.fullmatch(address):
        return f"https://{address}"
    raise WrongUse(_("“{typed}” is no web address. Type one that begins with https://.").format(typed=address[:100]))


async def _pause(interaction: discord.Interaction[Any], wanted: str, paused: bool) -> None:
    changing, reply = await enter_changing(interaction)
    backend, filled = changing.backend, changing.filled
    found = await backend.call(_find, backend, filled.library, wanted)
    if not found.every:
        raise WrongUse(_("This source has no schedule: it is refreshed on demand only."))
    change = partial(backend.library.pause_source, by=actor(interaction.user))
    await backend.call(change, found.library, found.id, paused)
    await say(reply, texts.paused_text(await backend.call(_find, backend, filled.library, str(found.id))))


def _find(backend: Backend, name: str, wanted: str) -> Source:
    """Return a library's source with this id or address. Blocks. Raises NotIndexed."""
    sources = backend.library.sources(name)
    found = [one for one in sources if wanted.strip() in (str(one.id), one.address)]
    if not found:
        sentence = _("This server has no source “{wanted}”. Choose one from the list that appears.")
        raise NotIndexed(sentence.format(wanted=wanted[:100]))
    return found[0]


def _usable(source: Source, command: str) -> bool:
    if command in ("pause", "resume"):
        return bool(source.every) and source.paused == (command == "resume")
    return command != "refresh" or source.kind not in texts.DELIVERED


def _like(source: Source, typed: str) -> bool:
    name = f"{source.title} {source.address} {source.kind}".casefold()
    return all(word in name for word in typed.casefold().split())
