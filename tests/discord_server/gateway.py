"""The gateway: hello, identify, heartbeats, dispatch with sequence numbers, resume and replay."""

from __future__ import annotations

import json
import zlib
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_server.payloads import APP, BOT, DM, GUILD, OTHER_GUILD, Json, bot_user, guild
from tests.discord_server.state import Dialect, State

PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
GUILDS, GUILD_MESSAGES, DM_MESSAGES = 1 << 0, 1 << 9, 1 << 12


class Socket:
    """One connection of a client, compressed as the dialect says."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request, compression: str) -> None:
        self.ws, self.request = ws, request
        self._compression = compression
        self._deflate = zlib.compressobj()

    async def send(self, payload: Json) -> None:
        text = json.dumps(payload)
        if self._compression == "zlib-stream":
            data = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            await self.ws.send_bytes(data)
        elif self._compression == "zlib-payload":
            await self.ws.send_bytes(zlib.compress(text.encode()))
        else:
            await self.ws.send_str(text)


class Gateway:
    """One bot's session; what is dispatched while its socket is gone waits for RESUME."""

    def __init__(self, state: State, token: str, dialect: Dialect, *, heartbeat: float) -> None:
        self.state, self.token, self.dialect = state, token, dialect
        self.heartbeat = heartbeat
        self.url = ""
        self.socket: Socket | None = None
        self.session = ""
        self.intents = 0
        self.sent: list[Json] = []
        self.queries: list[dict[str, str]] = []
        self.heartbeats = self.identified = self.resumed = 0

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        self.queries.append(dict(request.query))
        if self.dialect.compression and request.query.get("compress") == "zstd-stream":
            self.state.violations.append("asked this server for zstd")
        socket = Socket(ws, request, self.dialect.compression)
        await socket.send({"op": 10, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
        async for frame in ws:
            if frame.type == WSMsgType.TEXT:
                await self._receive(socket, json.loads(frame.data))
                await self.state.wake()
        if self.socket is socket:
            self.socket = None
        return ws

    async def _receive(self, socket: Socket, frame: Json) -> None:
        if frame["op"] == 1:
            self.heartbeats += 1
            await socket.send({"op": 11})
        elif frame["op"] == 2:
            await self._identify(socket, frame["d"])
        elif frame["op"] == 6:
            await self._resume(socket, frame["d"])

    async def _identify(self, socket: Socket, asked: Json) -> None:
        if asked["token"] != self.token:
            await socket.ws.close(code=4004)
            return
        if asked["intents"] & PRIVILEGED:
            await socket.ws.close(code=4014)
            return
        self.socket, self.intents, self.session, self.sent = socket, asked["intents"], self.state.new_id(), []
        self.identified += 1
        homes = [{"id": one, "unavailable": True} for one in (GUILD, OTHER_GUILD)]
        about: Json = {"v": 10, "user": bot_user(), "guilds": homes, "session_id": self.session, "shard": [0, 1]}
        more: Json = {"resume_gateway_url": f"{self.url}/resume", "application": {"id": APP, "flags": 0}}
        await self.dispatch("READY", about | more)
        for one in (GUILD, OTHER_GUILD):
            await self.dispatch("GUILD_CREATE", guild(one))

    async def _resume(self, socket: Socket, asked: Json) -> None:
        if asked["session_id"] != self.session or asked["token"] != self.token:
            await socket.send({"op": 9, "d": False})
            return
        if not socket.request.path.endswith("/resume"):
            self.state.violations.append("resumed at another address than resume_gateway_url")
        self.socket = socket
        self.resumed += 1
        for frame in [frame for frame in self.sent if frame["s"] > asked["seq"]]:
            await socket.send(frame)
        await self.dispatch("RESUMED", {})

    async def dispatch(self, event: str, data: Any) -> None:
        frame = {"op": 0, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(frame)
        if self.socket is not None:
            await self.socket.send(frame)

    async def message_create(self, data: Json) -> None:
        """Dispatch a message as far as the intents reach; without their content it is only read by the mentioned."""
        needed = DM_MESSAGES if data["channel_id"] == DM else GUILD_MESSAGES
        if not self.intents & needed:
            return
        told = any(one["id"] == BOT for one in data["mentions"]) or data["channel_id"] == DM
        await self.dispatch("MESSAGE_CREATE", data if told else data | {"content": "", "attachments": []})

    async def ask_to_reconnect(self) -> None:
        assert self.socket is not None
        await self.socket.send({"op": 7})

    async def invalidate(self, *, resumable: bool) -> None:
        assert self.socket is not None
        if not resumable:
            self.session = ""
        await self.socket.send({"op": 9, "d": resumable})

    def drop(self) -> None:
        """Cut the connection without a word, as a failing network does."""
        assert self.socket is not None
        transport = self.socket.request.transport
        self.socket = None
        if transport is not None:
            transport.abort()
