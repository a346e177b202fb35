"""Messages in channels, and the attachments of the files that people upload."""

from __future__ import annotations

from aiohttp import web

from tests.discord_server import payloads
from tests.discord_server.base import BODY, UPLOADS, Base, Refused
from tests.discord_server.payloads import BOT, Json
from tests.discord_server.rules import COMPONENTS_V2, check_message, size
from tests.discord_server.state import Message

UNKNOWN_MESSAGE = ("Unknown Message", 10008, 404)
MISSING_ACCESS = ("Missing Access", 50001, 403)


class Messages(Base):
    """The bot's own messages; only they can be edited."""

    def check_body(self, body: Json, before: Message | None = None) -> None:
        if body.get("flags", 0) & COMPONENTS_V2 and not self.dialect.components_v2:
            raise Refused("Invalid Form Body", 50035, 400)
        self.check(check_message(body, before=before.json if before else None))

    def received(self, request: web.Request, body: Json) -> Json:
        """Return a message's body with its uploaded files stored: attachments as readers see them."""
        if "attachments" not in body:
            return body
        uploads, origin, shown = request[UPLOADS], str(request.url.origin()), []
        for given in body["attachments"]:
            if str(given["id"]) not in uploads:
                self.check([f"attachment {given} was not uploaded"])
            name, data = uploads[str(given["id"])]
            shown.append(self.state.store(name, data, origin))
        return body | {"attachments": shown}

    def edit_kept(self, room: str, request: web.Request) -> web.Response:
        kept = self.state.by_id(room, request.match_info["id"])
        if kept is None or kept.json["author"]["id"] != BOT:
            raise Refused(*UNKNOWN_MESSAGE)
        self.check_body(request[BODY], kept)
        self.state.edit(kept, self.received(request, request[BODY]))
        return self.reply(kept.json)

    async def post_message(self, request: web.Request) -> web.Response:
        room, body = request.match_info["room"], request[BODY]
        if room not in payloads.GUILD_OF or room in self.state.gone:
            raise Refused("Unknown Channel", 10003, 404)
        if room == payloads.DM and self.state.closed_to_messages:
            raise Refused("Cannot send messages to this user", 50007, 403)
        if room in self.state.forbidden:
            raise Refused(*MISSING_ACCESS)
        self.check_body(body)
        nonce = body.get("nonce") if body.get("enforce_nonce") else None
        if nonce in self.state.nonces:  # within minutes Discord returns the message that it made for it
            return self.reply(self.state.nonces[nonce].json)
        body = self.received(request, body)
        made = payloads.message(self.state.new_id(), room, body, payloads.bot_user())
        if reference := body.get("message_reference"):
            made |= {"type": 19, "message_reference": reference}
        kept = self.state.keep(made, body)
        if nonce is not None:
            self.state.nonces[nonce] = kept
        return self.reply(kept.json)

    async def edit_message(self, request: web.Request) -> web.Response:
        if request.match_info["room"] in self.state.gone:
            raise Refused("Unknown Channel", 10003, 404)
        if request.match_info["room"] in self.state.forbidden:
            raise Refused(*MISSING_ACCESS)
        return self.edit_kept(request.match_info["room"], request)

    async def get_message(self, request: web.Request) -> web.Response:
        kept = self.state.by_id(request.match_info["room"], request.match_info["id"])
        if kept is None:
            raise Refused(*UNKNOWN_MESSAGE)
        return self.reply(kept.json)

    async def list_messages(self, request: web.Request) -> web.Response:
        """The newest messages of a channel, newest first; older ones are paged by id."""
        room, before = request.match_info["room"], int(request.query.get("before", 1 << 63))
        kept = [one for one in self.state.messages.get(room, []) if not one.deleted and not one.ephemeral]
        older = [one.json for one in kept if int(one.json["id"]) < before]
        newest = sorted(older, key=lambda one: int(one["id"]), reverse=True)[: int(request.query.get("limit", 50))]
        return self.reply(newest)

    async def delete_message(self, request: web.Request) -> web.Response:
        kept = self.state.by_id(request.match_info["room"], request.match_info["id"])
        if kept is None:
            raise Refused(*UNKNOWN_MESSAGE)
        kept.deleted = True
        return web.Response(status=204)

    async def open_thread(self, request: web.Request) -> web.Response:
        """A thread on a message has the message's id; a message has one at most."""
        room, identity, name = request.match_info["room"], request.match_info["id"], request[BODY]["name"]
        if self.state.by_id(room, identity) is None:
            raise Refused(*UNKNOWN_MESSAGE)
        if identity in payloads.THREADS:
            raise Refused("A thread has already been created for this message", 160004, 400)
        self.check([] if 1 <= size(name) <= 100 else ["a thread's name has 1 to 100 characters"])
        payloads.open_thread(identity, room, name, owner=BOT)
        await self.gateway.dispatch("THREAD_CREATE", payloads.channel(identity) | {"newly_created": True})
        return self.reply(payloads.channel(identity))

    async def typing(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def open_direct(self, request: web.Request) -> web.Response:
        """One person does not let strangers write to them."""
        self.state.written_to.append(str(request[BODY]["recipient_id"]))
        if str(request[BODY]["recipient_id"]) == payloads.MANAGER.id:
            raise Refused("Cannot send messages to this user", 50007, 403)
        return self.reply(payloads.channel(payloads.DM))

    async def get_member(self, request: web.Request) -> web.Response:
        known = {one.id: one for one in (payloads.MANAGER, payloads.READER, payloads.LIBRARIAN)}
        person = known.get(request.match_info["id"])
        if person is None or person.id in self.state.left:
            raise Refused("Unknown Member", 10007, 404)
        return self.reply(payloads.member(person))

    async def get_channel(self, request: web.Request) -> web.Response:
        return self.reply(payloads.channel(request.match_info["room"]))

    async def file(self, request: web.Request) -> web.Response:
        data = self.state.files.get(request.match_info["id"])
        if data is None:
            return web.Response(status=404)
        return web.Response(body=data, content_type="application/octet-stream")
