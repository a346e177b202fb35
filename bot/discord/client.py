"""The Discord client: what it hears, which commands it offers, and where their errors go."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import api
from bot.discord.commands import ITEMS, background, commands
from bot.discord.community.leaving import come, leave, now, tell
from bot.discord.connection.descriptions import Descriptions
from bot.discord.connection.health import KEY, KIND, Health
from bot.discord.connection.registration import register, withdraw
from bot.discord.connection.steady import SteadyClient
from bot.discord.guild.libraries import DEFAULT
from bot.discord.interaction.faults import report
from bot.discord.interaction.language import language_of
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.interaction.writing import ANSWERED_ELSEWHERE
from bot.discord.messages.deletions import forget
from bot.discord.questions.edited import edited
from bot.discord.questions.help import welcome
from bot.discord.questions.mention import Listener
from bot.words.words import speak

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)
ALONE_IN = ("discord-commands", "guild")
"""Kind and key of the record that names the server in which alone commands are registered."""


def intents(*, message_content: bool) -> discord.Intents:
    """Return what the bot hears: guilds for roles and channels; messages for mentions.

    The text of those is handed over without the privileged intent for the content of all other messages.
    """
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


class Tree(app_commands.CommandTree["Footnote"]):
    """The commands, and the wall around them."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Speak the reader's language from here on; everybody may go on."""
        speak(await language_of(interaction))
        return True

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Tell the user what went wrong, where they wait for it, unless another process answers them."""
        code = getattr(getattr(error, "original", error), "code", None)
        if code == ANSWERED_ELSEWHERE and self.client.answered_elsewhere():
            return
        reply = interaction.extras.get("reply") or InteractionReply(interaction, private=True)
        name = interaction.command.qualified_name if interaction.command else "unknown"
        await report(error, f"/{name}", lambda text: say(reply, text))


class Footnote(SteadyClient):
    """Footnote on Discord. `backend` leads to the library."""

    def __init__(self, backend: Backend, health: Health, *, compatible: bool) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
        super().__init__(
            health,
            partial(backend.call, backend.library.record, DEFAULT, KIND, KEY + backend.shards.name),
            intents=intents(message_content=backend.settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            **backend.shards.options,
        )
        self.backend, self._compatible = backend, compatible
        self.tree = Tree(self)
        for command in commands():
            self.tree.add_command(command)
        self._background, self._listener = background(self, backend), Listener(self, backend)

    async def setup_hook(self) -> None:
        """Listen to menus and buttons that earlier processes sent, and watch the libraries."""
        await super().setup_hook()
        self.add_dynamic_items(*ITEMS)
        for one in self._background:
            one.start()

    async def close(self) -> None:
        """End what goes on in the background, then the connection."""
        for one in self._background:
            one.stop()
        await super().close()

    async def prepare(self) -> None:
        """Do what comes between login and connection: find the gateway, register commands that Discord lacks."""
        if self._compatible:
            await api.find_gateway(self)
        await self.tree.set_translator(Descriptions())
        try:
            if self.backend.shards.lead:
                await self._register()
        except (discord.HTTPException, app_commands.TranslationError):
            log.exception("The slash commands could not be registered; mentions work. Restart to try again.")
        api.endure(self)

    async def _register(self) -> None:
        """Register the commands for all servers or in one alone; take them away where they were alone before."""
        library, chosen = self.backend.library, self.backend.settings.discord_commands_guild
        last = (await self.backend.note(library.recall, DEFAULT, *ALONE_IN) or {}).get("guild", "")
        if last and last != chosen:
            with suppress(discord.Forbidden):  # the bot has left it
                await withdraw(self.tree, discord.Object(last))
        if chosen != last:
            await self.backend.note(library.record, DEFAULT, *ALONE_IN, {"guild": chosen})
        await register(self.tree, discord.Object(chosen) if chosen else None)

    async def on_ready(self) -> None:
        """Say in the log that people can ask now."""
        log.info("Online as %s in %d servers", self.user, len(self.guilds))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep the data of a server that comes back; say in a new one how to ask."""
        await self.backend.call(come, self.backend.library, guild.id, self.application_id or 0)
        await welcome(self.backend, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Schedule the deletion of what a server added. An outage of Discord does not come here."""
        if at := await self.backend.call(leave, self.backend.library, guild.id, now()):
            await tell(self, guild, at)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Forget a message that was indexed."""
        await forget(self.backend, payload.guild_id, payload.channel_id, [payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget those of the messages that were indexed."""
        await forget(self.backend, payload.guild_id, payload.channel_id, payload.message_ids)

    async def on_message(self, message: discord.Message) -> None:
        """Hear mentions, direct messages, and what else is meant for the bot."""
        await self._listener.hear(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Offer to ask an edited question again."""
        if self.user is not None:
            await edited(self.backend, self.user, payload.message)
