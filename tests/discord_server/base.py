"""What every route shares: authorisation, rate limits, the record of requests, refusals."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.discord_server.faults import CUT, Fault
from tests.discord_server.gateway import Gateway
from tests.discord_server.limits import Limits
from tests.discord_server.payloads import Json
from tests.discord_server.state import Dialect, Request, State

PREFIX = "/api/v10"
BODY: Any = web.RequestKey("body", object)
UPLOADS: Any = web.RequestKey("uploads", object)
HEADERS: Any = web.RequestKey("headers", object)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """An error reply of the API."""

    def __init__(self, message: str, code: int, status: int, **more: object) -> None:
        self.status = status
        self.error: Json = {"message": message, "code": code, **more}


class Base:
    """A broken rule is recorded and answered as Discord would."""

    def __init__(self, state: State, gateway: Gateway, limits: Limits, token: str, dialect: Dialect) -> None:
        self.state, self.gateway, self.limits = state, gateway, limits
        self.token, self.dialect = token, dialect
        self.app = web.Application(middlewares=[self._wall], client_max_size=64 << 20)

    @web.middleware
    async def _wall(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(PREFIX):
            return await handler(request)
        path, (body, uploads) = request.path.removeprefix(PREFIX), await _body(request)
        request[UPLOADS] = uploads
        try:
            fault = self.state.faults.next(f"{request.method} {path}")
            headers = self._enter(request, path)
            request[BODY] = body
            response = await handler(request) if fault is None or fault.late else web.Response()
            response.headers.update(headers)
            self._fail(request, fault)
        except Refused as refused:
            response = self.reply(refused.error, refused.status)
            response.headers.update(request.get(HEADERS, {}))
        except web.HTTPNotFound:
            self.state.violations.append(f"unknown route {request.method} {path}")
            response = self.reply({"message": "404: Not Found", "code": 0}, 404)
        self.state.requests.append(Request(request.method, path, body, response.status, time.monotonic()))
        await self.state.wake()
        return response

    def _fail(self, request: web.Request, fault: Fault | None) -> None:
        if fault is not None and fault.status == CUT:
            assert request.transport is not None
            request.transport.abort()
        elif fault is not None:
            raise Refused("This request went wrong.", fault.code, fault.status)

    def _enter(self, request: web.Request, path: str) -> dict[str, str]:
        tokened = path.startswith(("/interactions/", "/webhooks/"))
        if not tokened and path != "/gateway" and request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refused("401: Unauthorized", 0, 401)
        template = request.match_info.route.resource
        major = request.match_info.get("token") or request.match_info.get("room") or ""
        bucket = f"{request.method} {template.canonical if template else path}".replace(PREFIX, "")
        wait, everywhere, headers = self.limits.ask(request.method, path, bucket, major)
        if wait is not None:
            scope = {"X-RateLimit-Global": "true"} if everywhere else {}
            request[HEADERS] = {"Via": "1.1 loopback", "Retry-After": str(wait)} | scope
            wait = round(wait + 0.01, 3)
            raise Refused("You are being rate limited.", 0, 429, retry_after=wait, **{"global": everywhere})
        return headers

    def reply(self, value: Any, status: int = 200) -> web.Response:
        kind = "application/json; charset=utf-8" if self.dialect.charset else "application/json"
        return web.Response(body=json.dumps(value).encode(), status=status, headers={"Content-Type": kind})

    def check(self, problems: list[str]) -> None:
        if problems:
            self.state.violations += problems
            raise Refused(f"Invalid Form Body: {problems}", 50035, 400)


async def _body(request: web.Request) -> tuple[Any, dict[str, tuple[str, bytes]]]:
    """Return a request's JSON, and the files that came with it: number → name and bytes."""
    if not request.can_read_body:
        return None, {}
    if request.content_type == "application/json":
        return await request.json(), {}
    form = await request.post()
    files = {
        key.removeprefix("files[").removesuffix("]"): (value.filename, value.file.read())
        for key, value in form.items()
        if isinstance(value, web.FileField)
    }
    return json.loads(str(form["payload_json"])), files
