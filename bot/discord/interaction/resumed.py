"""A reply to an interaction whose object is gone: by its token, else as the bot that wrote the message, else anew."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import discord

from bot.discord.interaction.further import Rest, after
from bot.discord.interaction.notice import View
from bot.discord.interaction.route import Route
from bot.discord.interaction.writing import Put, edited, modern_or_plain

log = logging.getLogger(__name__)
ORIGINAL: Any = "@original"
"""Stands for the id of an interaction's response (Discord documentation, Edit Original Interaction Response)."""


class ResumedReply:
    """Shows results, no steps. `message_id` is that of the message which showed them, as far as it is known."""

    def __init__(self, client: discord.Client, route: Route, message_id: int | None) -> None:
        self._client, self._route = client, route
        self.message_id = message_id

    async def begin(self) -> None:
        """It was begun before."""

    async def step(self, text: str) -> None:
        """The reader waits already; the next they see is the result."""

    async def finish(self, view: View, text: str) -> None:
        """Show the result, in place of what is there. Raises discord.HTTPException where nothing takes it."""
        for edit in self._edits():
            try:
                message = await edited(partial(edit, content=None), view, text)
            except discord.HTTPException as error:
                if error.status not in (400, 401, 403, 404):
                    raise
                refused = error
            else:
                self.message_id = message.id
                return
        if self._route.private or self._route.channel_id is None:
            raise refused
        log.info("The interaction takes no edit (%s): answering in the channel", refused)
        send = partial(self._client.get_partial_messageable(self._route.channel_id).send, nonce=self._route.nonce)
        self.message_id = (await modern_or_plain(send, view, text)).id

    async def follow(self, rest: Rest) -> None:
        """Show what one message does not hold in further ones."""
        route = self._route
        if rest.messages and not route.private and route.channel_id is not None and self.message_id is not None:
            guild = getattr(self._client.get_channel(route.channel_id), "guild", None)
            channel = self._client.get_partial_messageable(route.channel_id, guild_id=guild.id if guild else None)
            await after(channel.get_partial_message(self.message_id), channel, rest)

    def _edits(self) -> list[Put]:
        route = self._route
        hook = discord.Webhook.partial(route.application_id or 0, route.token, client=self._client)
        edits: list[Put] = [partial(hook.edit_message, ORIGINAL)]
        if self.message_id is not None and route.channel_id is not None and not route.private:
            channel = self._client.get_partial_messageable(route.channel_id)
            edits.append(channel.get_partial_message(self.message_id).edit)
        return edits
