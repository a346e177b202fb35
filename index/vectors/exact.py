"""The exact scan: a library's vectors from a mapped file, what the file lacks from the catalogue, which decides.

Of many rows those are scanned that their bits choose (`coarse`).

The file is derived. The owner writes it; others scan with whatever they find, be it old, damaged or none.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue.articles import Catalogue
from index.catalogue.rows import Keys, Numbers, Vector
from index.values import Filters
from index.vectors import mapped
from index.vectors.coarse import Coarse, Places

Mask = NDArray[np.bool_]
LEAST = 256  # rows beside the file that the owner does not write yet: others read so many in a millisecond
SMALL = 1_000  # rows of segments that are put together, and dead ones in a file that stay
LARGE = 5_000  # rows beside the file with which a reader looks whether the file has grown
GATHERED = 4096  # rows that a filter picks are copied so many at a time
FEW = 8  # rows are picked where a filter leaves less than one in so many; else all are scored
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows with their vectors, an array (rows, dimension); `live` are those that the catalogue has still."""

    rows: Numbers
    keys: Keys
    matrix: Vector
    live: Mask
    coarse: Coarse

    @classmethod
    def of(cls, rows: Numbers, keys: Keys, matrix: Vector) -> Segment:
        return cls(rows, keys, matrix, np.ones(len(rows), np.bool_), Coarse(matrix))

    def without(self, rows: Numbers) -> Segment:
        return replace(self, live=self.live & ~np.isin(self.rows, rows))

    @property
    def stored(self) -> tuple[Numbers, Keys, Vector]:
        """What lives, copied."""
        return self.rows[self.live], self.keys[self.live], self.matrix[self.live]


