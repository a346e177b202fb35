"""Ends a server when the tests that started it are gone, however they ended."""

from __future__ import annotations

import subprocess


class Guard:
    """A shell, in a session of its own, that waits until this process is gone and then runs a command."""

    def __init__(self, command: str, *arguments: str) -> None:
        self._shell = subprocess.Popen(
            ["sh", "-c", f"read _; {command}", "sh", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def dismiss(self) -> None:
        """End it without its command."""
        self._shell.kill()
        self._shell.communicate()
