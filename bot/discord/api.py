"""The address of the API, what Discord-compatible servers do differently, and requests that outlast an outage.

discord.py offers no setting for any of this (2.7.1): the REST address is `Route.BASE`, the gateway address
`DiscordWebSocket.DEFAULT_GATEWAY`, JSON is recognised by a Content-Type without parameters, and compression is asked
for by a module-wide choice.
"""

from __future__ import annotations

import asyncio
import time
import zlib
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import yarl
from discord import http, utils
from discord.gateway import DiscordWebSocket
from discord.webhook import async_

from bot.errors import ServerUnreachable

DISCORD = "https://discord.com/api/v10"
OUTAGE = 120.0
"""Seconds for which a request waits for a network that is gone."""
_PAUSE = 1.0
_REPEATABLE = {"GET", "PUT", "PATCH", "DELETE"}
_FLUSHED = b"\x00\x00\xff\xff"


def adapt(url: str) -> bool:
    """Make discord.py speak to the server at `url`; return whether that is another than Discord's."""
    url = url.strip().rstrip("/")
    if url == DISCORD:
        return False
    http.Route.BASE = url
    for module in (http, async_):
        module.json_or_text = _json_or_text  # type: ignore[attr-defined]
    utils._ActiveDecompressionContext = Inflator
    return True


async def find_gateway(client: discord.AutoShardedClient) -> None:
    """Ask a server that `adapt` was told of where its gateway is; one that knows no shards is given one.

    Raises ServerUnreachable when it does not say.
    """
    for path in ("/gateway/bot", "/gateway"):
        try:
            reply = await client.http.request(http.Route("GET", path))
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(reply["url"])
            if "shards" not in reply:
                client.shard_count = 1
        except (discord.HTTPException, KeyError, TypeError, ValueError):
            continue
        return
    raise ServerUnreachable(f"{http.Route.BASE} names no gateway at /gateway. Check DISCORD_API_URL.")


def endure(client: discord.Client) -> None:
    """Let requests of a client that has logged in outlast a network that is gone for a while."""
    session: aiohttp.ClientSession = client.http._HTTPClient__session  # type: ignore[attr-defined]
    session._middlewares = (_endure,)  # discord.py makes the session and takes none


async def _endure(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Try again what never reached the server, and what may reach it twice without harm.

    Shards have their own patience.
    """
    began, repeatable = time.monotonic(), request.method in _REPEATABLE
    while request.url.scheme in ("http", "https"):
        try:
            return await handler(request)
        except aiohttp.ClientSSLError:
            raise
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            if time.monotonic() - began > OUTAGE:
                raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            if not repeatable or time.monotonic() - began > OUTAGE:
                raise
        await asyncio.sleep(_PAUSE)
    return await handler(request)


async def _json_or_text(response: aiohttp.ClientResponse) -> Any:
    if response.status == 204 and response.url.path.endswith("/callback"):
        return {"interaction": {"id": "0", "type": 0}}  # discord.py reads one from every reply to an interaction
    text = await response.text(encoding="utf-8")
    if response.content_type != "application/json":
        return text
    return utils._from_json(text)


class Inflator:
    """Gateway frames as a zlib stream, as zlib documents of their own, or not compressed at all."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._buffer = bytearray()

    def decompress(self, data: bytes, /) -> str | None:
        """Return the frame's JSON, None while more is to come."""
        self._buffer += data
        text = self._inflate(bytes(self._buffer))
        if text is None:
            return None
        self._buffer.clear()
        return text

    def _inflate(self, data: bytes) -> str | None:
        if data.endswith(_FLUSHED):
            return self._stream.decompress(data).decode()
        with suppress(UnicodeDecodeError):
            if data[:1] == b"{" and data[-1:] == b"}":
                return data.decode()
        document = zlib.decompressobj()
        with suppress(zlib.error):
            text = document.decompress(data)
            return text.decode() if document.eof else None
        return None
