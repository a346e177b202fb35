"""How an answer reaches its reader: through an interaction while its token lives, else as a message in the channel."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, Protocol

import discord
from discord import ui
from discord.abc import Messageable

from bot.discord.text.escaping import fit, plain

log = logging.getLogger(__name__)
View = ui.LayoutView
CONTENT_LIMIT = 2000
ALTERNATIVE = 1024  # characters of a file's description (Discord developer documentation, Attachment)
NO_REFERENCE = 160002
ANSWERED_ELSEWHERE = 40060


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a message; `alternative` is what those read who do not see the picture in it."""

    name: str
    data: bytes
    alternative: str = ""


class Notice(ui.LayoutView):
    """One sentence, or a few, the names of attached files, and a row of buttons."""

    def __init__(self, text: str, buttons: Sequence[ui.Item[Any]] = (), files: Sequence[Attached] = ()) -> None:
        super().__init__(timeout=None)
        self.buttons = buttons
        self.add_item(ui.TextDisplay(text))
        for file in files:
            self.add_item(ui.File(f"attachment://{file.name}"))
        if buttons:
            self.add_item(ui.ActionRow(*buttons))


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
    """A reply to a command or a component.

    A `private` one is for the member alone and never falls back to the channel. One `in_place` edits the message whose
    button was pressed. `buttons` are shown under every step.
    """

    def __init__(self, interaction: discord.Interaction, *, private: bool = False, in_place: bool = False) -> None:
        self._interaction, self._private, self._in_place = interaction, private, in_place
        self.lost = self._shown = False
        self.message_id: int | None = None
        self.buttons: Callable[[], Sequence[ui.Item[Any]]] = tuple

    async def begin(self) -> None:
        """Defer at once. A server that refuses to defer is answered when the answer is there."""
        await self._first(self._interaction.response.defer, **({} if self._in_place else self._new(thinking=True)))

    async def open(self, text: str) -> None:
        """Answer at once with a notice that is edited later."""
        view = Notice(text, self.buttons())
        await self._first(partial(modern_or_plain, self._respond, view, text))
        self._shown = self.message_id is not None

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
        except discord.HTTPException as error:
            log.info("A step was not shown: %s", error)

    async def say(self, text: str, files: Sequence[Attached]) -> None:
        """Finish with a sentence and files."""
        await self.finish(Notice(text, files=files), text, files)

    async def finish(self, view: View, text: str, files: Sequence[Attached] = ()) -> None:
        """Show the result where the reader waits for it, else in the channel."""
        if not self.lost or (self._shown and not self._private):
            try:
                await modern_or_plain(self._show, view, text, files)
            except discord.HTTPException as error:
                if self._private or error.status not in (400, 401, 403, 404):
                    raise
                log.info("The interaction is over (%s): answering in the channel", error)
            else:
                return
        if not self._private and self._interaction.channel_id is not None:
            send = self._channel(self._interaction.channel_id).send
            try:
                sent = await modern_or_plain(send, view, text, files)
            except discord.Forbidden:
                if not files:
                    raise
                sent = await modern_or_plain(send, Notice(text), text)  # files may not be attached in this channel
            self.message_id = sent.id

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        channel: discord.PartialMessageable = self._interaction.client.get_partial_messageable(channel_id)
        return channel

    async def _show(self, **what: Any) -> None:
        if self._interaction.response.is_done():
            if "files" in what:
                what["attachments"] = what.pop("files")
            await self._edit(**({"content": None, "view": None} | what))
        else:
            await self._respond(**what)
        self._shown = True

    async def _edit(self, **what: Any) -> None:
        """Edit the message; once the interaction's token has expired, as the bot that wrote it."""
        if not self.lost:
            try:
                self.message_id = (await self._interaction.edit_original_response(**what)).id
            except discord.HTTPException as error:
                self.lost = error.status in (401, 404)
                if not self.lost or self._private or not self._shown:
                    raise
            else:
                self._shown = True
                return
        channel_id, message_id = self._interaction.channel_id, self.message_id
        if channel_id is not None and message_id is not None:
            await self._channel(channel_id).get_partial_message(message_id).edit(**what)


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
                await modern_or_plain(partial(self._shown.edit, content=None), view, text)
            except discord.NotFound:
                self._shown = None
            else:
                return
        self._shown = await modern_or_plain(self._send, view, text)

    async def _send(self, **what: Any) -> discord.Message:
        reference = self._message.to_reference(fail_if_not_exists=False)
        try:
            return await self._channel.send(reference=reference, **what)
        except discord.HTTPException as error:
            if error.code != NO_REFERENCE:
                raise
        return await self._channel.send(**what)


async def modern_or_plain(
    send: Callable[..., Awaitable[Any]], view: View, text: str, files: Sequence[Attached] = ()
) -> Any:
    """Send components; a server that refuses them as malformed gets the same as text."""
    try:
        return await send(view=view, **_uploads(files))
    except discord.HTTPException as error:
        if error.status != 400 or error.code in (NO_REFERENCE, ANSWERED_ELSEWHERE):
            raise
        log.warning("Components were refused (%s): sending text", error)
    return await send(content=fit(text, CONTENT_LIMIT, plain), **_uploads(files), **_classic(view))


def _classic(view: View) -> dict[str, Any]:
    """The buttons of a notice as servers know them that have no other components: a question needs them."""
    if not isinstance(view, Notice) or not view.buttons:
        return {}
    classic = ui.View(timeout=None)
    for button in view.buttons:
        classic.add_item(button)
    return {"view": classic}


def _uploads(files: Sequence[Attached]) -> dict[str, Any]:
    made = [
        discord.File(BytesIO(one.data), one.name, description=one.alternative[:ALTERNATIVE] or None) for one in files
    ]
    return {"files": made} if made else {}
