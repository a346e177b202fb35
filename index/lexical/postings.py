"""An inverted index of passages, in a folder or in memory: the one place that imports tantivy.

It finds what is worth scoring and counts; tantivy keeps lengths of texts in one byte, so its own scores only choose.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import FieldType, Occur, Query

from index.errors import WordsDamaged
from index.lexical.checksums import sound

Numbers = NDArray[np.int64]
HEAP = 15_000_000  # bytes, the least that tantivy's writer takes
LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
META = "meta.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage by its row number: `key` is of 32 bits, `published` a day's ordinal, 0 for none, `length` in terms."""

    row: int
    key: int
    length: int
    published: int
    article: str
    publisher: str
    byline: str
    terms: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What to search; what is empty does not restrict. A byline holds `byline`, the others are the same."""

    article: str = ""
    publisher: str = ""
    byline: str = ""
    since: int = 0
    until: int = 0


class View:
    """The index as it was after one change; threads may share it."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema, self._searcher = index.schema, index.searcher()
        self._frequency: dict[str, int] = {}
        self.count = self._searcher.num_docs
        self.mean = self._length() / self.count if self.count else 0.0

    def keys(self) -> tuple[Numbers, Numbers]:
        """Return the row number and the key of every entry, in no order."""
        found = self._searcher.search(Query.all_query(), max(self.count, 1), count=False).hits
        addresses = [address for _, address in found]
        rows, keys = (self._searcher.fast_field_values(name, addresses) for name in ("row", "key"))
        return np.array(rows, np.int64), np.array(keys, np.int64)

    def frequency(self, term: str) -> int:
        """Return how many entries hold a term; what tantivy keeps counts deleted ones too."""
        if term not in self._frequency:
            query = Query.term_query(self._schema, "terms", term, "freq")
            found = self._searcher.search(query, 1, count=True)
            self._frequency[term] = found.count  # type: ignore[attr-defined]  # its stubs lack it
        return self._frequency[term]

    def beginning(self, prefix: str) -> list[str]:
        """Return the terms that begin so; some may be of deleted entries only."""
        return [term for term, _ in self._searcher.terms_with_prefix("terms", prefix)]

    def best(self, weights: Mapping[str, float], limit: int, narrowed: Narrowed) -> list[int]:
        """Return the rows that score best, about in order, each term counting by its weight times tantivy's score."""
        terms = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, "terms", term, "freq"), weight))
            for term, weight in weights.items()
        ]
        within = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._within(narrowed)]
        query = Query.boolean_query(terms)
        if within:
            query = Query.boolean_query([(Occur.Must, query), *within])
        found = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        return [int(row) for row in rows if row is not None]

    def _within(self, narrowed: Narrowed) -> Iterator[Query]:
        for field in ("article", "publisher"):
            if value := getattr(narrowed, field):
                yield Query.term_query(self._schema, field, value, "basic")
        if narrowed.byline:
            bylines = [one for one, _ in self._searcher.terms_with_prefix("byline", "") if narrowed.byline in one]
            yield Query.term_set_query(self._schema, "byline", bylines)
        if narrowed.since or narrowed.until:
            first, last = max(narrowed.since, 1), narrowed.until or None
            yield Query.range_query(self._schema, "published", FieldType.Unsigned, first, last)

    def _length(self) -> float:
        summed = self._searcher.aggregate(Query.all_query(), {"all": {"sum": {"field": "length"}}})
        return float(summed["all"]["value"])


class Postings:
    """The index itself, in a folder or, without one, in memory. Raises WordsDamaged where it cannot be used."""

    def __init__(self, folder: Path | None) -> None:
        with _mapped(folder):
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                if not sound(folder):
                    raise WordsDamaged(f"{folder} is damaged.")
            self._folder = folder
            self._index = tantivy.Index(_schema(), path=str(folder) if folder else None)
            self._index.config_reader("manual")
            self.view = View(self._index)

    def change(self, gone: Sequence[int], entries: Iterable[Entry]) -> None:
        """Take rows out and put entries in, in one step that a kill leaves undone; no thread goes on afterwards."""
        with _mapped(self._folder), _kept_open(self._folder):
            schema, writer = self._index.schema, self._index.writer(HEAP, 1)
            try:
                if gone:
                    writer.delete_documents_by_query(Query.term_set_query(schema, "row", gone))
                for entry in entries:
                    document = {name: getattr(entry, name) for name in Entry.__slots__}
                    writer.add_document(tantivy.Document.from_dict(document, schema))
                writer.commit()
            finally:
                writer.wait_merging_threads()
            self._index.reload()
            self.view = View(self._index)


@contextmanager
def _kept_open(folder: Path | None) -> Iterator[None]:
    """Keep an index's files open meanwhile. Who lets go last of one that was deleted waits for the disk.

    tantivy would have the interpreter then, up to 160 ms on a busy disk; `os.close` lets others go on.
    """
    files = [os.open(path, os.O_RDONLY) for path in folder.iterdir()] if folder else []
    try:
        yield
    finally:
        for file in files:
            os.close(file)


def copied(folder: Path, target: Path) -> None:
    """Copy an index that its owner may be changing; what comes out is whole, or is found to be damaged."""
    shutil.copy(folder / META, target)
    for path in folder.iterdir():
        if path.name not in (META, *LOCKS):
            with suppress(FileNotFoundError):
                shutil.copy(path, target)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("row", "published"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in ("key", "length"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("article", "publisher", "byline"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


@contextmanager
def _mapped(folder: Path | None) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # tantivy raises nothing else
        raise WordsDamaged(f"The lexical index {folder or 'in memory'} cannot be used ({error}).") from error
