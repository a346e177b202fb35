"""The lexical half: an inverted index that follows the catalogue, asked for passages, scored as the catalogue says.

The index is derived. The owner keeps it in a folder; others go on from a copy of that, and where there is none they
make one and leave it there for whoever comes next. Both compare all rows with the catalogue's at first, and after that
read what changed.
"""

from __future__ import annotations

import logging
import math
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.catalogue import codec
from index.catalogue.rows import Numbers, Rows
from index.errors import WordsDamaged
from index.values import Filters

if TYPE_CHECKING:
    from index.lexical.postings import Entry, Narrowed, Postings, View

K1, B = 1.2, 0.75  # of BM25, as SQLite's FTS5 has them
LEAST_IDF = 1e-6  # of a term that half of the passages hold, as FTS5's
LEFT = 1_000  # rows from which an index is left to others: fewer are read in a tenth of a second
SPARE = 64  # more rows than wanted are scored: tantivy's order is not quite that of exact lengths
KEY = 0xFFFFFFFF
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """A library's index as it was at a number of changes, and the row numbers in it; `own` where it is the owner's."""

    changes: int
    seen: int
    own: bool
    rows: Numbers
    postings: Postings


class Words:
    """The indexes of all libraries; threads may share it. Only while it `owns` the data folder does it change them."""

    def __init__(self, rows: Rows, folder: Path | None, owns: Callable[[], bool]) -> None:
        self._rows, self._folder, self._owns = rows, folder, owns
        self._states: dict[int, State] = {}
        self._copies: dict[int, tempfile.TemporaryDirectory[str]] = {}
        self._lock = threading.Lock()

    def view(self, number: int) -> View:
        """Return a library's index as it is now."""
        with self._lock:
            changes, kept = self._rows.changes(number), self._states.get(number)
            if kept is None or kept.own != self._owns():
                kept = self._opened(number, changes)
            elif kept.changes != changes:
                kept = self._followed(number, kept, changes) or self._opened(number, changes)
            self._states[number] = kept
            return kept.postings.view

    def best(self, number: int, terms: Sequence[str], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Return the ids of passages that hold any of the terms with their BM25 score, best first."""
        view = self.view(number)
        rarity = _rarity(view, terms)
        if not rarity:
            return []
        weights = {term: idf / math.log1p(_odds(view, term)) for term, idf in rarity.items()}
        rows = view.best(weights, limit + SPARE, _narrowed(filters))
        scored = _scored(self._rows.terms(number, rows), rarity, view.mean)
        return sorted(scored, key=lambda one: (-one[1], one[0]))[:limit]

    def scores(self, number: int, terms: Sequence[str], ids: Sequence[str]) -> dict[str, float]:
        """Return the BM25 score of those of these passages that hold any of the terms."""
        view = self.view(number)
        rarity = _rarity(view, terms)
        scored = _scored(self._rows.told(number, ids), rarity, view.mean) if rarity else ()
        return {key: score for key, score in scored if score}

    def save(self, number: int) -> None:
        """Bring a library's index up to date, as the owner."""
        if number and self._owns():
            self.view(number)

    def save_all(self) -> None:
        """Bring every index up to date and delete those of libraries that are gone, as the owner."""
        numbers = self._rows.numbers()
        for number in numbers:
            self.save(number)
        for path in self._folder.glob("*") if self._folder else ():
            if path.name not in map(str, numbers) and self._owns():
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        with self._lock:
            self._states.clear()
            for copy in self._copies.values():
                copy.cleanup()
            self._copies.clear()

    def _followed(self, number: int, kept: State, changes: int) -> State | None:
        """Take out what departed and add what came; None where the log was cut or the index cannot be written."""
        log_read = self._rows.departed(kept.seen)
        if log_read is None:
            return None
        seen, gone = log_read
        gone = np.unique(gone)
        left = gone[np.isin(gone, kept.rows)]
        live = np.setdiff1d(kept.rows, left, assume_unique=True)
        last = int(live[-1]) if len(live) else 0
        came = [*gone[gone <= last].tolist(), *self._rows.beyond(number, last)]
        try:
            rows = self._changed(kept.postings, number, left, came)
        except WordsDamaged as error:
            log.warning("%s It is made anew from the catalogue.", error)
            return None
        return State(changes, seen, kept.own, np.sort(np.concatenate([live, rows]), kind="stable"), kept.postings)

    def _opened(self, number: int, changes: int) -> State:
        """Take the index that is there and make its rows those of the catalogue; where that fails, one in memory."""
        self._states.pop(number, None)
        own, seen = self._owns(), self._rows.newest()
        for make in (self._stored, self._anew) if own else (self._copied,):
            try:
                postings = make(number)
                rows = self._agreed(postings, number)
                if not own and len(rows) >= LEFT:
                    self._leave(number)
                return State(changes, seen, own, rows, postings)
            except WordsDamaged as error:
                log.warning("%s It is made anew from the catalogue.", error)
        postings = self._in_memory()
        return State(changes, seen, own, self._agreed(postings, number), postings)

    def _agreed(self, postings: Postings, number: int) -> Numbers:
        """Have an index hold each row of a library once, with its key, and no other; return the rows."""
        have, twice = np.unique(_codes(*postings.view.keys()), return_counts=True)
        rows, keys = self._rows.keys(number)
        want = _codes(rows, keys.astype(np.int64))
        foreign = np.setdiff1d(have, want, assume_unique=True)
        lacking = np.setdiff1d(want, have[twice == 1], assume_unique=True) >> 32
        self._changed(postings, number, np.unique(np.concatenate([foreign, have[twice > 1]]) >> 32), lacking.tolist())
        return rows

    def _changed(self, postings: Postings, number: int, gone: Numbers, came: Sequence[int]) -> Numbers:
        """Return the rows that came, those among `came` that are the library's own."""
        added: list[int] = []

        def entries() -> Iterator[Entry]:
            for entry in self._entries(number, came):
                added.append(entry.row)
                yield entry

        if len(gone) or came:
            postings.change(gone.tolist(), entries())
        return np.array(added, np.int64)

    def _stored(self, number: int) -> Postings:
        from index.lexical.postings import Postings

        return Postings(self._folder and self._folder / str(number))

    def _anew(self, number: int) -> Postings:
        if self._folder:
            shutil.rmtree(self._folder / str(number), ignore_errors=True)
        return self._stored(number)

    def _copied(self, number: int) -> Postings:
        """Go on from a copy of the owner's index: tantivy lets one process write, and this one follows by itself."""
        from index.lexical.postings import Postings, copied

        if number in self._copies:
            self._copies.pop(number).cleanup()
        if not self._folder:
            return self._in_memory()
        copy = self._copies[number] = tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True)
        try:
            if (self._folder / str(number) / "meta.json").exists():
                copied(self._folder / str(number), Path(copy.name))
        except OSError as error:
            raise WordsDamaged(f"The lexical index cannot be copied ({error}).") from error
        return Postings(Path(copy.name))

    def _leave(self, number: int) -> None:
        """Leave a copy in the folder where nothing is; whoever opens it compares it with the catalogue."""
        from index.lexical.postings import copied

        if not self._folder or (self._folder / str(number)).exists():
            return
        partial = self._folder / f"{number}.{os.getpid()}"
        with suppress(OSError):
            partial.mkdir(parents=True)
            copied(Path(self._copies[number].name), partial)
            partial.rename(self._folder / str(number))
        shutil.rmtree(partial, ignore_errors=True)

    def _in_memory(self) -> Postings:
        from index.lexical.postings import Postings

        return Postings(None)

    def _entries(self, number: int, rows: Sequence[int]) -> Iterator[Entry]:
        from index.lexical.postings import Entry

        for row, digest, published, article, publisher, byline, terms in self._rows.entries(number, rows):
            key = int.from_bytes(bytes(digest)[:4].ljust(4, b"\0"), "little")
            length = terms.count(" ") + 1
            yield Entry(row, key, length, _ordinal(published), article, folded(publisher), byline, terms)


