"""The gateway: hello, identify, heartbeats, dispatch with sequence numbers, resume and replay."""

from __future__ import annotations

import json
import zlib
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_server.payloads import APP, BOT, DM, GUILD, OTHER_GUILD, Json, bot_user, guild
from tests.discord_server.state import Dialect, State

MESSAGE_CONTENT = 1 << 15
PRIVILEGED = (1 << 1) | (1 << 8) | MESSAGE_CONTENT
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


class Session:
    """What one shard of the bot is told; what is dispatched while its socket is gone waits for RESUME."""

    def __init__(self, identity: str, shard: int) -> None:
        self.id, self.shard = identity, shard
        self.socket: Socket | None = None
        self.sent: list[Json] = []

    async def dispatch(self, event: str, data: Any) -> None:
        frame = {"op": 0, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(frame)
        if self.socket is not None and not self.socket.ws.closed:
            await self.socket.send(frame)


class Gateway:
    """The bot's sessions, one a shard. A `silent` gateway reads and says nothing."""

    def __init__(self, state: State, token: str, dialect: Dialect, *, heartbeat: float) -> None:
        self.state, self.token, self.dialect = state, token, dialect
        self.heartbeat = heartbeat
        self.url = ""
        self.sessions: dict[int, Session] = {}
        self.intents = 0
        self.allowed = ~PRIVILEGED
        self.unavailable: set[str] = set()
        self.silent = False
        self.resume_url = ""  # another address than where it listens
        self.asked, self.hides = 0, set[int]()  # which of the questions where it is are not answered
        self.queries: list[dict[str, str]] = []
        self.heartbeats = self.identified = self.resumed = 0

    @property
    def online(self) -> bool:
        """Whether every shard is connected."""
        return len(self.sessions) == self.dialect.shards and all(one.socket for one in self.sessions.values())

    @property
    def socket(self) -> Socket | None:
        return self.sessions[0].socket if 0 in self.sessions else None

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        self.queries.append(dict(request.query))
        if self.dialect.compression and request.query.get("compress") == "zstd-stream":
            self.state.violations.append("asked this server for zstd")
        socket = Socket(ws, request, self.dialect.compression)
        await socket.send({"op": 10, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
        async for frame in ws:
            if frame.type == WSMsgType.TEXT and not self.silent:
                await self._receive(socket, json.loads(frame.data))
                await self.state.wake()
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket = None
        await self.state.wake()
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
        if asked["intents"] & ~self.allowed:
            await socket.ws.close(code=4014)
            return
        number, count = asked.get("shard", [0, 1])
        if count != self.dialect.shards:
            await socket.ws.close(code=4010 if count > self.dialect.shards else 4011)
            return
        session = self.sessions[number] = Session(self.state.new_id(), number)
        session.socket, self.intents = socket, asked["intents"]
        self.identified += 1
        here = [one for one in (GUILD, OTHER_GUILD) if self._shard(one) == number]
        homes = [{"id": one, "unavailable": True} for one in here]
        about: Json = {"v": 10, "user": bot_user(), "guilds": homes, "session_id": session.id}
        more: Json = {
            "resume_gateway_url": self.resume_url or f"{self.url}/resume",
            "application": {"id": APP, "flags": 0},
        }
        shard = {} if self.dialect.names_no_shard else {"shard": [number, count]}
        await session.dispatch("READY", about | more | shard)
        for one in here:
            if one not in self.unavailable:
                await session.dispatch("GUILD_CREATE", guild(one))

    def _shard(self, home: str | None) -> int:
        return (int(home or 0) >> 22) % self.dialect.shards

    async def _resume(self, socket: Socket, asked: Json) -> None:
        session = next((one for one in self.sessions.values() if one.id == asked["session_id"]), None)
        if session is None or asked["token"] != self.token:
            await socket.send({"op": 9, "d": False})
            return
        if not self.resume_url and not socket.request.path.endswith("/resume"):
            self.state.violations.append("resumed at another address than resume_gateway_url")
        session.socket = socket
        self.resumed += 1
        for frame in [frame for frame in session.sent if frame["s"] > asked["seq"]]:
            await socket.send(frame)
        await session.dispatch("RESUMED", {})

    async def dispatch(self, event: str, data: Any) -> None:
        """Tell the shard of the server that it happened in; direct messages are the first shard's."""
        home = data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else None)
        await self.sessions[self._shard(home)].dispatch(event, data)

    async def message_create(self, data: Json, event: str = "MESSAGE_CREATE") -> None:
        """Dispatch a message as far as the intents reach; without their content it is only read by the mentioned."""
        needed = DM_MESSAGES if data["channel_id"] == DM else GUILD_MESSAGES
        if not self.intents & needed:
            return
        told = any(one["id"] == BOT for one in data["mentions"]) or data["channel_id"] == DM
        told = told or bool(self.intents & MESSAGE_CONTENT)
        await self.dispatch(event, data if told else data | {"content": "", "attachments": []})

    async def ask_to_reconnect(self) -> None:
        assert self.socket is not None
        await self.socket.send({"op": 7})

    async def invalidate(self, *, resumable: bool) -> None:
        assert self.socket is not None
        if not resumable:
            self.sessions[0].id = ""
        await self.socket.send({"op": 9, "d": resumable})

    def drop(self) -> None:
        """Cut every connection without a word, as a failing network does."""
        for session in self.sessions.values():
            if session.socket is not None and session.socket.request.transport is not None:
                session.socket.request.transport.abort()
            session.socket = None
