"""One process at a time owns the data folder: an exclusive lock that the system releases when its holder dies."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from index.errors import HomeUnusable

POLL = 0.05


class Guard(Protocol):
    """A lock on a catalogue that several machines share; `held` is False again once it was lost."""

    @property
    def held(self) -> bool: ...

    def acquire(self) -> bool: ...

    def release(self) -> None: ...


class Ownership:
    """The lock on one data folder, and on the catalogue where that is elsewhere.

    The owner's process id is written beside it. Who is not `willing` never owns it.
    """

    def __init__(self, home: Path, guard: Guard | None = None, *, willing: bool = True) -> None:
        self._willing, self._guard = willing, guard
        self._lock = FileLock(home / "lock", thread_local=False)
        self._pid = home / "owner.pid"

    @property
    def held(self) -> bool:
        return self._lock.is_locked and (self._guard is None or self._guard.held)

    @property
    def pid(self) -> int:
        """Process id that the latest owner wrote, 0 where none did."""
        try:
            return int(self._pid.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def acquire(self, wait: float = 0) -> bool:
        """Become the owner within `wait` seconds, below 0 however long it takes; tell whether this process is it."""
        if self.held or not self._willing:
            return self.held
        until = time.monotonic() + wait if wait >= 0 else float("inf")
        try:
            if not self._lock.is_locked:
                self._lock.acquire(timeout=wait, poll_interval=POLL)
            if not self._guarded(until):
                self._lock.release()
                return False
            self._pid.write_text(str(os.getpid()), encoding="ascii")
        except Timeout:
            return False
        except OSError as error:
            raise HomeUnusable(
                f"{self._pid.parent} cannot be written ({error.strerror}). Check its permissions and free space, "
                "or name another folder with FOOTNOTE_HOME or --home."
            ) from error
        return True

    def release(self) -> None:
        if self._guard:
            self._guard.release()
        if self._lock.is_locked:
            self._pid.unlink(missing_ok=True)
            self._lock.release()

    def _guarded(self, until: float) -> bool:
        while self._guard and not self._guard.acquire():
            if time.monotonic() >= until:
                return False
            time.sleep(POLL)
        return True
