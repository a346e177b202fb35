"""Keeps Chroma equal to the catalogue: opened when needed, compared after a kill, rebuilt without embedding."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.catalogue.articles import Catalogue
from index.errors import VectorsDamaged, VectorsUnreachable
from index.vectors.chroma import Vectors
from index.vectors.exact import Exact

if TYPE_CHECKING:
    from index.catalogue.owner import Ownership
    from index.settings import IndexSettings

Vector = NDArray[np.float32]
Report = Callable[[int, int], None]
log = logging.getLogger(__name__)
REFILL = 500
REST = 30.0
"""Seconds for which the exact scan answers after a server did not."""


class Place(Protocol):
    """Where Chroma is: in its owner's data folder, or `shared` by machines. `advice` is for who finds it broken."""

    @property
    def shared(self) -> bool: ...
    @property
    def advice(self) -> str: ...
    def open(self) -> tuple[Vectors, bool]: ...
    def renew(self, opened: Vectors, collection: str) -> Vectors: ...
    def closed(self) -> None: ...


def dense_index(settings: IndexSettings, catalogue: Catalogue, ownership: Ownership) -> Dense:
    """Return the dense index where the settings put it; nothing is opened yet."""
    from index.catalogue.identity import identity
    from index.vectors.folder import Folder
    from index.vectors.server import Server

    home, key = settings.footnote_home, settings.chroma_api_key.get_secret_value()
    exact = Exact(home / "vectors", catalogue, lambda: ownership.files)
    place: Place = Folder(home / "chroma")
    if url := settings.chroma_url.rstrip("/"):
        owner = partial(identity, catalogue.database)
        place = Server(url, settings.chroma_tenant, settings.chroma_database, key, owner)
    elif catalogue.database.shared:
        return ExactOnly(place, exact, catalogue, lambda: ownership.held)
    return Dense(place, exact, catalogue, lambda: ownership.held)


def collection_name(library: str, fingerprint: str) -> str:
    """Return a new collection's name; names of libraries may hold what Chroma does not allow."""
    return f"{_beginning(library)}{fingerprint[-12:]}.{uuid.uuid4().hex[:6]}"


def _beginning(library: str) -> str:
    """Return how the names of all collections begin that are, or were, a library's."""
    return f"{hashlib.blake2b(library.encode(), digest_size=6).hexdigest()}."


