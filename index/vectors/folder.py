"""Chroma in the data folder: opened, tried out after a kill, set aside when damaged."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import VectorsDamaged
from index.vectors.chroma import Vector, Vectors, in_folder

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

log = logging.getLogger(__name__)
CHECK_SECONDS = 120
MARKER = "in-use"
PAGE = 1000


class Folder:
    """A Chroma directory that one process owns. It is marked on disk from the first write until it is closed."""

    shared = False
    advice = "Stop Footnote, delete the folder `chroma`, start it again."

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> tuple[Vectors, bool]:
        """Return Chroma, and whether an unclean end calls for a look at all its rows. What is damaged is set aside."""
        unclean = suspicious(self._folder)
        if unclean and not sound(self._folder):
            log.warning("The dense index was damaged by a kill. It is kept in %s and rebuilt.", set_aside(self._folder))
        try:
            return in_folder(self._folder, self._mark), unclean
        except VectorsDamaged as error:
            log.warning("%s It is rebuilt from the catalogue.", error)
            return self._anew(), True

    def renew(self, opened: Vectors, collection: str) -> Vectors:
        """Return an empty one instead of one that is damaged: its files are those of all collections."""
        opened.close()
        return self._anew()

    def closed(self) -> None:
        """Note that the next start needs no look."""
        (self._folder / MARKER).unlink(missing_ok=True)

    def _anew(self) -> Vectors:
        set_aside(self._folder)
        return in_folder(self._folder, self._mark)

    def _mark(self) -> None:
        """Note on disk that a kill from now on may leave files half written."""
        marker = self._folder / MARKER
        if not marker.exists():
            marker.write_text(str(os.getpid()), encoding="utf-8")


def suspicious(folder: Path) -> bool:
    """Tell whether the last process that wrote here did not close it."""
    return (folder / MARKER).exists()


def sound(folder: Path) -> bool:
    """Try a directory out in child processes, since damaged files can crash the one that reads them.

    The second reads what the first wrote: one of about 60 kills left files that crashed only who read them after that.
    """
    return _survives(folder, "writing") and _survives(folder, "reading")


def _survives(folder: Path, trial: str) -> bool:
    command = [sys.executable, "-m", "index.vectors.folder", str(folder), trial]
    try:
        done = subprocess.run(  # noqa: S603  our own module with our own path
            command, capture_output=True, timeout=CHECK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def set_aside(folder: Path) -> Path:
    """Move a damaged directory out of the way; the one set aside before it is deleted."""
    for old in folder.parent.glob(f"{folder.name}.damaged-*"):
        shutil.rmtree(old, ignore_errors=True)
    target = folder.with_name(f"{folder.name}.damaged-{int(time.time())}")
    folder.rename(target)
    return target


def _try_out(folder: Path, *, writing: bool) -> None:
    """Read, search and, `writing`, add to and delete from every collection; whatever is wrong ends this process."""
    vectors = in_folder(folder, lambda: None)
    for collection in vectors._client.list_collections():
        row = _first_row(collection)
        if row is None:
            continue
        if writing:
            vectors.add(collection.name, ["probe"], [row])
            vectors.delete(collection.name, ["probe"])
        if not vectors.nearest(collection.name, row, 5):
            sys.exit(1)
    vectors.close()


def _first_row(collection: Collection) -> Vector | None:
    """Read every vector, since missing files show only in the rows that they held; return the first."""
    first = None
    for start in range(0, collection.count(), PAGE):
        rows = np.asarray(collection.get(limit=PAGE, offset=start, include=["embeddings"])["embeddings"], np.float32)
        if not len(rows) or not np.isfinite(rows).all():
            sys.exit(1)
        first = rows[0] if first is None else first
    return first


if __name__ == "__main__":
    _try_out(Path(sys.argv[1]), writing=sys.argv[2] == "writing")
