"""The Discord client: what it hears, which commands it offers, and where their errors go."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import api
from bot.discord.answers.mention import hear
from bot.discord.commands import ITEMS, background, commands
from bot.discord.guild.libraries import DEFAULT
from bot.discord.interaction.faults import report
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.messages.deletions import forget

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)
SYNCED = "discord-commands"
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""Guilds for roles and channels; messages for mentions, whose text Discord hands over without its privileged intent."""


class Tree(app_commands.CommandTree["Footnote"]):
    """The commands, and the wall around them."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Tell the user what went wrong, where they wait for it."""
        reply = interaction.extras.get("reply") or InteractionReply(interaction, private=True)
        name = interaction.command.qualified_name if interaction.command else "unknown"
        await report(error, f"/{name}", lambda text: say(reply, text))


class Footnote(discord.Client):
    """Footnote on Discord. `backend` leads to the library."""

    def __init__(self, backend: Backend, *, compatible: bool) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
        super().__init__(intents=INTENTS, allowed_mentions=discord.AllowedMentions.none(), max_messages=None)
        self.backend, self._compatible = backend, compatible
        self.tree = Tree(self)
        for command in commands():
            self.tree.add_command(command)
        self._background = background(self, backend)

    async def setup_hook(self) -> None:
        """Listen to menus and buttons that earlier processes sent, and watch the libraries."""
        self.add_dynamic_items(*ITEMS)
        for one in self._background:
            one.start()

    async def close(self) -> None:
        """End what goes on in the background, then the connection."""
        for one in self._background:
            one.stop()
        await super().close()

    async def prepare(self) -> None:
        """Do what comes between login and connection: find the gateway, register commands that changed."""
        if self._compatible:
            await api.find_gateway(self)
        try:
            await self._register()
        except discord.HTTPException:
            log.exception("The slash commands could not be registered; mentions work. Restart to try again.")

    async def _register(self) -> None:
        """Send the commands unless these were sent before. Replies are not read: some servers leave out the ids."""
        application = self.application_id or 0
        commands: list[Any] = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        described = json.dumps([discord.http.Route.BASE, commands], sort_keys=True, default=str)
        wanted = {"sha256": hashlib.sha256(described.encode()).hexdigest()}
        key = str(application)
        if await self.backend.call(self.backend.library.recall, DEFAULT, SYNCED, key) == wanted:
            return
        await self.http.bulk_upsert_global_commands(application, payload=commands)
        await self.backend.call(self.backend.library.record, DEFAULT, SYNCED, key, wanted)
        log.info("Registered %d commands", len(commands))

    async def on_ready(self) -> None:
        """Say in the log that people can ask now."""
        log.info("Online as %s in %d servers", self.user, len(self.guilds))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Forget a message that was indexed."""
        await forget(self.backend, payload.guild_id, payload.channel_id, [payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget those of the messages that were indexed."""
        await forget(self.backend, payload.guild_id, payload.channel_id, payload.message_ids)

    async def on_message(self, message: discord.Message) -> None:
        """Hear mentions and direct messages."""
        if self.user is not None:
            await hear(self.backend, self.user, message)