class Dense:
    """The dense index at its `place`. While it is not `ready` the `exact` scan answers, as where nobody `owns` it."""

    def __init__(self, place: Place, exact: Exact, catalogue: Catalogue, owns: Callable[[], bool]) -> None:
        self.place, self.exact, self._catalogue, self._owns = place, exact, catalogue, owns
        self._vectors: Vectors | None = None
        self._swept: set[str] = set()
        self._lock = threading.RLock()
        self._repairing: threading.Thread | None = None
        self._rests_until = 0.0

    @property
    def ready(self) -> bool:
        return self._vectors is not None and self._repairing is None

    def open(self) -> Vectors:
        """Open Chroma, rebuilt where it is damaged."""
        with self._lock:
            if self._vectors is None:
                self._vectors = self._opened()
            return self._vectors

    def unreachable(self) -> str:
        """Return why a server that machines share cannot be asked, "" where it can, or where there is none."""
        if not self.place.shared:
            return ""
        try:
            (self._vectors or self.place.open()[0]).look()
        except VectorsUnreachable as error:
            return str(error)
        return ""

    def nearest(self, library: str, vector: Vector, limit: int) -> list[tuple[str, float]] | None:
        """Return the nearest passages, None where Chroma cannot say now."""
        _, collection = self._catalogue.space(library)
        try:
            if opened := self._asked(library, collection):
                return opened.nearest(collection, vector, limit)
        except VectorsUnreachable as error:
            self._rests_until = time.monotonic() + REST
            log.warning("%s Questions are answered from the catalogue meanwhile.", error)
        except VectorsDamaged as error:
            log.warning("%s It is rebuilt from the catalogue; questions are answered meanwhile.", error)
            if self._owns():
                self._repair_in_background(library)
        return None

    def _asked(self, library: str, collection: str) -> Vectors | None:
        """Return Chroma where it holds a library whole. What machines share is opened by who only asks, too."""
        if not collection or time.monotonic() < self._rests_until or not (self._owns() or self.place.shared):
            return None
        if not self._owns() and library not in self._swept:
            with self._lock:
                self._vectors = self._vectors or self.place.open()[0]
                if self._vectors.count(collection) >= self._catalogue.passage_count(library):
                    self._swept.add(library)
        return self._vectors if self.ready and library in self._swept else None

    def add(self, library: str, ids: Sequence[str], rows: Sequence[Vector], collection: str = "") -> None:
        """Write rows; a damaged directory is rebuilt first."""
        if ids:
            self._write(library, lambda opened, name: opened.add(collection or name, ids, rows))

    def delete(self, library: str, ids: Sequence[str]) -> None:
        if ids:
            self._write(library, lambda opened, name: opened.delete(name, ids))

    def prepare(self, library: str, report: Report | None = None) -> None:
        """Open Chroma and make this library's rows those of the catalogue."""
        with self._catalogue.database.alone(library), self._lock:
            opened = self.open()
            _, collection = self._catalogue.space(library)
            if not collection or library in self._swept:
                return
            try:
                self._sweep(opened, library, collection, thorough=False, report=report)
            except VectorsDamaged as error:
                log.warning("%s It is rebuilt from the catalogue.", error)
                self._rebuild(library)

    def prepare_all(self) -> None:
        self.exact.save_all()
        for library in self._catalogue.libraries():
            self.prepare(library)

    def switched(self, library: str, report: Report | None = None) -> None:
        """Follow a library to the collection that it was moved to; collections left behind go.

        Rows that the collection lacks are added; `report` hears how many of how many, and may end it by raising.
        """
        with self._catalogue.database.alone(library), self._lock:
            self._swept.discard(library)
            self.prepare(library, report)
            self.open().keep_only(list(self._catalogue.collections()), _beginning(library))
        self.exact.save_all()

    def close(self) -> None:
        if self._repairing is not None:
            self._repairing.join()
        with self._lock:
            if self._vectors is not None:
                self._vectors.close()
                self.place.closed()
                self._vectors = None

    def counts(self, library: str) -> tuple[int, int]:
        """Return how many passages the catalogue holds and how many rows Chroma holds of a library."""
        with self._lock:
            _, collection = self._catalogue.space(library)
            rows = self.open().count(collection) if collection else 0
        return self._catalogue.passage_count(library), rows

    def _write(self, library: str, work: Callable[[Vectors, str], None]) -> None:
        with self._catalogue.database.alone(library), self._lock:
            self.prepare(library)
            _, collection = self._catalogue.space(library)
            try:
                work(self.open(), collection)
            except VectorsUnreachable:
                self._swept.discard(library)  # who knows what it took: all is compared when it is back
                raise
            except VectorsDamaged as error:
                log.warning("%s It is rebuilt from the catalogue.", error)
                self._rebuild(library)
                work(self.open(), collection)

    def _opened(self) -> Vectors:
        opened, unclean = self.place.open()
        try:
            if unclean:
                self._compare_all(opened)
        except VectorsDamaged as error:
            log.warning("%s It is rebuilt from the catalogue.", error)
            opened = self.place.renew(opened, "")
            self._compare_all(opened)
        return opened

    def _compare_all(self, opened: Vectors) -> None:
        """Make what lies in a folder that of the catalogue, row by row."""
        self._swept.clear()
        used = self._catalogue.collections()
        opened.keep_only(list(used))
        for collection, library in used.items():
            self._sweep(opened, library, collection, thorough=True)

    def _sweep(
        self,
        opened: Vectors,
        library: str,
        collection: str,
        *,
        thorough: bool,
        report: Report | None = None,
    ) -> None:
        """Add what Chroma lacks and delete what the catalogue does not know; equal counts suffice after a clean end."""
        if thorough or opened.count(collection) != self._catalogue.passage_count(library):
            wanted, present = self._catalogue.passage_ids(library), opened.ids(collection)
            opened.delete(collection, sorted(present - wanted))
            missing = sorted(wanted - present)
            for start in range(0, len(missing), REFILL):
                if report:
                    report(start, len(missing))
                rows = self._catalogue.vectors(library, missing[start : start + REFILL])
                opened.add(collection, list(rows), list(rows.values()))
        self._swept.add(library)

    def _rebuild(self, library: str) -> None:
        """Fill anew what is damaged: at a server this library's collection, in a folder all of them."""
        with self._catalogue.database.alone(library), self._lock:
            opened, self._vectors = self.open(), None
            _, collection = self._catalogue.space(library)
            opened = self.place.renew(opened, collection)
            if self.place.shared:
                self._sweep(opened, library, collection, thorough=True)
            else:
                self._compare_all(opened)
            self._vectors = opened

    def _repair_in_background(self, library: str) -> None:
        def repair() -> None:
            try:
                self._rebuild(library)
            except (VectorsDamaged, VectorsUnreachable):
                log.exception("the dense index could not be rebuilt; the exact scan goes on answering")
            finally:
                self._repairing = None

        if self._repairing is None:
            self._repairing = threading.Thread(target=repair, name="rebuild-vectors")
            self._repairing.start()


class ExactOnly(Dense):
    """No Chroma at all: others change the catalogue too, and a folder here would not be told of it."""

    def _asked(self, library: str, collection: str) -> Vectors | None:
        return None

    def prepare(self, library: str, report: Report | None = None) -> None:
        """Nothing has to be as the catalogue is."""

    def switched(self, library: str, report: Report | None = None) -> None:
        """The exact scan follows by itself."""
        self.exact.save_all()

    def counts(self, library: str) -> tuple[int, int]:
        """Return the passages of a library, all of which the exact scan finds."""
        found = self._catalogue.passage_count(library)
        return found, found

    def _write(self, library: str, work: Callable[[Vectors, str], None]) -> None:
        return None
