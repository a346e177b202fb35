"""What the server remembers: messages, interactions, requests, and every rule that was broken."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.discord_server.faults import Faults
from tests.discord_server.payloads import Json
from tests.discord_server.rules import EPHEMERAL, walk

IDS = itertools.count(900_000_000_000_000_000)  # what one server gave is never given again by another
PATIENCE = 150
"""Seconds until what has not come is said to be missing. A bot's answering threads have a niceness of 10 and a worker
one of 15: where others keep all cores busy, they get a tenth and a thirtieth of one."""
MENTION = re.compile(r"@everyone|@here|<@[!&]?\d+>")


@dataclass(frozen=True)
class Dialect:
    """How a server of Discord's protocol may differ from Discord."""

    charset: bool = False
    refuses_deferral: bool = False
    bare_commands: bool = False
    wants_contexts: bool = False
    compression: str = ""
    gateway_bot: bool = True
    empty_callbacks: bool = False
    components_v2: bool = True
    shards: int = 1
    names_no_shard: bool = False


COMPATIBLE = Dialect(
    charset=True,
    refuses_deferral=True,
    bare_commands=True,
    wants_contexts=True,
    compression="zlib-stream",
    names_no_shard=True,
)


@dataclass(frozen=True)
class Request:
    """One REST call as it arrived, and the status it was answered with."""

    method: str
    path: str
    body: Json | list[Json] | None
    status: int
    at: float


@dataclass
class Message:
    """A message as its readers see it; `history` holds every state it was in."""

    json: Json
    ephemeral: bool
    history: list[Json] = field(default_factory=list)
    deleted: bool = False

    @property
    def text(self) -> str:
        texts = [part["content"] for part in walk(self.json["components"]) if part["type"] == 10]
        return "\n".join([self.json["content"], *texts]).strip()

    @property
    def parts(self) -> list[Json]:
        return list(walk(self.json["components"]))

    @property
    def select(self) -> Json | None:
        return next((part for part in self.parts if part["type"] == 3), None)

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons that can be pressed."""
        return [part["label"] for part in self.parts if part["type"] == 2 and part["style"] != 5]

    @property
    def links(self) -> list[str]:
        return [part["url"] for part in self.parts if part.get("url")]


@dataclass
class Interaction:
    """One use of a command or a component: its acknowledgement and the messages it brought."""

    id: str
    room: str
    kind: int
    origin: Message | None = None
    sent_at: float = field(default_factory=time.monotonic)
    acknowledged: int | None = None
    acknowledged_at: float | None = None
    expired: tuple[str, int, int] | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None
    flags: int = 0
    reserved: str = ""

    @property
    def thinking(self) -> bool:
        return self.acknowledged == 5 and self.original is None

    @property
    def message(self) -> Message:
        assert self.original is not None, "the interaction has no message yet"
        return self.original


class State:
    """The server's memory; `changed` wakes those who wait for something to be true."""

    def __init__(self) -> None:
        self.messages: dict[str, list[Message]] = {}
        self.interactions: dict[str, Interaction] = {}
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.pings: list[str] = []
        self.commands: list[Json] = []
        self.commands_of: dict[str, list[Json]] = {}
        self.files: dict[str, bytes] = {}
        self.changed = asyncio.Condition()
        self.forbidden: set[str] = set()
        self.left: set[str] = set()
        self.closed_to_messages = False
        self.answered_elsewhere = False
        self.written_to: list[str] = []
        self.gone: set[str] = set()
        self.rights: dict[str, int] = {}
        self.nonces: dict[str, Message] = {}
        self.faults = Faults()

    def new_id(self) -> str:
        return str(next(IDS))

    def store(self, name: str, data: bytes, origin: str) -> Json:
        """Keep a file under an address of the server; return the attachment that leads there."""
        identity = self.new_id()
        self.files[identity] = data
        url = f"{origin}/cdn/{identity}/{name}"
        return {"id": identity, "filename": name, "size": len(data), "url": url, "proxy_url": url}

    def attached(self, message: Message) -> dict[str, str]:
        """Return the files of a message: name → text."""
        return {one["filename"]: self.files[one["id"]].decode() for one in message.json["attachments"]}

    def by_id(self, room: str, identity: str) -> Message | None:
        kept = self.messages.get(room, [])
        return next((one for one in kept if one.json["id"] == identity and not one.deleted), None)

    def keep(self, json: Json, body: Json) -> Message:
        kept = Message(json, bool(json["flags"] & EPHEMERAL), [dict(json)])
        self.messages.setdefault(json["channel_id"], []).append(kept)
        self.note_pings(body)
        return kept

    def edit(self, kept: Message, body: Json) -> None:
        for name in ("content", "components", "embeds", "attachments"):
            if name in body:
                kept.json[name] = body[name] or ("" if name == "content" else [])
        kept.json["flags"] |= body.get("flags") or 0
        kept.history.append(dict(kept.json))
        self.note_pings(body)

    def note_pings(self, body: Json) -> None:
        """Record every mention that would notify somebody: `parse: []` silences all but the `users` that are named."""
        allowed = body.get("allowed_mentions")
        only = None if allowed is None or allowed.get("parse") else [str(one) for one in allowed.get("users") or []]
        text = " ".join(part["content"] for part in walk(body.get("components") or []) if part["type"] == 10)
        found = MENTION.findall(f"{body.get('content') or ''} {text}")
        self.pings += [one for one in found if only is None or one.strip("<@!&>") in only]
        if body.get("message_reference") and (allowed is None or allowed.get("replied_user")):
            self.pings.append("author of the message replied to")

    async def until(self, true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until `true()`; everything that arrives wakes it."""
        try:
            async with self.changed, asyncio.timeout(seconds):
                await self.changed.wait_for(lambda: bool(true()))
        except TimeoutError:
            raise TimeoutError(f"It did not come within {seconds} s. The last messages were:\n{self._told()}") from None

    def _told(self) -> str:
        return "\n---\n".join(str(one.json) for kept in self.messages.values() for one in kept[-3:])

    async def wake(self) -> None:
        async with self.changed:
            self.changed.notify_all()
