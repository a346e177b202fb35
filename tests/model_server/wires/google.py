"""Google's Gemini: https://ai.google.dev/api/generate-content, the model's name in the path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tests.model_server.wires import KEY, Body, Headers, Why, counted, pieces

_STATUS = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
_REASONS = {"done": "STOP", "withheld": "RECITATION", "long": "MAX_TOKENS"}


class Google:
    provider, model, base, kind = "google_genai", "google_genai:tester", "", "text/event-stream"

    def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str] | None:
        if not re.fullmatch(r"/v1beta/models/tester:(generateContent|streamGenerateContent\?alt=sse)", path):
            return 404, f"no such path {path}"
        if headers.get("x-goog-api-key", "") != KEY:
            return 400, "API key not valid. Please pass a valid API key."
        roles = [content.get("role") for content in request.get("contents", [])]
        return None if roles == ["user"] else (400, f"contents with the roles {roles}")

    def asked(self, request: Body) -> tuple[str, str]:
        return _plain(request.get("systemInstruction", {})), _plain(request["contents"][0])

    def streams(self, path: str, request: Body) -> bool:
        return "streamGenerateContent" in path

    def schema(self, request: Body) -> Body | None:
        config = request.get("generationConfig", {})
        found: Body | None = config.get("responseJsonSchema") or config.get("responseSchema")
        return found

    def whole(self, text: str, request: Body, why: Why = "done") -> Body:
        return self._part([{"text": text}], text, request, reason=_REASONS[why])

    def called(self, request: Body) -> Body:
        call = {"functionCall": {"name": "send_mail", "args": {"to": "everyone"}}}
        return self._part([call], "", request, reason="STOP")

    def stream(self, text: str, request: Body, why: Why = "done") -> Iterator[bytes]:
        sent = ""
        for piece in pieces(text):
            sent += piece
            yield _event(self._part([{"text": piece}], sent, request))
        yield _event(self._part([{"text": ""}], text, request, reason=_REASONS[why]))

    def failed(self, status: int, message: str) -> Body:
        return {"error": {"code": status, "message": message, "status": _STATUS.get(status, "INTERNAL")}}

    def breaks(self) -> bytes:
        return _event({"error": {"code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE"}})

    def _part(self, parts: list[Body], text: str, request: Body, *, reason: str = "") -> Body:
        """Return one reply; its counts of tokens are those of all that was said so far."""
        asked, said = counted(text, *self.asked(request))
        candidate: Body = {"content": {"role": "model", "parts": parts}, "index": 0}
        usage = {"promptTokenCount": asked, "candidatesTokenCount": said, "totalTokenCount": asked + said}
        if reason:
            candidate["finishReason"] = reason
        return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "tester", "responseId": "x"}


def _plain(content: Body) -> str:
    return "".join(part.get("text", "") for part in content.get("parts", ()))


def _event(data: Body) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\r\n\r\n"
