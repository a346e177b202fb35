"""The server: replies, plain and streamed, structured output, and everything that goes wrong with them."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from tests.model_server.wires import KEY, Why, Wire
from tests.model_server.wires.openai import OpenAI

__all__ = ["KEY", "ModelServer", "Personality", "Trouble"]

Personality = Callable[[str, str], str]
Trouble = Literal[
    "",
    "401",
    "429",
    "500",
    "429 once",
    "500 once",
    "slow",
    "drip",
    "half",
    "breaks",
    "withheld",
    "long",
    "garbage",
    "empty",
    "nonsense",
    "no schema",
    "tools",
    "no temperature",
    "no max_tokens",
    "no reasoning",
    "thinks",
    "cut",
]
# What requests call an option, whichever the provider, and what a server says that does not take it.
_REFUSED = {
    "no temperature": ('"temperature"', "Unsupported value: 'temperature' does not support 0 with this model."),
    "no max_tokens": ('"max_tokens"', "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
    "no reasoning": ('"(?:reasoning_effort|effort|think|thinkingConfig)"', "This model does not support thinking."),
}
_LIMIT = re.compile(r'"(?:max_tokens|max_completion_tokens|num_predict|maxOutputTokens)": (\d+)')
THOUGHT = 4000  # tokens that a model of the trouble “thinks” needs before its first word


@dataclass
class ModelServer:
    """Serves one personality; `trouble` is what goes wrong, `requests` what was asked. Use it as a context manager.

    `wire` is the protocol of the provider that it pretends to be, `pause` how many seconds it asks to wait with a
    refusal, `seconds` how long it is slow. With “no …” it refuses an option, and with “thinks” it needs THOUGHT tokens.
    """

    personality: Personality
    trouble: Trouble = ""
    seconds: float = 30.0
    pause: float = 0.0
    wire: Wire = field(default_factory=OpenAI)
    requests: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> ModelServer:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": self}))
        self._http.daemon_threads = True
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._http.shutdown()
        self._http.server_close()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}{self.wire.base}"

    def wait(self, seconds: float) -> None:
        """Sleep as a slow server does, but not beyond the end of the test."""
        self._stopped.wait(seconds)

    def said(self, request: dict[str, Any]) -> str:
        return self.personality(*self.wire.asked(request))


class _Handler(BaseHTTPRequestHandler):
    owner: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        refusal = self.owner.wire.refused(self.path, self.headers, request)
        if refusal:
            return self._fail(*refusal)
        self.owner.requests.append(request)
        unwanted = _unwanted(self.owner.trouble, request)
        if unwanted:
            return self._fail(400, unwanted)
        try:
            self._answer(request)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, request: dict[str, Any]) -> None:
        trouble: Trouble = self.owner.trouble
        wire = self.owner.wire
        if trouble in ("429 once", "500 once") and len(self.owner.requests) > 1:
            trouble = ""
        if trouble[:3].isdigit():
            return self._fail(int(trouble[:3]), "no", **{"Retry-After": str(self.owner.pause)})
        if trouble == "no schema" and wire.schema(request) is not None:
            return self._fail(400, "schemas are not supported")
        if trouble == "slow":
            self.owner.wait(self.owner.seconds)
        if trouble == "garbage":
            return self._raw(b"<html>It works!</html>", "text/html")
        if trouble == "nonsense":
            return self._send(200, {"hello": "world"})
        if trouble == "tools":
            return self._send(200, wire.called(request))
        why = _why(trouble, request)
        text = "" if trouble == "empty" or (why != "done" and trouble != "cut") else self.owner.said(request)
        text = text[: len(text) * 3 // 4] if trouble == "cut" else text
        if wire.streams(self.path, request):
            return self._stream(wire.stream(text, request, why), trouble)
        return self._send(200, wire.whole(text, request, why))

    def _stream(self, parts: Iterator[bytes], trouble: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.owner.wire.kind)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for place, sent in enumerate(parts):
            if place == 3 and trouble in ("half", "breaks"):
                self.wfile.write(sent[: len(sent) // 2] if trouble == "half" else self.owner.wire.breaks())
                return
            if trouble == "drip":
                self.owner.wait(0.3)
            self.wfile.write(sent)
            self.wfile.flush()

    def _fail(self, status: int, message: str, **headers: str) -> None:
        self._send(status, self.owner.wire.failed(status, message), **headers)

    def _send(self, status: int, body: dict[str, Any], **headers: str) -> None:
        self._raw(json.dumps(body).encode(), "application/json", status, headers)

    def _raw(self, body: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _unwanted(trouble: str, request: dict[str, Any]) -> str:
    option, said = _REFUSED.get(trouble, ("(?!)", ""))
    return said if re.search(option, json.dumps(request)) else ""


def _why(trouble: str, request: dict[str, Any]) -> Why:
    limit = _LIMIT.search(json.dumps(request))
    if trouble in ("long", "cut") or (trouble == "thinks" and limit and int(limit[1]) < THOUGHT):
        return "long"
    return "withheld" if trouble == "withheld" else "done"
