"""Copies of data folders whose databases were closed a moment ago."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

LOGS = ("-wal", "-shm")


def copy_home(source: Path, target: Path, *without: str) -> Path:
    """Copy a data folder, less the names that match `without`, and return the copy.

    Chroma lets go of its files some time after `close` has returned, and a log may vanish while it is copied. So what
    is in the logs is written to their databases first, and they are left out.
    """
    for file in source.rglob("*.sqlite*"):
        if not file.name.endswith(LOGS):
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    apart = shutil.ignore_patterns(*(f"*{log}" for log in LOGS), *without)
    return Path(shutil.copytree(source, target, symlinks=True, ignore=apart, dirs_exist_ok=True))
