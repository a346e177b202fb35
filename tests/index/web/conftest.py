from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from tests.web_server import WebServer


@dataclass
class Wire:
    """Every connection that the process tried to make, as host and port; only those to loopback are let through."""

    tried: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    listening: bool = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.listening and event == "socket.getaddrinfo":
            self.looked_up.append(str(arguments[0]))
        if self.listening and event == "socket.connect" and isinstance(arguments[1], tuple):
            host, port = arguments[1][:2]
            self.tried.append((host, port))
            if not host.startswith(("127.", "::1", "::ffff:127.")):
                raise ConnectionRefusedError("nothing leaves this machine")


@cache
def _wire() -> Wire:
    """Listen from the first test that wants it on, and for good: Python has no way to take a hook away."""
    wire = Wire()
    sys.addaudithook(wire.hear)
    return wire


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = _wire()
    wire.tried, wire.looked_up, wire.listening = [], [], True
    yield wire
    wire.listening = False


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server
