"""The whole server, and the people who use it: `await server.ask("…")` is somebody typing /ask."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.discord_server import payloads
from tests.discord_server.base import PREFIX
from tests.discord_server.gateway import Gateway
from tests.discord_server.limits import Limits
from tests.discord_server.modals import submitted
from tests.discord_server.payloads import BOT, CHANNEL, FORUM, GUILD_OF, READER, Json, Person
from tests.discord_server.rest import UNKNOWN_WEBHOOK, Rest
from tests.discord_server.state import Dialect, Interaction, Message, State
from tests.ports import free_port

TOKEN = "loop.back.token"
ATTACHMENT_LIMIT = 10 << 20
NO_FILES: Mapping[str, bytes] = {}


class DiscordServer(State):
    """Listens on a free port of 127.0.0.1; `api_url` is what DISCORD_API_URL wants."""

    def __init__(self, dialect: Dialect | None = None, *, token: str = TOKEN, heartbeat: float = 41.25) -> None:
        super().__init__()
        self.dialect = dialect or Dialect()
        self.limits = Limits()
        self.gateway = Gateway(self, token, self.dialect, heartbeat=heartbeat)
        self.rest = Rest(self, self.gateway, self.limits, token, self.dialect)
        self._runners: list[web.AppRunner] = []
        self.address = ""
        self.locales: dict[str, str] = {}  # of persons, by id; others write in American English

    @property
    def api_url(self) -> str:
        return f"{self.address}{PREFIX}"

    async def __aenter__(self) -> DiscordServer:
        self.address = f"http://127.0.0.1:{await self._serve(self.rest.app)}"
        sockets = web.Application()
        sockets.router.add_get("/{tail:.*}", self.gateway.handle)
        self.gateway.url = f"ws://127.0.0.1:{await self._serve(sockets)}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for runner in self._runners:
            await runner.cleanup()

    async def _serve(self, app: web.Application) -> int:
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", free_port())  # after an outage it is the same once more
        await site.start()
        self._runners.append(runner)
        return int(runner.addresses[0][1])

    async def outage(self, seconds: float) -> None:
        """Be unreachable, REST and gateway, as when the network is gone; every connection is cut."""
        ports = [int(runner.addresses[0][1]) for runner in self._runners]
        for runner in self._runners:
            for site in list(runner.sites):
                await site.stop()
            for connection in runner.server.connections if runner.server else []:
                if connection.transport is not None:
                    connection.transport.abort()
        await asyncio.sleep(seconds)
        for runner, port in zip(self._runners, ports, strict=True):
            await web.TCPSite(runner, "127.0.0.1", port).start()

    async def online(self, seconds: float = 60) -> None:
        """Wait until a bot is identified and its commands are registered."""
        await self.until(lambda: self.gateway.online and self.commands, seconds)

    async def interact(self, kind: int, data: Json, person: Person, room: str, **more: Any) -> Interaction:
        """Dispatch an interaction of `kind` (2 command, 3 component, 4 autocompletion)."""
        made = payloads.interaction(self.new_id(), kind, data, person=person, room=room, limit=ATTACHMENT_LIMIT)
        made["app_permissions"] = str(self.rights.get(room, payloads.ORDINARY))
        made["locale"] = self.locales.get(person.id, made["locale"])
        origin = more.pop("origin", None)
        if origin is not None:
            made["message"] = origin.json
        kept = Interaction(made["id"], room, kind, origin)
        self.interactions[made["token"]] = kept
        await self.gateway.dispatch("INTERACTION_CREATE", made)
        return kept

    def _command(self, name: str) -> Json:
        return next(one for one in self.commands if one["name"] == name)

    async def ask(
        self, question: str, person: Person = READER, room: str = CHANNEL, *, typing: str = "", **beside: str | bool
    ) -> Interaction:
        """/ask question: … with options `beside` it (`since` and `until` are its from and to), one in `typing`."""
        names = {"since": "from", "until": "to"}
        given: Json = {"question": question} | {names.get(name, name): value for name, value in beside.items()}
        options = [{"name": n, "type": 5 if isinstance(v, bool) else 3, "value": v} for n, v in given.items()]
        for one in options:
            one |= {"focused": True} if one["name"] == names.get(typing, typing) else {}
        return await self.command("ask", person, room, options=options, kind=4 if typing else 2)

    async def command(
        self, name: str, person: Person = READER, room: str = CHANNEL, *, options: Sequence[Json] = (), kind: int = 2
    ) -> Interaction:
        """/name with its options."""
        alone = [one for one in self.commands_of.get(GUILD_OF[room] or "", []) if one["name"] == name]
        found = alone[0] if alone else self._command(name)
        data: Json = {"id": found["id"], "name": name, "type": 1, "options": list(options)}
        data |= {"guild_id": found["guild_id"]} if alone else {}
        return await self.interact(kind, data, person, room)

    async def index(
        self, sub: str, options: Sequence[Json] = (), person: Person = READER, room: str = CHANNEL, *, kind: int = 2
    ) -> Interaction:
        """/index sub …, for instance "add" or "source add"; attachments among the options are resolved."""
        files = {one["value"]: one["attachment"] for one in options if "attachment" in one}
        plain = [{key: value for key, value in one.items() if key != "attachment"} for one in options]
        data = self._sub("index", sub, plain)
        if files:
            data["resolved"] = {"attachments": files}
        return await self.interact(kind, data, person, room)

    def _sub(self, command: str, sub: str, options: Sequence[Json]) -> Json:
        *groups, name = sub.split()
        inner: Json = {"name": name, "type": 1, "options": list(options)}
        for group in reversed(groups):
            inner = {"name": group, "type": 2, "options": [inner]}
        return {"id": self._command(command)["id"], "name": command, "type": 1, "options": [inner]}

    async def corrections(self, page: int = 1, person: Person = READER, room: str = CHANNEL) -> Interaction:
        """/footnote corrections page: …"""
        return await self.footnote("corrections", [{"name": "page", "type": 4, "value": page}], person, room)

    async def footnote(
        self, sub: str, options: Sequence[Json] = (), person: Person = READER, room: str = CHANNEL
    ) -> Interaction:
        """/footnote sub …"""
        return await self.interact(2, self._sub("footnote", sub, options), person, room)

    def attach(self, name: str, data: bytes, *, option: str = "file") -> Json:
        """Upload a file; return the command option that carries it."""
        about = self.store(name, data, self.address)
        return {"name": option, "type": 11, "value": about["id"], "attachment": about | {"ephemeral": True}}

    async def add(self, files: dict[str, bytes], person: Person, room: str = CHANNEL) -> Interaction:
        """/index add with files; the command's own option names are used in order."""
        add = next(one for one in self._command("index")["options"] if one["name"] == "add")
        names = [one["name"] for one in add["options"] if one["type"] == 11]
        given = [self.attach(name, data, option=names[n]) for n, (name, data) in enumerate(files.items())]
        return await self.index("add", given, person, room)

    async def menu(self, name: str, message: Json, person: Person = READER) -> Interaction:
        """Choose an entry of a message's *Apps* menu. The message comes without its server and its author's roles."""
        shown = {key: value for key, value in message.items() if key not in ("guild_id", "member")}
        data: Json = {"id": self._command(name)["id"], "name": name, "type": 3, "target_id": message["id"]}
        data["resolved"] = {"messages": {message["id"]: shown}}
        return await self.interact(2, data, person, message["channel_id"])

    async def press(self, message: Message, label: str, person: Person = READER) -> Interaction:
        """Press a button of a message."""
        found = [part for part in message.parts if part["type"] == 2 and part["label"] == label]
        assert found, f"no button {label!r} among {message.buttons} under: {message.text}"
        data: Json = {"custom_id": found[0]["custom_id"], "component_type": 2}
        return await self.interact(3, data, person, message.json["channel_id"], origin=message)

    async def submit(self, asked: Interaction, values: Mapping[str, str], person: Person = READER) -> Interaction:
        """Fill in the form that an interaction opened, and send it off."""
        assert asked.modal is not None, "the interaction opened no form"
        return await self.interact(5, submitted(asked.modal, values), person, asked.room, origin=asked.origin)

    async def choose(self, message: Message, value: str, person: Person = READER) -> Interaction:
        """Pick an option of the message's select menu."""
        assert message.select is not None, "the message has no menu"
        data: Json = {"custom_id": message.select["custom_id"], "component_type": 3, "values": [value]}
        return await self.interact(3, data, person, message.json["channel_id"], origin=message)

    async def pick(
        self, message: Message, custom_id: str, values: Sequence[str], person: Person = READER
    ) -> Interaction:
        """Choose in the menu with this custom id: options, or the ids of roles or channels of the server."""
        menu = next(part for part in message.parts if part.get("custom_id") == custom_id)
        assert menu["type"] != 3 or {one["value"] for one in menu["options"]} >= set(values), menu
        data: Json = {"custom_id": custom_id, "component_type": menu["type"], "values": list(values)}
        room = message.json["channel_id"]
        here = payloads.guild(GUILD_OF[room] or "")
        named = {6: "roles", 8: "channels"}.get(menu["type"])
        if named:
            rights = {"permissions": str(payloads.ORDINARY)} if named == "channels" else {}
            data["resolved"] = {named: {one["id"]: one | rights for one in here[named] if one["id"] in values}}
        return await self.interact(3, data, person, room, origin=message)

    async def complete(self, sub: str, option: str, typed: str, person: Person, room: str = CHANNEL) -> Interaction:
        """Type into an option of /index that completes."""
        options = [{"name": option, "type": 3, "value": typed, "focused": True}]
        return await self.index(sub, options, person, room, kind=4)

    async def say(
        self,
        text: str,
        person: Person = READER,
        room: str = CHANNEL,
        *,
        mention: bool = True,
        to: Message | None = None,
    ) -> Json:
        """Post a message, with `@Footnote` in front where `mention`, as a reply where `to` is given."""
        mentions = [payloads.bot_user()] if mention else []
        text = f"<@{BOT}> {text}" if mention else text
        made = self.posted(text, person, room, mentions=mentions)
        if to is not None:
            reference = {"message_id": to.json["id"], "channel_id": room}
            made |= {"type": 19, "message_reference": reference, "referenced_message": to.json}
        await self.gateway.message_create(made)
        return made

    async def edit_said(self, message: Json, text: str | None = None) -> None:
        """Change the words of somebody's message; without a text Discord resolves its embeds, which changes none."""
        if text is not None:
            message |= {"content": text, "edited_timestamp": "2026-01-02T00:00:00+00:00"}
        await self.gateway.message_create(message, "MESSAGE_UPDATE")

    def new_server(self) -> tuple[str, str]:
        """Make a server that the bot is not in; return it and its one channel."""
        home, room = self.new_id(), self.new_id()
        payloads.GUILD_OF[room] = home
        return home, room

    async def join(self, home: str) -> None:
        """Add the bot to a server."""
        told = {key: value for key, value in payloads.guild(home).items() if key != "unavailable"}
        await self.gateway.dispatch("GUILD_CREATE", told)

    async def leave(self, home: str, *, outage: bool = False) -> None:
        """Remove the bot from a server, or take the server away for a while as an outage does."""
        await self.gateway.dispatch("GUILD_DELETE", {"id": home} | ({"unavailable": True} if outage else {}))

    async def post(self, title: str, text: str, person: Person = READER) -> str:
        """Open a post in the forum; return its id, which is that of its thread and of its first message."""
        identity = self.new_id()
        payloads.open_thread(identity, FORUM, title, person.id)
        await self.gateway.dispatch("THREAD_CREATE", payloads.channel(identity) | {"newly_created": True})
        await self.gateway.message_create(self.posted(text, person, identity, identity=identity))
        return identity

    def posted(
        self,
        text: str,
        person: Person = READER,
        room: str = CHANNEL,
        files: Mapping[str, bytes] = NO_FILES,
        identity: str = "",
        **more: Any,
    ) -> Json:
        """Keep somebody's message; `more` are fields of it."""
        attached = [self.store(name, data, self.address) for name, data in files.items()]
        body: Json = {"content": text, "attachments": attached}
        made = payloads.message(identity or self.new_id(), room, body, payloads.user(person), **more)
        if home := GUILD_OF[room]:
            made |= {"guild_id": home, "member": {k: v for k, v in payloads.member(person).items() if k != "user"}}
        self.keep(made, {})
        return made

    async def delete(self, *messages: Json) -> None:
        """Delete people's messages of one channel, several at once in bulk."""
        place = {"channel_id": messages[0]["channel_id"], "guild_id": GUILD_OF[messages[0]["channel_id"]]}
        ids = [one["id"] for one in messages]
        for kept in self.messages.get(place["channel_id"] or "", []):
            kept.deleted = kept.deleted or kept.json["id"] in ids
        if len(ids) == 1:
            await self.gateway.dispatch("MESSAGE_DELETE", place | {"id": ids[0]})
        else:
            await self.gateway.dispatch("MESSAGE_DELETE_BULK", place | {"ids": ids})

    def expire(self, interaction: Interaction, error: tuple[str, int, int] = UNKNOWN_WEBHOOK) -> None:
        """End the life of an interaction's token, as fifteen minutes do."""
        interaction.expired = error

    async def deny(self, room: str, rights: int) -> None:
        """Take rights in a channel from the bot, and tell it as Discord does."""
        self.rights[room] = payloads.ORDINARY & ~rights
        self.forbidden.add(room)
        changed = payloads.channel(room) | {"guild_id": GUILD_OF[room]}
        changed["permission_overwrites"] = [{"id": BOT, "type": 1, "allow": "0", "deny": str(rights)}]
        await self.gateway.dispatch("CHANNEL_UPDATE", changed)

    def said(self, room: str = CHANNEL) -> list[Message]:
        """Return the bot's own messages in a room, oldest first."""
        return [one for one in self.messages.get(room, []) if one.json["author"]["id"] == BOT and not one.deleted]
