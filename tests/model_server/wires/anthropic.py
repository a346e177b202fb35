"""Anthropic's Messages: https://platform.claude.com/docs/en/api/messages, streams of named events."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.model_server.wires import KEY, Body, Headers, Why, counted, pieces

_TYPES = {400: "invalid_request_error", 401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error"}
_REASONS = {"done": "end_turn", "withheld": "refusal", "long": "max_tokens"}


class Anthropic:
    provider, model, base, kind = "anthropic", "anthropic:tester", "", "text/event-stream"

    def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str] | None:
        if path != "/v1/messages":
            return 404, f"no such path {path}"
        if KEY not in (headers.get("x-api-key"), headers.get("Authorization", "").removeprefix("Bearer ")):
            return 401, "invalid x-api-key"  # releases of the client differ in where they put the key
        if not headers.get("anthropic-version"):
            return 400, "anthropic-version: header is required"
        if not isinstance(request.get("model"), str) or not isinstance(request.get("max_tokens"), int):
            return 400, "model, max_tokens: Field required"
        if request.get("tools") and (request.get("thinking") or {}).get("type") == "adaptive":
            return 400, "Thinking may not be enabled when tool_choice forces tool use."
        roles = [message.get("role") for message in request.get("messages", [])]
        return None if roles == ["user"] else (400, f"messages with the roles {roles}")

    def asked(self, request: Body) -> tuple[str, str]:
        return _plain(request.get("system", "")), _plain(request["messages"][0]["content"])

    def streams(self, path: str, request: Body) -> bool:
        return bool(request.get("stream"))

    def schema(self, request: Body) -> Body | None:
        form = (request.get("output_config") or {}).get("format") or {}
        found: Body | None = form.get("schema")
        return found

    def whole(self, text: str, request: Body, why: Why = "done") -> Body:
        content = [{"type": "text", "text": text}] if text else []
        return self._message(content, _REASONS[why], text, request)

    def called(self, request: Body) -> Body:
        call = {"type": "tool_use", "id": "toolu_1", "name": "send_mail", "input": {"to": "everyone"}}
        return self._message([call], "tool_use", "", request)

    def stream(self, text: str, request: Body, why: Why = "done") -> Iterator[bytes]:
        asked, said = counted(text, *self.asked(request))
        yield _event({"type": "message_start", "message": self._message([], None, "", request)})
        yield _event({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
        yield _event({"type": "ping"})
        for piece in pieces(text):
            delta = {"type": "text_delta", "text": piece}
            yield _event({"type": "content_block_delta", "index": 0, "delta": delta})
        yield _event({"type": "content_block_stop", "index": 0})
        usage = {"input_tokens": asked, "output_tokens": said}
        ended: Body = {"stop_reason": _REASONS[why], "stop_sequence": None}
        yield _event({"type": "message_delta", "delta": ended, "usage": usage})
        yield _event({"type": "message_stop"})

    def failed(self, status: int, message: str) -> Body:
        return {"type": "error", "error": {"type": _TYPES.get(status, "api_error"), "message": message}}

    def breaks(self) -> bytes:
        return _event({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})

    def _message(self, content: list[Body], reason: str | None, text: str, request: Body) -> Body:
        asked, said = counted(text, *self.asked(request))
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": request["model"],
            "content": content,
            "stop_reason": reason,
            "stop_sequence": None,
            "usage": {"input_tokens": asked, "output_tokens": said},
        }


def _plain(content: str | list[Body]) -> str:
    """Return the text of a string or of a list of blocks."""
    return content if isinstance(content, str) else "".join(block["text"] for block in content)


def _event(data: Body) -> bytes:
    return f"event: {data['type']}\ndata: {json.dumps(data)}\n\n".encode()
