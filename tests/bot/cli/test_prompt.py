"""The line that a person types into, in a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.prompt import HISTORY
from tests.conftest import ROOT

CHILD = """
import sys
from pathlib import Path
from bot.cli.prompt import Prompt

prompt = Prompt(Path(sys.argv[1]))
while (line := prompt.line()) is not None:
    print(f"<{line}>", flush=True)
print("left", flush=True)
"""
CTRL_C, CTRL_D, ENTER, UP = b"\x03", b"\x04", b"\r", b"\x1b[A"


class Terminal:
    """A process in a pseudo-terminal, and what it wrote there."""

    def __init__(self, home: Path) -> None:
        self._screen, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm"}
        command = [sys.executable, "-c", CHILD, str(home)]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.written = ""

    def type(self, keys: bytes) -> None:
        os.write(self._screen, keys)

    def until(self, text: str) -> bool:
        """Read until a text was written, since the last one that was awaited."""
        end = time.monotonic() + 20
        while text not in self.written and time.monotonic() < end:
            if not select.select([self._screen], [], [], 0.1)[0]:
                continue
            try:
                self.written += os.read(self._screen, 65_536).decode(errors="replace")
            except OSError:  # the process has left
                break
        found = text in self.written
        self.written = self.written.partition(text)[2]
        return found

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._screen)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


def test_a_line_is_edited_cleared_pasted_remembered_and_left(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.until("›")
    terminal.type(b"half a quest" + CTRL_C + b"whot\x1b[D\x7fa" + ENTER)
    assert terminal.until("<what>")
    assert terminal.until("›")
    terminal.type(b"\x1b[200~Who is\nthe harbour master?\n\x1b[201~" + ENTER)
    assert terminal.until("<Who is the harbour master?>")
    assert terminal.until("›")
    terminal.type(UP + UP + ENTER)
    assert terminal.until("<what>")
    assert terminal.until("›")
    terminal.type(CTRL_C)
    assert terminal.until("Ctrl-D or /quit leaves.")
    assert terminal.until("›")
    terminal.type(CTRL_D)
    assert terminal.until("left")
    history = tmp_path / HISTORY
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert "half" not in history.read_text(encoding="utf-8")
