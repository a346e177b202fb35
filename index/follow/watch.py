"""Tells that something in a folder changed: at once where the system reports it, by polling on network mounts."""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Literal

from index.sources.files import SUPPORTED

Polling = Literal["auto", "always", "never"]

QUIET = 300  # milliseconds without a change until a folder is reported: a file that is being written is waited for
LONGEST = 2_000  # milliseconds that changes may go on before it is reported all the same
LOOK = 500  # milliseconds between looks whether it is still the same folder
POLL = 1_000  # milliseconds between looks at a polled folder
AGAIN = 1.0  # seconds until a folder that is not there or cannot be watched is tried again
NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "davfs", "glusterfs", "lustre", "vboxsf", "vmhgfs", "virtiofs",
           "prl_fs", "fakeowner", "webdav", "ncpfs", "drvfs", "fuse.")  # fmt: skip
"""How the types of file systems begin that another machine changes without this one being told."""
_TEMPORARY = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".swo", ".swx", ".bak", "~")
log = logging.getLogger(__name__)


class Watcher:
    """Watches folders, each in a thread of its own, and calls `changed` with one after its files changed.

    Calls for one folder never overlap; what changes meanwhile is reported after. An error of `changed` is logged.
    """

    def __init__(self, changed: Callable[[Path], None], polling: Polling = "auto") -> None:
        self._changed, self._polling = changed, polling
        self._watches: dict[Path, _Watch] = {}
        self._guard = threading.Lock()

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def follow(self, folders: Iterable[Path]) -> None:
        """Watch exactly these folders. They may be missing: one that appears is reported."""
        wanted = {Path(os.path.abspath(folder)) for folder in folders}
        with self._guard:
            gone = [self._watches.pop(folder) for folder in set(self._watches) - wanted]
            for watch in gone:
                watch.stopping.set()
            for folder in wanted - set(self._watches):
                self._watches[folder] = _Watch(folder, partial(self._changed, folder), self._polling)

    def wait(self, seconds: float) -> bool:
        """Wait until every folder that is there is watched: from then on no change is missed."""
        for watch in list(self._watches.values()):
            watch.settled.wait(seconds)
        return all(watch.settled.is_set() for watch in list(self._watches.values()))

    def close(self) -> None:
        """Stop watching; a call that is under way is waited for."""
        watches = list(self._watches.values())
        self.follow(())
        for watch in watches:
            watch.thread.join()


class _Watch:
    """One folder's thread. `settled` is set once it is watched, or found missing."""

    def __init__(self, folder: Path, changed: Callable[[], None], polling: Polling) -> None:
        self._folder, self._changed, self._polling = folder, changed, polling
        self._lost = False
        self.stopping, self.settled = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run, name=f"watch-{folder.name}", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self.stopping.is_set():
            identity = _identity(self._folder)
            try:
                if identity is None:
                    raise FileNotFoundError(f"there is no folder {self._folder}")
                self._follow(identity)
            except (FileNotFoundError, PermissionError) as error:
                self._lose(error, "looked for again")
            except (OSError, RuntimeError) as error:  # no more watches are to be had, or the file system offers none
                self._lose(error, "polled instead")
                self._polling = "always"
            self.stopping.wait(AGAIN if self._lost else 0)

    def _follow(self, identity: tuple[int, int]) -> None:
        """Report changes until this is no longer the folder at its path; a folder that came back is a change."""
        from watchfiles import Change, watch

        polled = needs_polling(self._folder, self._polling)
        for changes in watch(
            self._folder,
            watch_filter=None,
            debounce=LONGEST,
            step=QUIET,
            stop_event=self.stopping,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=polled,
            poll_delay_ms=POLL,
            ignore_permission_denied=True,
        ):
            if _identity(self._folder) != identity or (Change.deleted, str(self._folder)) in changes:
                break  # another folder, which may even have the number of the one that was deleted
            returned, self._lost = self._lost and _holds_something(self._folder), False
            self.settled.set()
            if returned or any(_matters(self._folder, name) for _, name in changes):
                self._report()
        self._lost = not self.stopping.is_set()

    def _lose(self, error: Exception, remedy: str) -> None:
        if not self._lost:
            log.warning("%s cannot be watched (%s); it is %s.", self._folder, error, remedy)
        self._lost = True
        self.settled.set()

    def _report(self) -> None:
        try:
            self._changed()
        except Exception:  # the wall of a background task
            log.exception("%s changed, but that could not be followed (%s)", self._folder, uuid.uuid4().hex[:8])


def needs_polling(folder: Path, polling: Polling) -> bool | None:
    """Tell whether a folder must be polled; None leaves it to watchfiles, which knows WSL and its own variable."""
    if polling != "auto":
        return polling == "always"
    return True if _file_system(folder).startswith(NETWORK) else None


def _file_system(folder: Path) -> str:
    """Return the type of the file system that holds a folder, "" where it is not known."""
    import psutil

    path = Path(os.path.realpath(folder))
    mounts = [mount for mount in psutil.disk_partitions(all=True) if path.is_relative_to(mount.mountpoint)]
    return max(mounts, key=lambda mount: len(mount.mountpoint)).fstype.lower() if mounts else ""


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None


def _holds_something(folder: Path) -> bool:
    """Tell a folder that came back from the bare place where a drive was mounted."""
    with os.scandir(folder) as entries:
        return next(entries, None) is not None


def _matters(folder: Path, name: str) -> bool:
    """Tell whether a change there can change what is indexed: of hidden, temporary and unreadable kinds it cannot."""
    path = Path(name)
    inside = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts[-1:]
    hidden = any(part.startswith((".", "~$", "#")) for part in inside)
    if not inside or hidden or path.name.lower().endswith(_TEMPORARY):
        return False
    return path.suffix.lower() in SUPPORTED or not path.is_file()
