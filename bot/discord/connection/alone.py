"""One process at a time serves a bot's token on this machine, or each of its shards.

Discord has no such lock: two processes with one token both get every question. This sees processes of the same user on
the same machine, whatever their data folders are; not those of other users, in other containers or on other machines:
these are noticed when commands turn out to be answered already (`Health.elsewhere`).
"""

from __future__ import annotations

import hashlib
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from filelock import FileLock, Timeout

from bot.errors import TokenInUse

if TYPE_CHECKING:
    from index.library import Library

MOMENT = 2.0
"""Seconds for which processes of different shards wait for each other while they start."""
_SERVED = (
    "Another Footnote{holder} already serves this DISCORD_TOKEN or data folder: both would answer every question. "
    "Stop it, use another application and folder, or give each its own SHARD_IDS."
)
log = logging.getLogger(__name__)


@contextmanager
def alone(token: str, url: str, home: Path, shards: Sequence[int] = ()) -> Iterator[None]:
    """Hold the locks of a token and of a data folder, or those of some shards there.

    Two tokens on one folder would each finish what the other was asked. Raises TokenInUse when another process does.
    """
    with ExitStack() as held:
        try:
            _hold(home / "bot.lock", shards, held)
            _hold(_path(token, url), shards, held)
        except OSError as error:
            log.warning("Whether another process uses this token cannot be told (%s)", error)
        yield


@contextmanager
def alone_among_machines(library: Library, token: str, shards: Sequence[int] = ()) -> Iterator[None]:
    """Hold the same in a catalogue that machines share. Raises TokenInUse when another machine does."""

    def taken() -> NoReturn:
        raise TokenInUse(_SERVED.format(holder=" on another machine"))

    name = hashlib.sha256(token.encode()).hexdigest()[:24]
    with library.catalogue.database.alone([f"bot {name} {one}" for one in shards or ("all",)], taken):
        yield


def _hold(path: Path, shards: Sequence[int], held: ExitStack) -> None:
    """Take the lock of a token, which keeps others from taking those of shards; for some shards theirs alone stay."""
    whole = _lock(path, MOMENT if shards else 0)
    with ExitStack() as released:
        (released if shards else held).callback(whole.release)
        for number in shards:
            held.callback(_lock(path.with_suffix(f".{number}.lock")).release)
        if not shards:
            for other in path.parent.glob(f"{path.stem}.*.lock"):
                _lock(other).release()


def _lock(path: Path, wait: float = 0) -> FileLock:
    """Take one lock and note who has it. Raises TokenInUse."""
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise TokenInUse(_taken(path)) from None
    path.with_suffix(".holder").write_text(str(os.getpid()), encoding="ascii")
    return lock


def _path(token: str, url: str) -> Path:
    from platformdirs import user_runtime_path

    name = hashlib.sha256(f"{url.rstrip('/')} {token}".encode()).hexdigest()[:24]
    with warnings.catch_warnings(action="ignore"):  # where a system has no such folder, one for temporary files serves
        return user_runtime_path("footnote", ensure_exists=True) / f"{name}.lock"


def _taken(path: Path) -> str:
    try:
        holder = f" (process {int(path.with_suffix('.holder').read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        holder = ""
    return _SERVED.format(holder=holder)
