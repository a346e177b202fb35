"""The REST half: login, gateway address, commands, and interactions from callback to follow-up."""

from __future__ import annotations

import time

from aiohttp import web

from tests.discord_server import payloads
from tests.discord_server.base import BODY, PREFIX, Handler, Refused
from tests.discord_server.commands import check_choices, check_commands
from tests.discord_server.gateway import MESSAGE_CONTENT, Gateway
from tests.discord_server.limits import Limits
from tests.discord_server.messages import UNKNOWN_MESSAGE, Messages
from tests.discord_server.modals import check_modal
from tests.discord_server.payloads import APP, Json
from tests.discord_server.rules import EPHEMERAL
from tests.discord_server.state import Dialect, Interaction, Message, State

UNKNOWN_WEBHOOK = ("Unknown Webhook", 10015, 404)
INVALID_TOKEN = ("Invalid Webhook Token", 50027, 401)
UNKNOWN_INTERACTION = ("Unknown interaction", 10062, 404)
ACKNOWLEDGED = ("Interaction has already been acknowledged.", 40060, 400)
FIRST_RESPONSE_SECONDS = 3


class Rest(Messages):
    """Every route over the shared state."""

    def __init__(self, state: State, gateway: Gateway, limits: Limits, token: str, dialect: Dialect) -> None:
        super().__init__(state, gateway, limits, token, dialect)
        hook, channel = "/webhooks/{app}/{token}", "/channels/{room}"
        routes: list[tuple[str, str, Handler]] = [
            ("GET", "/users/@me", self.me),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/applications/@me", self.application),
            ("GET", "/gateway", self.gateway_address),
            ("GET", "/gateway/bot", self.gateway_bot),
            ("GET", "/applications/{app}/commands", self.get_commands),
            ("PUT", "/applications/{app}/commands", self.put_commands),
            ("GET", "/applications/{app}/guilds/{guild}/commands", self.get_commands_of),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", self.put_commands_of),
            ("POST", "/interactions/{id}/{token}/callback", self.callback),
            ("GET", hook + "/messages/@original", self.get_original),
            ("PATCH", hook + "/messages/@original", self.edit_original),
            ("DELETE", hook + "/messages/@original", self.delete_original),
            ("POST", hook, self.follow_up),
            ("PATCH", hook + "/messages/{id}", self.edit_follow_up),
            ("GET", channel + "/messages", self.list_messages),
            ("POST", channel + "/messages", self.post_message),
            ("PATCH", channel + "/messages/{id}", self.edit_message),
            ("GET", channel + "/messages/{id}", self.get_message),
            ("DELETE", channel + "/messages/{id}", self.delete_message),
            ("POST", channel + "/messages/{id}/threads", self.open_thread),
            ("POST", channel + "/typing", self.typing),
            ("GET", channel, self.get_channel),
            ("POST", "/users/@me/channels", self.open_direct),
            ("GET", "/guilds/{guild}/members/{id}", self.get_member),
        ]
        for method, path, handler in routes:
            self.app.router.add_route(method, PREFIX + path, handler)
        self.app.router.add_get("/cdn/{id}/{name}", self.file)

    async def me(self, request: web.Request) -> web.Response:
        return self.reply(payloads.bot_user())

    async def application(self, request: web.Request) -> web.Response:
        about: Json = {"id": APP, "name": "Footnote", "icon": None, "description": "", "summary": ""}
        rights: Json = {"bot_public": True, "bot_require_code_grant": False, "verify_key": "00", "team": None}
        about["flags"] = 1 << 19 if self.gateway.allowed & MESSAGE_CONTENT else 0
        return self.reply(about | rights | {"owner": payloads.user(payloads.MANAGER)})

    async def gateway_address(self, request: web.Request) -> web.Response:
        return self.reply({"url": self.gateway.url})

    async def gateway_bot(self, request: web.Request) -> web.Response:
        self.gateway.asked += 1
        if not self.dialect.gateway_bot or self.gateway.asked in self.gateway.hides:
            raise Refused("404: Not Found", 0, 404)
        left = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return self.reply({"url": self.gateway.url, "shards": self.dialect.shards, "session_start_limit": left})

    async def get_commands(self, request: web.Request) -> web.Response:
        return self.reply(_told(self.state.commands, request))

    async def put_commands(self, request: web.Request) -> web.Response:
        self.check(check_commands(request[BODY], contexts_wanted=self.dialect.wants_contexts))
        self.state.commands = self._kept(request[BODY])
        return self.reply(request[BODY] if self.dialect.bare_commands else self.state.commands)

    async def get_commands_of(self, request: web.Request) -> web.Response:
        return self.reply(_told(self.state.commands_of.get(self._guild(request), []), request))

    async def put_commands_of(self, request: web.Request) -> web.Response:
        """Where a command is for one server, Discord keeps no contexts and no kinds of installation."""
        self.check(check_commands(request[BODY], contexts_wanted=False))
        guild = self._guild(request)
        kept = [one | {"guild_id": guild} for one in self._kept(request[BODY])]
        self.state.commands_of[guild] = [one | {"contexts": None, "integration_types": None} for one in kept]
        return self.reply(self.state.commands_of[guild])

    def _guild(self, request: web.Request) -> str:
        guild = request.match_info["guild"]
        if guild not in (payloads.GUILD, payloads.OTHER_GUILD):
            raise Refused("Missing Access", 50001, 403)
        return guild

    def _kept(self, commands: list[Json]) -> list[Json]:
        given: Json = {"application_id": APP, "version": "1"}
        return [{**one, **given, "id": self.state.new_id()} for one in commands]

    def _by_token(self, request: web.Request) -> Interaction:
        found = self.state.interactions.get(request.match_info["token"])
        if found is None:
            raise Refused(*UNKNOWN_WEBHOOK)
        if found.expired:
            raise Refused(*found.expired)
        return found

    def _acknowledge(self, request: web.Request) -> Interaction:
        found, kind = self.state.interactions[request.match_info["token"]], request[BODY]["type"]
        if found.expired or time.monotonic() - found.sent_at > FIRST_RESPONSE_SECONDS:
            raise Refused(*UNKNOWN_INTERACTION)
        if self.state.answered_elsewhere:
            raise Refused(*ACKNOWLEDGED)
        if found.acknowledged is not None:
            self.state.violations.append("an interaction was acknowledged twice")
            raise Refused(*ACKNOWLEDGED)
        if kind in (5, 6) and self.dialect.refuses_deferral:
            raise Refused("Invalid Form Body", 50035, 400)
        return found

    async def callback(self, request: web.Request) -> web.Response:
        body, found = request[BODY], self._acknowledge(request)
        data = body.get("data") or {}
        if body["type"] == 8:
            self.check(check_choices(data["choices"]))
            found.choices = data["choices"]
        elif body["type"] == 4:
            self.check_body(data)
            found.original = self._keep(found, self.received(request, data))
        elif body["type"] == 5:
            found.flags = data.get("flags", 0)
        elif body["type"] == 9:
            self.check(check_modal(data) + (["a form cannot follow a form"] if found.kind == 5 else []))
            found.modal = data
        elif body["type"] in (6, 7):
            self._take_origin(found, request, data if body["type"] == 7 else None)
        found.acknowledged, found.acknowledged_at = body["type"], time.monotonic()
        if body["type"] == 8 or self.dialect.empty_callbacks:
            return web.Response(status=204)
        return self.reply(self._callback_reply(found))

    def _take_origin(self, found: Interaction, request: web.Request, data: Json | None) -> None:
        """The message whose component was used becomes the one that the interaction edits, now or later."""
        self.check([] if found.origin else ["only a component's message can be edited by its interaction"])
        found.original = found.origin
        if data is not None and found.origin is not None:
            self.check_body(data, found.origin)
            self.state.edit(found.origin, self.received(request, data))

    def _callback_reply(self, found: Interaction) -> Json:
        found.reserved = found.original.json["id"] if found.original else self.state.new_id()
        hidden = found.original.ephemeral if found.original else bool(found.flags & EPHEMERAL)
        about: Json = {"id": found.id, "type": found.kind, "response_message_id": found.reserved}
        about |= {"response_message_loading": found.acknowledged == 5, "response_message_ephemeral": hidden}
        resource: Json = {"resource": {"type": 4, "message": found.original.json}} if found.original else {}
        return {"interaction": about} | resource

    def _keep(self, found: Interaction, body: Json, *, inherited: int = 0, identity: str = "") -> Message:
        shown = body | {"flags": (body.get("flags") or 0) | inherited}
        author = payloads.bot_user()
        made = payloads.message(identity or self.state.new_id(), found.room, shown, author, application_id=APP)
        return self.state.keep(made, body)

    async def get_original(self, request: web.Request) -> web.Response:
        found = self._by_token(request)
        if found.original is None:
            raise Refused(*UNKNOWN_MESSAGE)
        return self.reply(found.original.json)

    async def edit_original(self, request: web.Request) -> web.Response:
        found, body = self._by_token(request), request[BODY]
        if found.acknowledged is None:
            raise Refused(*UNKNOWN_WEBHOOK)
        self.check_body(body, found.original)
        body = self.received(request, body)
        if found.original is None:
            found.original = self._keep(found, body, inherited=found.flags, identity=found.reserved)
        else:
            self.state.edit(found.original, body)
        return self.reply(found.original.json)

    async def delete_original(self, request: web.Request) -> web.Response:
        found = self._by_token(request)
        if found.original is not None:
            found.original.deleted = True
        return web.Response(status=204)

    async def follow_up(self, request: web.Request) -> web.Response:
        found, body = self._by_token(request), request[BODY]
        self.check_body(body)
        body = self.received(request, body)
        first = found.thinking
        kept = self._keep(found, body, inherited=found.flags if first else 0)
        if first:
            found.original = kept
        found.followups.append(kept)
        return self.reply(kept.json)

    async def edit_follow_up(self, request: web.Request) -> web.Response:
        found = self._by_token(request)
        return self.edit_kept(found.room, request)


def _told(commands: list[Json], request: web.Request) -> list[Json]:
    """Discord leaves out what is empty, and languages unless they are asked for; permissions are text."""
    told = [{key: one for key, one in command.items() if one is not None} for command in commands]
    for command in told:
        if "default_member_permissions" in command:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if request.query.get("with_localizations") != "true":
            command.pop("name_localizations", None)
    return told
