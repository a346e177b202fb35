"""How an answer reaches its reader: through an interaction while its token lives, else as a message in the channel."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

import discord
from discord.abc import Messageable

from bot.discord.safe import fit, plain

log = logging.getLogger(__name__)
View = discord.ui.LayoutView
CONTENT_LIMIT = 2000
NO_REFERENCE = 160002
ANSWERED_ELSEWHERE = 40060


class Notice(discord.ui.LayoutView):
    """One sentence, or a few."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.TextDisplay(text))


class Reply(Protocol):
    """One reply that is begun, shows steps, and is finished. `text` stands in where a server knows no components.

    `message_id` is that of the message which shows it, as far as the server told.
    """

    @property
    def message_id(self) -> int | None: ...
    async def begin(self) -> None: ...
    async def step(self, text: str) -> None: ...
    async def finish(self, view: View, text: str) -> None: ...


async def say(reply: Reply, text: str) -> None:
    """Finish a reply with a sentence."""
    await reply.finish(Notice(text), text)


class InteractionReply:
    """A reply to a command or a menu; a `private` one is for the member alone and never falls back to the channel."""

    def __init__(self, interaction: discord.Interaction, *, private: bool = False) -> None:
        self._interaction, self._private = interaction, private
        self.lost = False
        self.message_id: int | None = None

    async def begin(self) -> None:
        """Defer at once. A server that refuses to defer is answered when the answer is there."""
        await self._first(self._interaction.response.defer, thinking=True)

    async def open(self, text: str) -> None:
        """Answer at once with a notice that is edited later."""
        await self._first(self._interaction.response.send_message, view=Notice(text))

    async def _first(self, respond: Callable[..., Awaitable[Any]], **what: Any) -> None:
        try:
            response = await respond(ephemeral=self._private, **what)
        except discord.NotFound:
            self.lost = True
        except discord.HTTPException as error:
            if error.status != 400 or error.code == ANSWERED_ELSEWHERE:
                raise
        else:
            self.message_id = response.message_id if response else None

    async def step(self, text: str) -> None:
        """Show how far the work is; a step that cannot be shown is not worth an error."""
        if self.lost or not self._interaction.response.is_done():
            return
        try:
            await self._interaction.edit_original_response(content=None, view=Notice(text))
        except discord.HTTPException as error:
            self.lost = error.status in (401, 404)
            log.info("A step was not shown: %s", error)

    async def finish(self, view: View, text: str) -> None:
        """Show the result where the reader waits for it, else in the channel."""
        if not self.lost:
            try:
                await _modern_or_plain(self._show, view, text)
            except discord.HTTPException as error:
                if self._private or error.status not in (400, 401, 404):
                    raise
                log.info("The interaction is over (%s): answering in the channel", error)
            else:
                return
        if not self._private and self._interaction.channel_id is not None:
            channel = self._interaction.client.get_partial_messageable(self._interaction.channel_id)
            sent = await _modern_or_plain(channel.send, view, text)
            self.message_id = sent.id

    async def _show(self, **what: Any) -> None:
        if self._interaction.response.is_done():
            shown = await self._interaction.edit_original_response(**({"content": None} | what))
            self.message_id = shown.id
        else:
            await self._interaction.response.send_message(ephemeral=self._private, **what)


class MessageReply:
    """A reply to a message that mentions the bot or was sent to it directly."""

    def __init__(self, message: discord.Message) -> None:
        self._message = message
        self._channel: Messageable = message.channel
        self._shown: discord.Message | None = None

    @property
    def message_id(self) -> int | None:
        return self._shown.id if self._shown is not None else None

    async def begin(self) -> None:
        """Nothing yet: the first step is the first sign of life."""

    async def step(self, text: str) -> None:
        """Show how far the work is."""
        try:
            await self._put(Notice(text), text)
        except discord.HTTPException as error:
            log.info("A step was not shown: %s", error)

    async def finish(self, view: View, text: str) -> None:
        """Show the result in place of the steps."""
        await self._put(view, text)

    async def _put(self, view: View, text: str) -> None:
        if self._shown is not None:
            try:
                await _modern_or_plain(partial(self._shown.edit, content=None), view, text)
            except discord.NotFound:
                self._shown = None
            else:
                return
        self._shown = await _modern_or_plain(self._send, view, text)

    async def _send(self, **what: Any) -> discord.Message:
        reference = self._message.to_reference(fail_if_not_exists=False)
        try:
            return await self._channel.send(reference=reference, **what)
        except discord.HTTPException as error:
            if error.code != NO_REFERENCE:
                raise
        return await self._channel.send(**what)


async def _modern_or_plain(send: Callable[..., Awaitable[Any]], view: View, text: str) -> Any:
    """Send components; a server that refuses them as malformed gets the same as text."""
    try:
        return await send(view=view)
    except discord.HTTPException as error:
        if error.status != 400 or error.code in (NO_REFERENCE, ANSWERED_ELSEWHERE):
            raise
        log.warning("Components were refused (%s): sending text", error)
    return await send(content=fit(text, CONTENT_LIMIT, plain))
