"""Who works: one process at a time holds the lock of a data folder, which the system releases when its holder dies."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import HomeUnusable

POLL = 0.05


class Ownership:
    """The lock on one data folder; its holder alone writes there, and its process id stands beside it.

    On a catalogue in that folder the holder works; on one that is `shared` by machines all who are `willing` do.
    """

    def __init__(self, home: Path, *, willing: bool = True, shared: bool = False) -> None:
        self._willing, self._shared = willing, shared
        self._lock = FileLock(home / "lock", thread_local=False)
        self._pid = home / "owner.pid"

    @property
    def held(self) -> bool:
        """Whether this process may change the catalogue."""
        return self._willing if self._shared else self.files

    @property
    def files(self) -> bool:
        """Whether what is derived from the catalogue in the data folder is this process's to write."""
        return self._lock.is_locked

    @property
    def pid(self) -> int:
        """Process id that the latest owner wrote, 0 where none did."""
        try:
            return int(self._pid.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def acquire(self, wait: float = 0) -> bool:
        """Take the folder within `wait` seconds, below 0 however long it takes; tell whether this process may work.

        Nobody waits for the folder of a shared catalogue: its files are then another process's, or nobody's.
        """
        if not self.files and (self._willing or self._shared):
            self._take(0 if self._shared else wait)
        return self.held

    def release(self) -> None:
        if self.files:
            self._pid.unlink(missing_ok=True)
            self._lock.release()

    def _take(self, wait: float) -> None:
        try:
            self._lock.acquire(timeout=wait, poll_interval=POLL)
            self._pid.write_text(str(os.getpid()), encoding="ascii")
        except Timeout:
            return
        except OSError as error:
            raise HomeUnusable(
                f"{self._pid.parent} cannot be written ({error.strerror}). Check its permissions and free space, "
                "or name another folder with FOOTNOTE_HOME or --home."
            ) from error
