"""Ollama's own chat: https://docs.ollama.com/api/chat, streams of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.model_server.wires import KEY, Body, Headers, Why, counted, pieces


class Ollama:
    """A server behind a proxy that wants a key, as Ollama's own cloud does."""

    provider, model, base, kind = "ollama", "ollama:tester", "", "application/x-ndjson"

    def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str] | None:
        if path != "/api/chat":
            return 404, "404 page not found"
        if headers.get("Authorization", "") != f"Bearer {KEY}":
            return 401, "unauthorized"
        roles = [message.get("role") for message in request.get("messages", [])]
        if roles != ["system", "user"]:
            return 400, f"messages with the roles {roles}"
        return None if isinstance(request.get("model"), str) else (400, "model is required")

    def asked(self, request: Body) -> tuple[str, str]:
        system, user = (message.get("content", "") for message in request["messages"])
        return system, user

    def streams(self, path: str, request: Body) -> bool:
        return bool(request.get("stream", True))

    def schema(self, request: Body) -> Body | None:
        return request.get("format") or None

    def whole(self, text: str, request: Body, why: Why = "done") -> Body:
        asked, said = counted(text, *self.asked(request))
        return {
            **_part(text, request),
            "done": True,
            "done_reason": "length" if why == "long" else "stop",
            "total_duration": 5_000_000,
            "load_duration": 1_000_000,
            "prompt_eval_count": asked,
            "prompt_eval_duration": 1_000_000,
            "eval_count": said,
            "eval_duration": 3_000_000,
        }

    def called(self, request: Body) -> Body:
        function = {"name": "send_mail", "arguments": {"to": "everyone"}}
        message = {"role": "assistant", "content": "", "tool_calls": [{"function": function}]}
        return {**self.whole("", request), "message": message}

    def stream(self, text: str, request: Body, why: Why = "done") -> Iterator[bytes]:
        for piece in pieces(text):
            yield _line({**_part(piece, request), "done": False})
        counts = self.whole(text, request, why)
        yield _line({**counts, "message": {"role": "assistant", "content": ""}})

    def failed(self, status: int, message: str) -> Body:
        return {"error": message}

    def breaks(self) -> bytes:
        return _line({"error": "an error was encountered while running the model"})


def _part(text: str, request: Body) -> Body:
    message = {"role": "assistant", "content": text}
    return {"model": request["model"], "created_at": "2026-01-01T00:00:00.000000Z", "message": message}


def _line(data: Body) -> bytes:
    return json.dumps(data).encode() + b"\n"
