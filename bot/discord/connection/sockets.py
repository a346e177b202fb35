"""Connections to the gateway that outlive what they cannot read, and go on with their session after an outage.

discord.py (2.7.1) has no setting for this. Its shards end the client at whatever a parser raises, begin a new session
after an outage, so that what was said meanwhile is lost, and wait up to 17 minutes between two attempts; which classes
they are made of is named in the module `discord.shard`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import aiohttp
import discord
from discord import shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

LONGEST_WAIT = 30.0
"""Seconds between two attempts to connect."""

RESUMABLE = 600.0
"""Seconds for which an unheard session is taken up again. Discord keeps it for minutes, and says when it is gone."""

_PASSED = (ReconnectWebSocket, discord.ConnectionClosed, OSError, aiohttp.ClientError, TimeoutError)
Parser = Callable[[Any], None]
Unread = Callable[[str, Exception], None]


def install() -> None:
    """Let discord.py make its shards of what stands here."""
    shard.DiscordWebSocket = Socket  # type: ignore[misc]
    shard.ExponentialBackoff = Backoff  # type: ignore[attr-defined]
    logging.getLogger("discord.shard").addFilter(_briefly)


def walled(parsers: dict[str, Parser], unread: Unread) -> dict[str, Parser]:
    """Return the parsers of events so that what one raises is told to `unread` with the event's kind, and ends there.

    A server that knows no shards names none in READY.
    """
    ready = parsers["READY"]
    parsers = parsers | {"READY": lambda data: ready({"shard": [0, 1], **data})}
    return {kind: partial(_parse, kind, parser, unread) for kind, parser in parsers.items()}


def _parse(kind: str, parser: Parser, unread: Unread, data: Any) -> None:
    try:
        parser(data)
    except Exception as error:  # noqa: BLE001 - the wall of one event
        unread(kind, error)


def _briefly(record: logging.LogRecord) -> bool:
    """Drop the traceback of each failed attempt to connect."""
    if record.exc_info and record.exc_info[1] and "connect" in str(record.msg):
        error = record.exc_info[1]
        record.msg, record.args = f"{record.getMessage()}: {str(error) or type(error).__name__}", ()
        record.exc_info = None
    return True


class Backoff(ExponentialBackoff[Any]):
    """discord.py's waits between two attempts, none longer than `LONGEST_WAIT`."""

    def delay(self) -> Any:
        return min(float(super().delay()), LONGEST_WAIT)


class Socket(DiscordWebSocket):
    """One shard's connection. `heard` and `event` are the monotonic times of its last frame and its last event.

    Its client has `sockets`, the latest of each shard, and `unread`.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.heard = self.event = time.monotonic()
        self._unread: Unread = lambda kind, error: None

    @property
    def resumable(self) -> bool:
        return bool(self.session_id) and time.monotonic() - self.heard < RESUMABLE

    @classmethod
    async def from_client(
        cls, client: Any, *, resume: bool = False, shard_id: int | None = None, **more: Any
    ) -> Socket:
        """Connect; take up the shard's last session where discord.py would begin a new one."""
        last: Socket | None = client.sockets.get(shard_id)
        if not resume and last is not None and last.resumable:
            resume = True
            more |= {"session": last.session_id, "sequence": last.sequence, "gateway": last.gateway}
        try:
            socket = await super().from_client(client, resume=resume, shard_id=shard_id, **more)
        except (aiohttp.ClientError, OSError):
            if more.pop("gateway", None) is None or not resume:
                raise  # else the address that was given for resuming may lead nowhere
            socket = await super().from_client(client, resume=resume, shard_id=shard_id, **more)
        socket._unread = client.unread
        client.sockets[shard_id] = socket
        return socket

    async def received_message(self, msg: Any, /) -> None:
        """Read a frame; skip one that cannot be read. Raises ClientError where the stream itself is broken."""
        self.heard = time.monotonic()
        before = self.sequence
        try:
            text = self._decompressor.decompress(msg) if isinstance(msg, bytes) else msg
        except Exception as error:  # each compression has errors of its own
            await self.close()
            raise aiohttp.ClientPayloadError("The gateway sent what cannot be decompressed") from error
        if text is None:
            return
        try:
            await super().received_message(text)
        except _PASSED:
            raise
        except Exception as error:  # noqa: BLE001 - the wall of one frame
            self._unread("frame", error)
        if self.sequence != before:
            self.event = self.heard