@dataclass(frozen=True, slots=True)
class State:
    """A library as it was at a number of changes. `file` lies on disk (`stamp`: which), `beside` does not."""

    changes: int
    seen: int
    stamp: tuple[int, int]
    file: Segment | None
    beside: tuple[Segment, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        return ((self.file,) if self.file else ()) + self.beside

    @property
    def last(self) -> int:
        """The highest row number that lives: whatever comes anew is beyond it."""
        return max((int(one.rows[one.live].max(initial=0)) for one in self.segments), default=0)

    @property
    def waiting(self) -> int:
        """How many rows are not in the file."""
        return sum(int(one.live.sum()) for one in self.beside)

    @property
    def dead(self) -> int:
        return int((~self.file.live).sum()) if self.file else 0


class Exact:
    """Scans of all libraries; threads may share it. Only while it `owns` the data folder does it write files."""

    def __init__(self, folder: Path, catalogue: Catalogue, owns: Callable[[], bool], *, least: int = LEAST) -> None:
        self._folder, self._catalogue, self._owns, self._least = folder, catalogue, owns, least
        self._rows = catalogue.rows
        self._states: dict[int, State] = {}
        self._lock = threading.Lock()

    def scan(self, library: str, vector: Vector, limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Return the passages nearest to a unit vector by exact cosine similarity, best first."""
        number = self._catalogue.library_id(library)
        with self._lock:
            state = self._current(number)
            if self._owns():
                state = self._saved(number, state)
        allowed = self._catalogue.allowed(number, filters) if filters else None
        found = [_nearest(one, vector, limit, allowed) for one in state.segments if one.matrix.shape[1] == len(vector)]
        if not found:
            return []
        rows, scores = (np.concatenate(part) for part in zip(*found, strict=True))
        best = np.lexsort((rows, -scores))[:limit]
        ids = self._rows.ids(number, rows[best])
        return [(ids[int(rows[at])], float(scores[at])) for at in best if int(rows[at]) in ids]

    def save(self, library: str) -> None:
        """Bring a library's file up to date, as the owner."""
        number = self._catalogue.library_id(library)
        if number and self._owns():
            with self._lock:
                self._saved(number, self._current(number))

    def save_all(self) -> None:
        """Bring every file up to date and delete those of libraries that are gone, as the owner."""
        for library in self._catalogue.libraries():
            self.save(library)
        self.sweep()

    def sweep(self) -> None:
        """Delete files that no library has."""
        kept = {self._path(number).name for number in self._rows.numbers()}
        for path in self._folder.glob("*.vectors"):
            if path.name not in kept and self._owns():
                path.unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number}.vectors"

    def _current(self, number: int) -> State:
        """Return a library as it is now: what changed is read, all is looked at only at first."""
        changes, kept = self._rows.changes(number), self._states.get(number)
        if kept is None or kept.changes != changes:
            followed = self._followed(number, kept, changes) if kept else None
            kept = self._states[number] = followed or self._opened(number, changes)
        return kept

    def _followed(self, number: int, kept: State, changes: int) -> State | None:
        """Take out what departed and add what came; None where the log is cut or the file may hold much more."""
        log_read = self._rows.departed(kept.seen)
        if log_read is None or (kept.waiting > LARGE and _stamp(self._path(number)) != kept.stamp):
            return None
        seen, gone = log_read
        if len(gone):
            file = kept.file and kept.file.without(gone)
            kept = replace(kept, file=file, beside=tuple(one.without(gone) for one in kept.beside))
        last = kept.last
        found = (self._rows.stored(number, gone[gone <= last]), self._rows.after(number, last))
        beside = [*kept.beside, *(Segment.of(*one) for one in found if len(one[0]))]
        return replace(kept, changes=changes, seen=seen, beside=tuple(_joined(beside)))

    def _opened(self, number: int, changes: int) -> State:
        """Map the file, keep of it what the catalogue has, and read the rest from the catalogue."""
        self._states.pop(number, None)
        path, seen = self._path(number), self._rows.newest()
        stamp = _stamp(path)
        rows, keys = self._rows.keys(number)
        file = _agreeing(mapped.read(path), rows, keys) if len(rows) else None
        missing = np.setdiff1d(rows, file.rows[file.live], assume_unique=True) if file else rows
        beside = self._rows.stored(number, missing)
        return State(changes, seen, stamp, file, (Segment.of(*beside),) if len(beside[0]) else ())

    def _saved(self, number: int, state: State) -> State:
        """Write what the file lacks: at its end, or all anew where there is none or much of it is dead."""
        living = sum(int(one.live.sum()) for one in state.segments)
        if not living or (state.waiting <= self._least and state.dead <= max(SMALL, living // 4)):
            return state
        try:
            state = self._written(number, state, anew=state.dead > max(SMALL, living // 4))
        except OSError as error:
            log.warning("The vectors for processes that only ask could not be written to %s: %s", self._folder, error)
        self._states[number] = state
        return state

    def _written(self, number: int, state: State, *, anew: bool) -> State:
        self._folder.mkdir(exist_ok=True)
        path, file = self._path(number), state.file
        parts = [part for one in state.beside for part in _pieces(one)]
        if anew or file is None or any(part[2].shape[1] != file.matrix.shape[1] for part in parts):
            living = [one for one in state.segments if one.live.any()]
            mapped.write(path, (part for one in living for part in _pieces(one)), living[-1].matrix.shape[1])
            self._rows.trim()
            return self._opened(number, state.changes)
        mapped.append(path, parts, file.matrix.shape[1])
        records = mapped.read(path)
        if records is None or len(records) != len(file.rows) + sum(len(part[0]) for part in parts):
            return self._opened(number, state.changes)
        rows, keys = (
            np.concatenate([was, *(part[at] for part in parts)]) for at, was in enumerate((file.rows, file.keys))
        )
        live = np.concatenate([file.live, np.ones(len(rows) - len(file.rows), np.bool_)])
        matrix = np.asarray(records["vector"])
        grown = Segment(rows, keys, matrix, live, file.coarse.grown(matrix))
        return replace(state, stamp=_stamp(path), file=grown, beside=())


def _pieces(segment: Segment) -> Iterator[tuple[Numbers, Keys, Vector]]:
    """Yield what lives, a block at a time."""
    for start in range(0, len(segment.rows), GATHERED):
        some = slice(start, start + GATHERED)
        live = segment.live[some]
        if live.any():
            yield segment.rows[some][live], segment.keys[some][live], segment.matrix[some][live]


def _joined(segments: list[Segment]) -> list[Segment]:
    """Put small segments at the end together, so that many small changes leave few."""
    while len(segments) > 1 and max(len(one.rows) for one in segments[-2:]) < SMALL:
        parts = zip(*(one.stored for one in segments[-2:]), strict=True)
        if segments[-1].matrix.shape[1] != segments[-2].matrix.shape[1]:
            break
        segments[-2:] = [Segment.of(*(np.concatenate(part) for part in parts))]
    return segments


def _agreeing(records: mapped.Records | None, rows: Numbers, keys: Keys) -> Segment | None:
    """Return a file's records; those live that are whole and the catalogue's own, the last of each row number."""
    if records is None:
        return None
    their_rows, their_keys = np.array(records["row"]), np.array(records["key"])
    at = np.minimum(np.searchsorted(rows, their_rows), len(rows) - 1)
    live = (rows[at] == their_rows) & (keys[at] == their_keys) & mapped.whole(records)
    last = np.flatnonzero(live)[::-1]
    live[:] = False
    live[last[np.unique(their_rows[last], return_index=True)[1]]] = True
    return replace(Segment.of(their_rows, their_keys, np.asarray(records["vector"])), live=live)


def _nearest(segment: Segment, vector: Vector, limit: int, allowed: Numbers | None) -> tuple[Numbers, Vector]:
    """Return row numbers and scores of the nearest, in no order."""
    chosen = segment.live if allowed is None else segment.live & np.isin(segment.rows, allowed)
    count = int(chosen.sum())
    if count * FEW < len(chosen):
        rows, scores = _scored(segment, vector, np.flatnonzero(chosen))
    elif segment.coarse.useful:
        rows, scores = _scored(segment, vector, segment.coarse.worthy(vector, chosen, limit))
    else:
        rows, scores = segment.rows, np.vecdot(segment.matrix, vector)
        scores[~chosen] = -np.inf
    best = np.argpartition(-scores, limit)[:limit] if limit < len(scores) else np.arange(len(scores))
    best = best[scores[best] > -np.inf]
    return rows[best], scores[best]


def _scored(segment: Segment, vector: Vector, at: Places) -> tuple[Numbers, Vector]:
    """Return row numbers and scores at some places. BLAS would take a second core, which then spins for 20 ms."""
    starts = range(0, len(at), GATHERED)
    blocks = (np.vecdot(segment.matrix[at[start : start + GATHERED]], vector) for start in starts)
    return segment.rows[at], np.concatenate([*blocks, np.zeros(0, np.float32)])


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file is replaced or grows."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_size
