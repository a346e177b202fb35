"""OpenAI's chat completions, which many other servers speak too."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from tests.model_server.wires import KEY, Body, Headers, Why, counted, pieces

_REASONS = {"done": "stop", "withheld": "content_filter", "long": "length"}


class OpenAI:
    provider, model, base, kind = "openai", "openai:tester", "/v1", "text/event-stream"

    def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str] | None:
        if path != "/v1/chat/completions":
            return 404, f"no such path {path}"
        if headers.get("Authorization", "") != f"Bearer {KEY}":
            return 401, "wrong key"
        roles = [message.get("role") for message in request.get("messages", [])]
        if roles != ["system", "user"] or not all(isinstance(m.get("content"), str) for m in request["messages"]):
            return 400, f"messages with the roles {roles}"
        return None if isinstance(request.get("model"), str) else (400, "no model")

    def asked(self, request: Body) -> tuple[str, str]:
        system, user = (message["content"] for message in request["messages"])
        return system, user

    def streams(self, path: str, request: Body) -> bool:
        return bool(request.get("stream"))

    def schema(self, request: Body) -> Body | None:
        found: Body | None = request.get("response_format", {}).get("json_schema", {}).get("schema")
        return found

    def whole(self, text: str, request: Body, why: Why = "done") -> Body:
        return self._message({"role": "assistant", "content": text}, _REASONS[why], text, request)

    def called(self, request: Body) -> Body:
        function = {"name": "send_mail", "arguments": '{"to": "everyone"}'}
        calls = [{"id": "1", "type": "function", "function": function}]
        message = {"role": "assistant", "content": None, "tool_calls": calls}
        return self._message(message, "tool_calls", "", request)

    def stream(self, text: str, request: Body, why: Why = "done") -> Iterator[bytes]:
        frame = _frame(request, "chat.completion.chunk")

        def chunk(delta: Body, reason: str | None = None) -> bytes:
            return _event({**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})

        yield chunk({"role": "assistant", "content": ""})
        for piece in pieces(text):
            yield chunk({"content": piece})
        yield chunk({}, _REASONS[why])
        if (request.get("stream_options") or {}).get("include_usage"):
            yield _event({**frame, "choices": [], "usage": self._usage(text, request)})
        yield b"data: [DONE]\n\n"

    def failed(self, status: int, message: str) -> Body:
        return {"error": {"message": message}}

    def breaks(self) -> bytes:
        return _event({"error": {"message": "The server had an error", "type": "server_error"}})

    def _message(self, message: Body, reason: str, text: str, request: Body) -> Body:
        choice = {"index": 0, "message": message, "finish_reason": reason}
        return {**_frame(request, "chat.completion"), "choices": [choice], "usage": self._usage(text, request)}

    def _usage(self, text: str, request: Body) -> dict[str, int]:
        asked, said = counted(text, *self.asked(request))
        return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _frame(request: Body, kind: str) -> Body:
    return {"id": "x", "object": kind, "created": int(time.time()), "model": request["model"]}


def _event(data: Body) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"
