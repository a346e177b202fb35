"""What the model makes of sentences that questions were compared with: a warm question embeds nothing but itself.

They stand in a file of their own, which any process may write and which may be deleted at any time: the catalogue is
the truth. The key of a text is a hash of it and of the model.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vector]
Make = Callable[[Sequence[str]], Sequence[bytes]]
MOST = 400_000
"""Sentences; one takes 0.8 kB as 384 float16, which change a cosine by less than 0.0005, and 1 kB for its tokens."""
SHARE = 0.1
"""Part of them that leaves when there are too many, those used longest ago first."""
UNUSED_DAYS = 30
"""Days after which a vector that no question met leaves: its article may be gone."""
BUSY_SECONDS = 2.0
CHUNK = 500
DAY = 86_400
log = logging.getLogger(__name__)
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, day INTEGER NOT NULL, vector BLOB NOT NULL)"
_FORM = 2  # of what stands under a key


class KeptVectors:
    """The file. A damaged one begins anew; where none can be had, everything is embedded each time."""

    def __init__(self, path: Path, most: int = MOST) -> None:
        self._path, self._most = path, most
        self._lock = threading.Lock()
        self._file: sqlite3.Connection | None = None
        self._failed = False

    def encode(self, texts: Sequence[str], model: str, encode: Encode) -> Vector:
        """Return unit vectors as float16 holds them, (texts, dimension); `encode` makes those that `model` lacks."""

        def made(new: Sequence[str]) -> list[bytes]:
            return [vector.tobytes() for vector in np.asarray(encode(new), np.float16)]

        if not texts:
            return np.asarray(encode([]))
        kept = [np.frombuffer(one, np.float16) for one in self.read(texts, model, made)]
        return np.stack(kept).astype(np.float32)

    def read(self, texts: Sequence[str], model: str, make: Make) -> list[bytes]:
        """Return what is kept of each text; `make` makes what `model` lacks."""
        keys = [_key(model, text) for text in texts]
        known = self._read(keys)
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            made = dict(zip(new, make(list(new.values())), strict=True))
            self._write(made)
            known |= made
        return [known[key] for key in keys]

    def lacks(self, texts: Sequence[str], model: str) -> list[str]:
        """Return the texts whose vectors are not kept."""
        known = self._read([_key(model, text) for text in texts])
        return [text for text in dict.fromkeys(texts) if _key(model, text) not in known]

    def clear(self) -> None:
        """Forget everything: what is taken out of a library by a person leaves at once."""
        with self._lock:
            self._done(lambda file: file.execute("DELETE FROM vectors"))

    def close(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None
            self._failed = True

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        today, found, stale = _today(), dict[bytes, bytes](), list[bytes]()

        def read(file: sqlite3.Connection) -> None:
            for start in range(0, len(keys), CHUNK):
                some = keys[start : start + CHUNK]
                marks = ",".join("?" * len(some))
                for key, day, data in file.execute(
                    f"SELECT key, day, vector FROM vectors WHERE key IN ({marks})", some
                ):
                    found[key] = data
                    stale.extend([key] if day < today else [])
            if stale:
                file.executemany("UPDATE vectors SET day = ? WHERE key = ?", [(today, key) for key in stale])

        with self._lock:
            self._done(read)
        return found

    def _write(self, made: dict[bytes, bytes]) -> None:
        rows = [(key, _today(), data) for key, data in made.items()]

        def write(file: sqlite3.Connection) -> None:
            file.execute("BEGIN IMMEDIATE")
            file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            file.execute("COMMIT")
            (last,) = file.execute("SELECT max(rowid) - min(rowid) + 1 FROM vectors").fetchone()
            if last > self._most:
                self._shrink(file)

        with self._lock:
            self._done(write)

    def _shrink(self, file: sqlite3.Connection) -> None:
        """Make room for new vectors: first what nobody met for long leaves, then the oldest."""
        file.execute("DELETE FROM vectors WHERE day < ?", (_today() - UNUSED_DAYS,))
        (count,) = file.execute("SELECT count(*) FROM vectors").fetchone()
        leaving = max(0, count - int(self._most * (1 - SHARE)))
        oldest = "SELECT key FROM vectors ORDER BY day, rowid LIMIT ?"
        file.execute(f"DELETE FROM vectors WHERE key IN ({oldest})", (leaving,))

    def _done(self, work: Callable[[sqlite3.Connection], object]) -> None:
        if self._failed:
            return
        try:
            if self._file is None:
                self._file = self._opened()
            work(self._file)
        except sqlite3.OperationalError as error:  # held by another process, or a full disk: once more next time
            log.info("Vectors of sentences are not kept this time: %s", error)
            self._roll_back()
        except sqlite3.DatabaseError as error:
            log.warning("%s is damaged and begins anew: %s", self._path, error)
            self._begin_anew()

    def _roll_back(self) -> None:
        if self._file is not None and self._file.in_transaction:
            self._file.rollback()

    def _begin_anew(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        try:
            for end in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        except OSError:
            self._failed = True

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = OFF")
        file.execute(_TABLE)
        file.execute("DELETE FROM vectors WHERE day < ?", (_today() - UNUSED_DAYS,))
        return file


def _key(model: str, text: str) -> bytes:
    return hashlib.blake2b(f"{model} {_FORM}\n{text}".encode(errors="replace"), digest_size=16).digest()


def _today() -> int:
    return int(time.time() // DAY)
