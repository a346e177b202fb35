"""The dense index: Chroma, derived from the catalogue. The only importer of chromadb.

Chroma holds ids and vectors alone. langchain_chroma is not used: it stores every text again and upserts, which is
ten times slower on rows that exist.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from index.errors import VectorsDamaged, VectorsUnreachable

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

Vector = NDArray[np.float32]
Made = TypeVar("Made")
OWNER = "footnote"
ROWS = 24
"""Rows written at once: Chroma holds the interpreter for a whole write. At 100,000 rows 12, 24 take 12, 19 ms of
processor time, and 71, 83 at most, when it writes its files. Of an empty one a row takes .42, .27 and with 48 .18 ms.
"""
HNSW = {"ef_search": 100, "sync_threshold": 250}
"""How many neighbours a search looks at, and after how many rows Chroma writes its files anew, which stops all threads.

At 100,000 rows (4,236 vectors of SQuAD sentences and paragraphs, 95,764 made of them, 406 questions) ef 50, 100 and 200
find .947, .980 and .992 of the exact scan's best 50 in 1 to 2 ms. Writing the files after 250, 1,000, 3,000 and 10,000
rows takes 70 to 78, 98, 142 and 285 ms of processor time; 12 rows at other times take 12, 14, 19 and 41.
"""
DATABASE = "chroma.sqlite3"
"""Chroma's rows, which it would write with a rollback journal. With a log one write waits for the disk twice instead
of eight times, on a busy one 19 ms instead of 57, all the while with the interpreter in its hands.
"""
WITH_LOG = b"\2\2"
LOCKED, TRIES = "database is locked", 12
SERVER_ROWS, PAGE = 300, 300
"""Rows in one request to a server, written and read: our interpreter stays free, and Chroma Cloud takes so many."""
SECONDS = 20.0
"""Longest wait for a reply: chromadb itself would wait for ever."""


class Vectors:
    """Chroma's collections, in a folder or at a server. Calls of several threads go one after the other.

    `where` names the place in sentences; `rows` are written at once; `mark` is called before anything is written.
    `owner` is noted in collections that are made, and only those that bear it are ours to delete.
    """

    def __init__(
        self, client: Any, where: str, rows: int = ROWS, mark: Callable[[], None] = lambda: None, owner: str = ""
    ) -> None:
        self.where, self._client, self._rows, self._mark, self._owner = where, client, rows, mark, owner
        self._lock = threading.RLock()
        self._collections: dict[str, Collection] = {}

    def nearest(self, collection: str, vector: Vector, limit: int) -> list[tuple[str, float]]:
        """Return ids and cosine similarities, best first; some ids may no longer be live."""
        with self._mapped():
            found = self._get(collection).query(query_embeddings=[vector], n_results=limit, include=["distances"])  # type: ignore[arg-type]
        distances = found["distances"] or [[]]
        return [(key, 1 - float(distance)) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def add(self, collection: str, ids: Sequence[str], vectors: Sequence[Vector]) -> None:
        """Write rows; a row that exists is replaced, since `add` alone would silently keep the old one."""
        self._mark()
        for start in range(0, len(ids), self._rows):
            some = list(ids[start : start + self._rows])
            with self._mapped():
                target = self._get(collection)
                present = target.get(ids=some, include=[])["ids"]
                if present:
                    written(partial(target.delete, ids=present))
                written(partial(target.add, ids=some, embeddings=np.stack(vectors[start : start + self._rows])))

    def delete(self, collection: str, ids: Sequence[str]) -> None:
        self._mark()
        for start in range(0, len(ids), self._rows):
            with self._mapped():
                written(partial(self._get(collection).delete, ids=list(ids[start : start + self._rows])))

    def look(self) -> None:
        """Raise VectorsUnreachable where a server does not answer."""
        with self._mapped():
            self._client.heartbeat()

    def count(self, collection: str) -> int:
        with self._mapped():
            return self._get(collection).count()

    def ids(self, collection: str) -> set[str]:
        with self._mapped():
            target = self._get(collection)
            if not self._owner:
                return set(target.get(include=[])["ids"])
            pages = (target.get(include=[], limit=PAGE, offset=at)["ids"] for at in range(0, target.count(), PAGE))
            return {key for page in pages for key in page}

    def keep_only(self, collections: Sequence[str], beginning: str = "") -> None:
        """Delete every collection but these, among those whose names begin so."""
        with self._mapped():
            ours = [item for item in self._client.list_collections() if _owner(item) == self._owner]
            unused = {item.name for item in ours if item.name.startswith(beginning)} - set(collections)
        for name in unused:
            self.forget(name)

    def forget(self, collection: str) -> None:
        """Delete a collection, also one that cannot be read."""
        from chromadb.errors import NotFoundError

        self._mark()
        with self._mapped(), suppress(NotFoundError):
            written(partial(self._client.delete_collection, collection))
        self._collections.pop(collection, None)

    def close(self) -> None:
        """Let go of the folder or server."""
        with self._lock:
            self._collections.clear()
            self._client.close()

    def _get(self, name: str) -> Collection:
        """Return a collection with cosine distance, made where it is new; one made otherwise is set before it loads."""
        if name not in self._collections:
            settings = {"space": "cosine"} if self._owner else {"space": "cosine", **HNSW}
            make = partial(
                self._client.get_or_create_collection,
                name,
                embedding_function=None,
                configuration={"hnsw": settings},
                metadata={OWNER: self._owner} if self._owner else None,
            )
            found = written(make)
            if not self._owner and not HNSW.items() <= dict(found.configuration_json["hnsw"] or {}).items():
                written(partial(found.modify, configuration={"hnsw": HNSW}))
            if self._owner:  # another process may delete it and make it anew
                return cast("Collection", found)
            self._collections[name] = found
        return self._collections[name]

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """Run one call of Chroma; its errors leave as VectorsDamaged or VectorsUnreachable."""
        with self._lock, mapped(self.where):
            yield


def in_folder(folder: Path, mark: Callable[[], None]) -> Vectors:
    """Open the Chroma of a folder, which one process at a time may. Raises VectorsDamaged."""
    import chromadb
    from chromadb.config import Settings

    where = f"The dense index in {folder}"
    folder.mkdir(parents=True, exist_ok=True)
    with mapped(where):
        _write_log(folder / DATABASE)
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    return Vectors(client, where, mark=mark)


def _write_log(path: Path) -> None:
    """Have the rows of a file be written to a log, which it says in its head.

    Once, before Chroma opens it: two copies of SQLite in one process let go of each other's locks and cut off what the
    other has mapped, so that reading it ends the process.
    """
    head = b""
    if path.exists():
        with path.open("rb") as opened:
            head = opened.read(20)
    if head[18:] != WITH_LOG:
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA journal_mode = WAL")


def at_server(url: str, tenant: str, database: str, key: str, owner: str) -> Vectors:
    """Open Chroma's own server or Chroma Cloud. Raises VectorsUnreachable."""
    import chromadb
    import httpx
    from chromadb.config import Settings

    where = f"Chroma's server at {url}"
    headers = {"x-chroma-token": key} if key else {}
    with mapped(where):
        httpx.get(f"{url}/api/v2/heartbeat", headers=headers, timeout=SECONDS)  # the client would wait for ever
        client = chromadb.HttpClient(
            url, headers=headers, tenant=tenant, database=database, settings=Settings(anonymized_telemetry=False)
        )
    client._server._session.timeout = httpx.Timeout(SECONDS)  # type: ignore[attr-defined]
    return Vectors(client, where, SERVER_ROWS, owner=owner)