def _codes(rows: Numbers, keys: Numbers) -> Numbers:
    return (rows << 32) | (keys & KEY)


def _rarity(view: View, terms: Sequence[str]) -> dict[str, float]:
    """Return the inverse document frequency of each term that a passage holds, as FTS5 computes it."""
    held = [term for term in dict.fromkeys(terms) if view.frequency(term)]
    return {term: max(math.log(_odds(view, term)), LEAST_IDF) for term in held}


def _odds(view: View, term: str) -> float:
    held = view.frequency(term)
    return (view.count - held + 0.5) / (held + 0.5)


def _scored(told: Iterable[tuple[str, str]], rarity: Mapping[str, float], mean: float) -> Iterator[tuple[str, float]]:
    """Yield passages with their BM25 score. Counting in a string takes a third of the time of a Counter."""
    wanted = [(f" {term} ", idf * (K1 + 1)) for term, idf in rarity.items()]
    for key, terms in told:
        apart = f" {terms.replace(' ', '  ')} "
        norm = K1 * (1 - B + B * (terms.count(" ") + 1) / mean)
        score = 0.0
        for term, weight in wanted:
            if times := apart.count(term):
                score += weight * times / (times + norm)
        yield key, score


def _narrowed(filters: Filters) -> Narrowed:
    from index.lexical.postings import Narrowed

    return Narrowed(
        article=filters.article_id,
        publisher=folded(filters.publisher),
        byline=filters.byline,
        since=filters.since.toordinal() if filters.since else 0,
        until=filters.until.toordinal() if filters.until else 0,
    )


def folded(publisher: str) -> str:
    """Fold what both databases fold: the letters of ASCII."""
    return "".join(char.lower() if char.isascii() else char for char in publisher)


def _ordinal(published: str | None) -> int:
    day = codec.day(published)
    return day.toordinal() if day else 0
