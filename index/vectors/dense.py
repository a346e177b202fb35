"""Keeps Chroma equal to the catalogue: opened when needed, checked after a kill, rebuilt without embedding."""

from __future__ import annotations

import hashlib
import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue.articles import Catalogue
from index.errors import VectorsDamaged
from index.vectors import chroma as vectors
from index.vectors.exact import Exact

Vector = NDArray[np.float32]
Report = Callable[[int, int], None]
log = logging.getLogger(__name__)
REFILL = 500


def collection_name(library: str, fingerprint: str) -> str:
    """Return a new collection's name; names of libraries may hold what Chroma does not allow."""
    name = hashlib.blake2b(library.encode(), digest_size=6).hexdigest()
    return f"{name}.{fingerprint[-12:]}.{uuid.uuid4().hex[:6]}"


class Dense:
    """The owner's dense index. While it is not `ready` the `exact` scan answers, as it does where nobody `owns`."""

    def __init__(self, folder: Path, catalogue: Catalogue, owns: Callable[[], bool] = lambda: True) -> None:
        self._folder, self._catalogue = folder, catalogue
        self.exact = Exact(folder.with_name("vectors"), catalogue, owns)
        self._vectors: vectors.Vectors | None = None
        self._swept: set[str] = set()
        self._lock = threading.RLock()
        self._repairing: threading.Thread | None = None

    @property
    def ready(self) -> bool:
        return self._vectors is not None and self._repairing is None

    def open(self) -> vectors.Vectors:
        """Open Chroma; after an unclean end it is tried out in a child process and rebuilt where it is damaged."""
        with self._lock:
            if self._vectors is None:
                self._vectors = self._opened()
            return self._vectors

    def nearest(self, library: str, vector: Vector, limit: int) -> list[tuple[str, float]] | None:
        """Return the nearest passages, None where Chroma cannot say now."""
        _, collection = self._catalogue.space(library)
        if not self.ready or not collection or library not in self._swept or self._vectors is None:
            return None
        try:
            return self._vectors.nearest(collection, vector, limit)
        except VectorsDamaged as error:
            log.warning("%s It is rebuilt from the catalogue; questions are answered meanwhile.", error)
            self._repair_in_background()
            return None

    def add(self, library: str, ids: Sequence[str], rows: Sequence[Vector], collection: str = "") -> None:
        """Write rows; a damaged directory is rebuilt first."""
        if ids:
            self._write(library, lambda opened, name: opened.add(collection or name, ids, rows))

    def delete(self, library: str, ids: Sequence[str]) -> None:
        if ids:
            self._write(library, lambda opened, name: opened.delete(name, ids))

    def prepare(self, library: str, report: Report | None = None) -> None:
        """Open Chroma and make this library's rows those of the catalogue."""
        with self._lock:
            opened = self.open()
            _, collection = self._catalogue.space(library)
            if not collection or library in self._swept:
                return
            try:
                self._sweep(opened, library, collection, thorough=False, report=report)
            except VectorsDamaged as error:
                log.warning("%s It is rebuilt from the catalogue.", error)
                self._rebuild()

    def prepare_all(self) -> None:
        self.exact.save_all()
        for library in self._catalogue.libraries():
            self.prepare(library)

    def switched(self, library: str, report: Report | None = None) -> None:
        """Follow a library to the collection that it was moved to; collections left behind go.

        Rows that the collection lacks are added; `report` hears how many of how many, and may end it by raising.
        """
        with self._lock:
            self._swept.discard(library)
            self.prepare(library, report)
            self.open().keep_only(list(self._catalogue.collections()))
        self.exact.save_all()

    def close(self) -> None:
        if self._repairing is not None:
            self._repairing.join()
        with self._lock:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None

    def counts(self, library: str) -> tuple[int, int]:
        """Return how many passages the catalogue holds and how many rows Chroma holds of a library."""
        with self._lock:
            _, collection = self._catalogue.space(library)
            rows = self.open().count(collection) if collection else 0
        return self._catalogue.passage_count(library), rows

    def _write(self, library: str, work: Callable[[vectors.Vectors, str], None]) -> None:
        with self._lock:
            self.prepare(library)
            _, collection = self._catalogue.space(library)
            try:
                work(self.open(), collection)
            except VectorsDamaged as error:
                log.warning("%s It is rebuilt from the catalogue.", error)
                self._rebuild()
                work(self.open(), collection)

    def _opened(self) -> vectors.Vectors:
        self._folder.mkdir(parents=True, exist_ok=True)
        suspicious = vectors.suspicious(self._folder)
        if suspicious and not vectors.sound(self._folder):
            aside = vectors.set_aside(self._folder)
            log.warning("The dense index was damaged by a kill. It is kept in %s and rebuilt.", aside)
            self._folder.mkdir()
        try:
            opened = vectors.Vectors(self._folder)
            self._agree(opened, thorough=suspicious)
        except VectorsDamaged as error:
            log.warning("%s It is rebuilt from the catalogue.", error)
            vectors.set_aside(self._folder)
            self._folder.mkdir()
            opened = vectors.Vectors(self._folder)
            self._agree(opened, thorough=True)
        return opened

    def _agree(self, opened: vectors.Vectors, *, thorough: bool) -> None:
        self._swept.clear()
        used = self._catalogue.collections()
        if thorough:
            opened.keep_only(list(used))
            for collection, library in used.items():
                self._sweep(opened, library, collection, thorough=True)

    def _sweep(
        self,
        opened: vectors.Vectors,
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

    def _rebuild(self) -> None:
        with self._lock:
            if self._vectors is not None:
                self._vectors.abandon()
                self._vectors = None
            vectors.set_aside(self._folder)
            self._folder.mkdir()
            opened = vectors.Vectors(self._folder)
            self._agree(opened, thorough=True)
            self._vectors = opened

    def _repair_in_background(self) -> None:
        def repair() -> None:
            try:
                self._rebuild()
            except VectorsDamaged:
                log.exception("the dense index could not be rebuilt; the exact scan goes on answering")
            finally:
                self._repairing = None

        if self._repairing is None:
            self._repairing = threading.Thread(target=repair, name="rebuild-vectors")
            self._repairing.start()
