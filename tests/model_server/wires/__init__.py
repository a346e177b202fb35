"""How the servers of the providers speak: addresses, keys, requests, replies whole and streamed, errors."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import Any, Literal, Protocol

KEY = "test-key"
PIECE = 24  # characters of a text that a stream sends at once
Body = dict[str, Any]
Headers = Message
Why = Literal["done", "withheld", "long"]


class Wire(Protocol):
    """One provider's protocol. `model` is what CHAT_MODEL says, `base` the path that CHAT_BASE_URL ends with."""

    provider: str
    model: str
    base: str
    kind: str  # media type of a stream

    def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str] | None:
        """Return the status and the reason for what a real server would not accept."""

    def asked(self, request: Body) -> tuple[str, str]:
        """Return the system prompt and the user's message."""

    def streams(self, path: str, request: Body) -> bool: ...

    def schema(self, request: Body) -> Body | None:
        """Return the JSON schema that the reply is to follow, None where text is asked for."""

    def whole(self, text: str, request: Body, why: Why = "done") -> Body:
        """Return a reply that ended because it was done, was withheld, or had become too long."""

    def stream(self, text: str, request: Body, why: Why = "done") -> Iterator[bytes]:
        """Yield what is sent one after the other; cut after any of them a stream is half-sent."""

    def failed(self, status: int, message: str) -> Body: ...

    def breaks(self) -> bytes:
        """Return what a server sends that fails in the middle of a stream."""

    def called(self, request: Body) -> Body:
        """Return what a model sends that calls a tool which nobody offered."""


def pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), PIECE):
        yield text[start : start + PIECE]


def counted(text: str, *asked: str) -> tuple[int, int]:
    """Return the tokens of a request and of its reply, four characters each."""
    return sum(map(len, asked)) // 4, len(text) // 4
