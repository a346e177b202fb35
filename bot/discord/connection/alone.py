"""One process at a time serves a bot's token on this machine.

Discord has no such lock: two processes with one token both get every question. This sees processes of the same user on
the same machine, whatever their data folders are; not those of other users, in other containers or on other machines:
these are noticed when commands turn out to be answered already (`Health.elsewhere`).
"""

from __future__ import annotations

import hashlib
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import TokenInUse

log = logging.getLogger(__name__)


@contextmanager
def alone(token: str, url: str) -> Iterator[None]:
    """Hold the lock of a token for one server. Raises TokenInUse when another process holds it."""
    try:
        path = _path(token, url)
        lock = FileLock(path, thread_local=False)
        lock.acquire(timeout=0)
    except Timeout:
        raise TokenInUse(_taken(path)) from None
    except OSError as error:
        log.warning("Whether another process uses this token cannot be told (%s)", error)
        yield
        return
    try:
        path.with_suffix(".holder").write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        lock.release()


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
    return (
        f"Another Footnote{holder} already serves this DISCORD_TOKEN: both would answer every question. Stop it, or "
        "use the token of another application."
    )