def written(write: Callable[[], Made]) -> Made:
    """Return what a write makes, tried again while a connection of Chroma's own has not let go of the one before.

    SQLite refuses such a write at once: on a busy machine 5 to 17 of some 900 collections that were changed when they
    were made.
    """
    from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

    patient = Retrying(
        retry=retry_if_exception(lambda error: LOCKED in str(error)),
        stop=stop_after_attempt(TRIES),
        wait=wait_random_exponential(multiplier=0.02, max=0.5),
        reraise=True,
    )
    return patient(write)


@contextmanager
def mapped(where: str) -> Iterator[None]:
    """Let Chroma's errors leave as our own: it cannot read its files, or its server does not answer as it should."""
    import httpx
    from chromadb.errors import ChromaError, InternalError, NotFoundError

    try:
        yield
    except (InternalError, NotFoundError, sqlite3.DatabaseError, OSError) as error:
        raise VectorsDamaged(f"{where} cannot be used: {error}") from error
    except (ChromaError, httpx.HTTPError, httpx.InvalidURL) as error:
        raise VectorsUnreachable(_unreachable(where, error)) from error
    except Exception as error:
        if type(error) not in (Exception, ValueError):  # what the client makes of replies that are not Chroma's
            raise
        raise VectorsUnreachable(_unreachable(where, error)) from error


def _unreachable(where: str, error: Exception) -> str:
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return f"{where} does not answer as it should ({said}). Check CHROMA_URL and the server."


def _owner(collection: Collection) -> str:
    return str((collection.metadata or {}).get(OWNER, ""))
