"""Ports of loopback."""

from __future__ import annotations

import os
import socket
from itertools import cycle

_FIRST, _LAST = 16_000, 32_000
"""Below what systems give to connections by themselves, which would take a port between its choice and its use."""


def _own() -> range:
    """Return the ports of this process of the tests, which no other of them chooses."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    return range(_FIRST + number, _LAST, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


_ports = cycle(_own()[os.getpid() % 97 :])


def free_port() -> int:
    """Return a port that nobody listens at now."""
    for port in _ports:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError
