"""The server: chat completions, plain and streamed, structured output, and everything that goes wrong with them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

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
    "garbage",
    "empty",
    "nonsense",
    "no schema",
    "tools",
]
KEY = "test-key"


@dataclass
class ModelServer:
    """Serves one personality; `trouble` is what goes wrong, `requests` what was asked. Use it as a context manager.

    `pause` is how many seconds it asks to wait with a refusal, `seconds` how long it is slow.
    """

    personality: Personality
    trouble: Trouble = ""
    seconds: float = 30.0
    pause: float = 0.0
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
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def wait(self, seconds: float) -> None:
        """Sleep as a slow server does, but not beyond the end of the test."""
        self._stopped.wait(seconds)

    def said(self, request: dict[str, Any]) -> str:
        texts = {"system": "", "user": ""}
        for message in request["messages"]:
            texts[message["role"]] += message["content"]
        return self.personality(texts["system"], texts["user"])


class _Handler(BaseHTTPRequestHandler):
    owner: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        refusal = _refused(self.path, self.headers.get("Authorization", ""), request)
        if refusal:
            return self._send(refusal[0], {"error": {"message": refusal[1]}})
        self.owner.requests.append(request)
        try:
            self._answer(request)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, request: dict[str, Any]) -> None:
        trouble = self.owner.trouble
        if trouble in ("429 once", "500 once") and len(self.owner.requests) > 1:
            trouble = ""
        if trouble[:3].isdigit():
            return self._send(int(trouble[:3]), {"error": {"message": "no"}}, **{"Retry-After": str(self.owner.pause)})
        if trouble == "no schema" and "response_format" in request:
            return self._send(400, {"error": {"message": "response_format is not supported"}})
        if trouble == "slow":
            self.owner.wait(self.owner.seconds)
        if trouble == "garbage":
            return self._raw(b"<html>It works!</html>", "text/html")
        if trouble == "nonsense":
            return self._send(200, {"hello": "world"})
        if trouble == "tools":
            return self._send(200, _tool_call(request))
        text = "" if trouble == "empty" else self.owner.said(request)
        if request.get("stream"):
            return self._stream(text, request, trouble)
        return self._send(200, _completion(text, request))

    def _stream(self, text: str, request: dict[str, Any], trouble: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for place, chunk in enumerate(_chunks(text, request)):
            if trouble == "half" and place == 3:
                self.wfile.write(b'data: {"id": "x", "cho')
                return
            if trouble == "drip":
                self.owner.wait(0.3)
            self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")

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


def _refused(path: str, authorization: str, request: dict[str, Any]) -> tuple[int, str] | None:
    """What a real server would not accept."""
    if path != "/v1/chat/completions":
        return 404, f"no such path {path}"
    if authorization != f"Bearer {KEY}":
        return 401, "wrong key"
    roles = [message.get("role") for message in request.get("messages", [])]
    if roles != ["system", "user"] or not all(isinstance(m.get("content"), str) for m in request["messages"]):
        return 400, f"messages with the roles {roles}"
    return None if isinstance(request.get("model"), str) else (400, "no model")


def _completion(text: str, request: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        **_frame(request, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": _usage(text, request),
    }


def _tool_call(request: dict[str, Any]) -> dict[str, Any]:
    """What a model sends that calls a tool which nobody offered."""
    called = {"name": "send_mail", "arguments": '{"to": "everyone"}'}
    message = {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": "1", "type": "function", "function": called}],
    }
    return {
        **_frame(request, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}],
        "usage": _usage("", request),
    }


def _chunks(text: str, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    frame = _frame(request, "chat.completion.chunk")
    yield {**frame, "choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}]}
    for start in range(0, len(text), 24):
        delta = {"content": text[start : start + 24]}
        yield {**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield {**frame, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    if (request.get("stream_options") or {}).get("include_usage"):
        yield {**frame, "choices": [], "usage": _usage(text, request)}


def _frame(request: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "x", "object": kind, "created": int(time.time()), "model": request["model"]}


def _usage(text: str, request: dict[str, Any]) -> dict[str, int]:
    asked = sum(len(message["content"]) for message in request["messages"]) // 4
    return {"prompt_tokens": asked, "completion_tokens": len(text) // 4, "total_tokens": asked + len(text) // 4}
