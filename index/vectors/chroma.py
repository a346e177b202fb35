"""The dense index: Chroma, derived from the catalogue. The only importer of chromadb.

Chroma holds ids and vectors alone. langchain_chroma is not used: it stores every text again and upserts, which is
ten times slower on rows that exist.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import VectorsDamaged

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

Vector = NDArray[np.float32]
ROWS = 12  # Chroma holds the interpreter for a whole write: the loop stands still for 40 to 60 ms with 12 rows
HNSW = {"ef_search": 100, "sync_threshold": 250}
"""How many neighbours a search looks at, and after how many rows Chroma writes its files anew, which stops all threads.

At 100,000 rows (4,236 vectors of SQuAD sentences and paragraphs, 95,764 made of them, 406 questions) ef 50, 100 and 200
find .947, .980 and .992 of the exact scan's best 50 in 1 to 2 ms. Writing the files after 250, 1,000, 3,000 and 10,000
rows takes 70 to 78, 98, 142 and 285 ms of processor time; 12 rows at other times take 12, 14, 19 and 41.
"""
CHECK_SECONDS = 120
MARKER = "in-use"
PAGE = 1000


class Vectors:
    """An open Chroma directory. One process at a time; calls of several threads go one after the other."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        self.folder = folder
        self._lock = threading.RLock()
        self._collections: dict[str, Collection] = {}
        with self._mapped():
            self._client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))

    def nearest(self, collection: str, vector: Vector, limit: int) -> list[tuple[str, float]]:
        """Return ids and cosine similarities, best first; some ids may no longer be live."""
        with self._mapped():
            found = self._get(collection).query(query_embeddings=[vector], n_results=limit, include=["distances"])  # type: ignore[arg-type]
        distances = found["distances"] or [[]]
        return [(key, 1 - float(distance)) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def add(self, collection: str, ids: Sequence[str], vectors: Sequence[Vector]) -> None:
        """Write rows; a row that exists is replaced, since `add` alone would silently keep the old one."""
        self._mark()
        for start in range(0, len(ids), ROWS):
            some = list(ids[start : start + ROWS])
            with self._mapped():
                target = self._get(collection)
                present = target.get(ids=some, include=[])["ids"]
                if present:
                    target.delete(ids=present)
                target.add(ids=some, embeddings=np.stack(vectors[start : start + ROWS]))

    def delete(self, collection: str, ids: Sequence[str]) -> None:
        self._mark()
        for start in range(0, len(ids), ROWS):
            with self._mapped():
                self._get(collection).delete(ids=list(ids[start : start + ROWS]))

    def count(self, collection: str) -> int:
        with self._mapped():
            return self._get(collection).count()

    def ids(self, collection: str) -> set[str]:
        with self._mapped():
            return set(self._get(collection).get(include=[])["ids"])

    def keep_only(self, collections: Sequence[str]) -> None:
        """Delete every collection that no library uses."""
        with self._mapped():
            unused = {item.name for item in self._client.list_collections()} - set(collections)
        for name in unused:
            self._mark()
            with self._mapped():
                self._client.delete_collection(name)
                self._collections.pop(name, None)

    def close(self) -> None:
        """Close cleanly, so that the next start needs no check."""
        with self._lock:
            self._collections.clear()
            self._client.close()
            (self.folder / MARKER).unlink(missing_ok=True)

    def abandon(self) -> None:
        """Let go of a damaged directory; it stays marked."""
        with self._lock:
            self._collections.clear()
            self._client.close()

    def _get(self, name: str) -> Collection:
        """Return a collection with cosine distance, made where it is new; one made otherwise is set before it loads."""
        if name not in self._collections:
            found = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine", **HNSW}}
            )
            if not HNSW.items() <= dict(found.configuration_json["hnsw"] or {}).items():
                found.modify(configuration={"hnsw": HNSW})
            self._collections[name] = found
        return self._collections[name]

    def _mark(self) -> None:
        """Note on disk that a kill from now on may leave files half written."""
        marker = self.folder / MARKER
        if not marker.exists():
            marker.write_text(str(os.getpid()), encoding="utf-8")

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """Run one call of Chroma; its errors leave as VectorsDamaged."""
        import sqlite3

        from chromadb.errors import InternalError, NotFoundError

        with self._lock:
            try:
                yield
            except (InternalError, NotFoundError, sqlite3.DatabaseError, OSError) as error:
                raise VectorsDamaged(f"The dense index in {self.folder} cannot be used: {error}") from error


def suspicious(folder: Path) -> bool:
    """Tell whether the last process that wrote here did not close it."""
    return (folder / MARKER).exists()


def sound(folder: Path) -> bool:
    """Try a directory out in child processes, since damaged files can crash the one that reads them.

    The second reads what the first wrote: one of about 60 kills left files that crashed only who read them after that.
    """
    return _survives(folder, "writing") and _survives(folder, "reading")


def _survives(folder: Path, trial: str) -> bool:
    command = [sys.executable, "-m", "index.vectors.chroma", str(folder), trial]
    try:
        done = subprocess.run(  # noqa: S603  our own module with our own path
            command, capture_output=True, timeout=CHECK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def set_aside(folder: Path) -> Path:
    """Move a damaged directory out of the way; the one set aside before it is deleted."""
    import shutil

    for old in folder.parent.glob(f"{folder.name}.damaged-*"):
        shutil.rmtree(old, ignore_errors=True)
    target = folder.with_name(f"{folder.name}.damaged-{int(time.time())}")
    folder.rename(target)
    return target


def _try_out(folder: Path, *, writing: bool) -> None:
    """Read, search and, `writing`, add to and delete from every collection; whatever is wrong ends this process."""
    vectors = Vectors(folder)
    for collection in vectors._client.list_collections():
        row = _first_row(collection)
        if row is None:
            continue
        if writing:
            vectors.add(collection.name, ["probe"], [row])
            vectors.delete(collection.name, ["probe"])
        if not vectors.nearest(collection.name, row, 5):
            sys.exit(1)
    vectors.abandon()


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
