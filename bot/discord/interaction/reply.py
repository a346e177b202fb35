"""How an answer to an interaction reaches its reader: through its token while that lives, else in the channel."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import discord
from discord import ui

from bot.discord.interaction.further import Rest, after
from bot.discord.interaction.notice import Attached, Notice, View
from bot.discord.interaction.permissions import lacking
from bot.discord.interaction.route import Route
from bot.discord.interaction.writing import ANSWERED_ELSEWHERE, UNREACHED, edited, is_modern, modern_or_plain

__all__ = ["Attached", "InteractionReply", "Notice", "QuestionReply", "Reply", "View", "say"]

log = logging.getLogger(__name__)


class Reply(Protocol):
    """One reply that is begun, shows steps, and is finished. `text` stands in where a server knows no components.

    `message_id` is that of the message which shows it, as far as the server told.
    """

    @property
    def message_id(self) -> int | None: ...
    async def begin(self) -> None: ...
    async def step(self, text: str) -> None: ...
    async def finish(self, view: View, text: str) -> None: ...
    async def follow(self, rest: Rest) -> None: ...


class QuestionReply(Reply, Protocol):
    """A reply to a question. `lacks` names the right that the bot misses to write there, "" for none.

    One `in_channel` writes as a member of the channel; others answer an interaction.
    """

    in_channel: bool

    @property
    def route(self) -> Route: ...
    @property
    def lacks(self) -> str: ...

    async def refuse(self, text: str) -> None:
        """Tell the asker alone why nothing is answered. Raises discord.HTTPException where that is not to be had."""


async def say(reply: Reply, text: str) -> None:
    """Finish a reply with a sentence."""
    await reply.finish(Notice(text), text)


class InteractionReply:
    """A reply to a command or a component.

    A `private` one is for the member alone and never falls back to the channel. One `in_place` edits the message whose
    button was pressed. `buttons` are shown under every step.
    """

    in_channel = False

    def __init__(self, interaction: discord.Interaction, *, private: bool = False, in_place: bool = False) -> None:
        self._interaction, self._private, self._in_place = interaction, private, in_place
        self.lost = self._shown = False
        self._modern: bool | None = None if in_place else False
        self._sent = 0
        self.message_id: int | None = None
        self.buttons: Callable[[], Sequence[ui.Item[Any]]] = tuple

    @property
    def route(self) -> Route:
        """Where the answer can still go when this process has ended."""
        one = self._interaction
        return Route(one.id, one.channel_id, one.application_id, one.token, private=self._private)

    @property
    def lacks(self) -> str:
        """A private reply needs no right. Servers that do not tell the bot's rights are believed to grant them."""
        if self._private or self._interaction.guild_id is None:
            return ""
        return lacking(self._interaction.app_permissions, self._interaction.channel)

    async def refuse(self, text: str) -> None:
        """Tell the member alone, as the first response where there was none."""
        send: Callable[..., Awaitable[Any]] = self._interaction.followup.send
        if not self._interaction.response.is_done():
            send = self._interaction.response.send_message
        await modern_or_plain(partial(send, ephemeral=True), Notice(text), text)

    async def begin(self) -> None:
        """Defer at once. A server that refuses to defer is answered when the answer is there."""
        if not self._interaction.response.is_done():
            await self._first(self._interaction.response.defer, **({} if self._in_place else self._new(thinking=True)))

    async def open(self, text: str) -> None:
        """Answer at once with a notice that is edited later."""
        if self._interaction.response.is_done():
            await self.step(text)
            return
        view = Notice(text, self.buttons())
        await self._first(partial(modern_or_plain, self._respond, view, text))
        self._shown = self.message_id is not None
        self._modern = None

    async def _respond(self, **what: Any) -> Any:
        """Give the first response to the interaction."""
        if self._in_place:
            return await self._interaction.response.edit_message(**({"content": None, "view": None} | what))
        return await self._interaction.response.send_message(**self._new(**what))

    def _new(self, **what: Any) -> dict[str, Any]:
        return {"ephemeral": self._private, **what}

    async def _first(self, respond: Callable[..., Awaitable[Any]], **what: Any) -> None:
        try:
            response = await respond(**what)
        except discord.NotFound:
            self.lost = True
        except discord.HTTPException as error:
            if error.status != 400 or error.code == ANSWERED_ELSEWHERE:
                raise
        else:
            self.message_id = response.message_id if response else None
        if self._in_place and self._interaction.message is not None:
            self.message_id, self._shown = self._interaction.message.id, True

    async def step(self, text: str) -> None:
        """Show how far the work is; a step that cannot be shown is not worth an error."""
        if not self._interaction.response.is_done() or (self.lost and (self._private or not self._shown)):
            return
        try:
            await self._edit(content=None, view=Notice(text, self.buttons()))
        except UNREACHED as error:
            log.info("A step was not shown: %s", error)

    async def say(self, text: str, files: Sequence[Attached]) -> None:
        """Finish with a sentence and files."""
        await self.finish(Notice(text, files=files), text, files)

    async def finish(self, view: View, text: str, files: Sequence[Attached] = ()) -> None:
        """Show the result where the reader waits for it, else anew: in the channel, or for the member alone."""
        if not self.lost or (self._shown and not self._private):
            try:
                await self._show(view, text, files)
            except discord.HTTPException as error:
                if error.status not in (400, 401, 403, 404) or (self._private and error.status != 400):
                    raise
                log.info("The interaction takes no edit (%s): answering anew", error)
            else:
                return
        if self._private:
            if not self.lost:
                await self.refuse(text)
        elif self._interaction.channel_id is not None:
            self.message_id = (await self._in_channel(self._interaction.channel_id, view, text, files)).id

    async def _in_channel(self, channel_id: int, view: View, text: str, files: Sequence[Attached]) -> Any:
        nonce, self._sent = f"{self.route.nonce}{'-' * self._sent}", self._sent + 1
        send = partial(self._channel(channel_id).send, nonce=nonce)
        try:
            return await modern_or_plain(send, view, text, files)
        except discord.Forbidden:
            if not files:
                raise
        return await modern_or_plain(send, Notice(text), text)  # files may not be attached in this channel

    async def follow(self, rest: Rest) -> None:
        """Show what one message does not hold in further ones."""
        channel_id, message_id = self._interaction.channel_id, self.message_id
        if self._private:
            await replace(rest, nonce="").send(partial(self._interaction.followup.send, ephemeral=True))
        elif rest.messages and channel_id is not None and message_id is not None:
            message = self._channel(channel_id).get_partial_message(message_id)
            await after(message, self._interaction.channel, rest)

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        channel: discord.PartialMessageable = self._interaction.client.get_partial_messageable(
            channel_id, guild_id=self._interaction.guild_id
        )
        return channel

    async def _show(self, view: View, text: str, files: Sequence[Attached]) -> None:
        if self._interaction.response.is_done():
            await edited(self._replace, view, text, files, modern=self._modern)
        else:
            await modern_or_plain(self._respond, view, text, files)
        self._shown = True

    async def _replace(self, **what: Any) -> None:
        if "files" in what:
            what["attachments"] = what.pop("files")
        await self._edit(**({"content": None, "view": None} | what))

    async def _edit(self, **what: Any) -> None:
        """Edit the message; once the interaction's token has expired, as the bot that wrote it."""
        if not self.lost:
            try:
                message = await self._interaction.edit_original_response(**what)
            except discord.HTTPException as error:
                self.lost = error.status in (401, 404)
                if not self.lost or self._private or not self._shown:
                    raise
            else:
                self.message_id, self._shown, self._modern = message.id, True, is_modern(message)
                return
        channel_id, message_id = self._interaction.channel_id, self.message_id
        if channel_id is not None and message_id is not None:
            await self._channel(channel_id).get_partial_message(message_id).edit(**what)
