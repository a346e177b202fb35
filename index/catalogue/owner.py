"""One process at a time owns the data folder: an exclusive lock that the system releases when its holder dies."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import HomeUnusable


class Ownership:
    """The lock on one data folder; the owner's process id is written beside it. Who is not `willing` never owns it."""

    def __init__(self, home: Path, *, willing: bool = True) -> None:
        self._willing = willing
        self._lock = FileLock(home / "lock", thread_local=False)
        self._pid = home / "owner.pid"

    @property
    def held(self) -> bool:
        return self._lock.is_locked

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
        try:
            self._lock.acquire(timeout=wait, poll_interval=0.05)
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
        if self.held:
            self._pid.unlink(missing_ok=True)
            self._lock.release()
