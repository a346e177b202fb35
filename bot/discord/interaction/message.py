"""How an answer to a message reaches its reader: as a reply to it, which is edited while the answer is made."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import discord

from bot.discord.interaction.further import Rest, after
from bot.discord.interaction.notice import Notice, View
from bot.discord.interaction.permissions import lacking
from bot.discord.interaction.route import Route
from bot.discord.interaction.writing import NO_REFERENCE, UNREACHED, edited, is_modern, modern_or_plain

log = logging.getLogger(__name__)
Kept = discord.Message | discord.PartialMessage


class MessageReply:
    """A reply to a message that mentions the bot or was sent to it directly.

    `shown` is the message of ours that answers it already, from an earlier process that may have sent one unknown to
    this: `resumed`.
    """

    in_channel = True

    def __init__(self, message: Kept, shown: Kept | None = None, *, resumed: bool = False) -> None:
        self._message, self._shown = message, shown
        self._modern: bool | None = None
        self._nonce, self._sent = Route(message.id, message.channel.id).nonce, resumed
        self._forbidden: discord.Forbidden | None = None

    @property
    def route(self) -> Route:
        """Where the answer can still go when this process has ended."""
        return Route(self._message.id, self._message.channel.id)

    @property
    def lacks(self) -> str:
        """What keeps the bot from writing there, as far as it knows its own rights."""
        guild = self._message.guild
        if guild is None or guild.me is None:
            return ""
        try:
            return lacking(self._message.channel.permissions_for(guild.me), self._message.channel)
        except discord.ClientException:  # a thread whose channel is not known
            return ""

    @property
    def message_id(self) -> int | None:
        return self._shown.id if self._shown is not None else None

    async def refuse(self, text: str) -> None:
        """Tell the author in a direct message: nobody else reads it, and it needs no right in the channel."""
        if self._message.guild is None:
            await modern_or_plain(self._send, Notice(text), text)
        elif isinstance(self._message, discord.Message):
            await modern_or_plain(self._message.author.send, Notice(text), text)

    async def begin(self) -> None:
        """Nothing yet: the first step is the first sign of life."""

    async def step(self, text: str) -> None:
        """Show how far the work is."""
        try:
            await self.finish(Notice(text), text)
        except UNREACHED as error:
            log.info("A step was not shown: %s", error)

    async def finish(self, view: View, text: str) -> None:
        """Show the result in place of the steps. What was forbidden once is not tried again."""
        if self._forbidden is not None:
            raise self._forbidden
        try:
            await self._put(view, text)
        except discord.Forbidden as error:
            self._forbidden = error
            raise

    async def follow(self, rest: Rest) -> None:
        """Show what one message does not hold in further ones."""
        if self._shown is not None:
            await after(self._shown, self._shown.channel, rest)

    async def _put(self, view: View, text: str) -> None:
        if self._shown is not None and await self._replaced(self._shown, view, text):
            return
        if not await self._sent_anew(view, text):
            await self._sent_anew(view, text)

    async def _sent_anew(self, view: View, text: str) -> bool:
        """Send a message; False where an earlier one came back that takes no edit.

        An earlier try may have arrived unknown to us: Discord then returns that message for the same nonce.
        """
        before, self._sent = self._sent, True
        sent = self._keep(await modern_or_plain(self._send, view, text))
        return not before or await self._replaced(sent, view, text)

    async def _replaced(self, shown: Kept, view: View, text: str) -> bool:
        """Edit our message; False where it is gone or takes no edit, and another one is due."""
        try:
            self._keep(await edited(partial(shown.edit, content=None), view, text, modern=self._modern))
        except discord.HTTPException as error:
            if error.status not in (400, 404):
                raise
            log.info("Our message takes no edit (%s): answering anew", error)
            self._shown, self._sent, self._nonce = None, False, f"{self._nonce}-"
            return False
        return True

    def _keep(self, message: discord.Message) -> discord.Message:
        self._shown, self._modern = message, is_modern(message)
        return message

    async def _send(self, **what: Any) -> discord.Message:
        reference = self._message.to_reference(fail_if_not_exists=False)
        send = partial(self._message.channel.send, nonce=self._nonce)
        try:
            return await send(reference=reference, **what)
        except discord.HTTPException as error:
            if error.code != NO_REFERENCE:
                raise
        return await send(**what)
