"""Chroma's own server, as its package brings it, on a port of loopback."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from tests.guard import Guard
from tests.ports import free_port

_CHROMA = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(['chroma', *sys.argv[1:]])"
"""The command `chroma` of the package without what that imports first: 0.6 s of processor time."""


class ChromaServer:
    """Serves a folder until it is closed, or killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Serve, and return once it answers."""
        command = [sys.executable, "-c", _CHROMA, "run", "--path", str(self._folder)]
        command += ["--host", "127.0.0.1", "--port", str(self._port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._guard = Guard('kill -KILL "$1"', str(self.process.pid))
        end = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it without a word."""
        self._guard.dismiss()
        self.process.kill()
        self.process.wait()

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/api/v2/heartbeat", timeout=1):  # noqa: S310  our own address
                return True
        except OSError:
            return False
