"""Files into an ingest: unchanged bytes cost a hash, and what left a folder leaves the library."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from index.catalogue.records import Memory
from index.ingest.ingest import Ingest, file_digest, pages_only
from index.sources import files
from index.sources.archives import SEPARATOR
from index.values import Page, Report

SETTLED = 500  # files after which their articles are recorded and a killed run need not read them again


class Reading:
    """The files of one run."""

    def __init__(self, ingest: Ingest, limit_mb: int, report: Report) -> None:
        self._ingest, self._limit_mb, self._report = ingest, limit_mb, report
        self._memory = Memory(ingest.catalogue)
        self._recorded = self._memory.files(ingest.library)
        self._finished: list[tuple[str, str, list[str]]] = []
        self._held: list[tuple[str, str, list[str]]] = []
        self._gone: set[str] = set()
        self._live = _by_file(ingest.sources())

    def sync(self, folder: Path) -> None:
        """Follow a folder; an article removed by hand stays out until its file changes."""
        others: Counter[str] = Counter()
        paths = list(files.discover(folder, others))
        self._ingest.tally.pass_over(others)
        self._read(paths, again=False)
        lost, files_gone = self._lost(folder, paths)
        self._close(self._gone | lost)
        self._memory.drop_files(self._ingest.library, files_gone)

    def add(self, paths: Sequence[Path]) -> None:
        """Index files and folders, also what was removed by hand."""
        others: Counter[str] = Counter()
        found = list(flat(paths, others))
        self._ingest.tally.pass_over(others)
        self._read(found, again=True)
        self._close(self._gone)

    def _read(self, paths: Sequence[Path], *, again: bool) -> None:
        for done, path in enumerate(paths):
            self._tell("reading", done, len(paths))
            self._file(path, again=again)
            if len(self._finished) >= SETTLED:
                self._settle()
        self._tell("embedding", len(paths), len(paths))

    def _settle(self) -> None:
        """Note the files whose articles are recorded."""
        self._ingest.record()
        self._memory.put_files(self._ingest.library, self._finished)
        self._finished.clear()

    def _close(self, gone: set[str]) -> None:
        """End the run: what is gone leaves, or goes on under another name, and only then are its files read."""
        self._ingest.finish(gone, _left)
        self._memory.put_files(self._ingest.library, [*self._finished, *self._held])

    def _file(self, path: Path, *, again: bool) -> None:
        name, data, tally = path.as_posix(), read_bytes(path, self._limit_mb), self._ingest.tally
        digest = "" if data is None else file_digest(path.name, data)
        recorded, old = self._recorded.get(name, ("", []))
        live = self._ingest.live(old)
        known = self._live.get(files.address(path), [])
        if digest and digest == recorded and (not again or live == old) and not set(known) - set(old):
            tally.add(found=len(live), unchanged=len(live), withheld=len(old) - len(live))
            return
        failed = tally.progress.failed
        sources = [page.source for page in self._pages(path, data)]
        if tally.progress.failed > failed:
            digest, sources = "", list(dict.fromkeys([*old, *sources]))
        else:  # what a killed run recorded of this file stands in no row of files
            old = [*old, *known]
        gone = set(old) - set(sources)
        self._gone |= gone
        if sources:
            unsettled = gone or self._ingest.waits(sources)
            (self._held if unsettled else self._finished).append((name, digest, sources))

    def _pages(self, path: Path, data: bytes | None) -> Iterator[Page]:
        found = (
            files.read(path, limit_mb=self._limit_mb)
            if data is None
            else files.read_bytes(path.name, data, limit_mb=self._limit_mb, source=files.address(path))
        )
        for page in pages_only(found, self._ingest.tally):
            self._ingest.take(page)
            yield page

    def _lost(self, folder: Path, paths: Sequence[Path]) -> tuple[set[str], set[str]]:
        """Return sources and files that left the folder; a subfolder that cannot be listed keeps its own."""
        present = {path.as_posix() for path in paths}
        closed = tuple(f"{path.as_posix()}/" for path in paths if path.is_dir())
        gone = {
            name
            for name in self._recorded
            if name.startswith(f"{folder.as_posix()}/") and name not in present and not name.startswith(closed)
        }
        kept = {source for name, (_, sources) in self._recorded.items() if name not in gone for source in sources}
        lost = {
            source
            for source in self._ingest.sources() - kept
            if source.startswith(f"{folder.as_posix()}/") and _left(source)
        }
        return lost | {source for name in gone for source in self._recorded[name][1]} - kept, gone

    def _tell(self, stage: Literal["reading", "embedding"], done: int, total: int) -> None:
        self._report(replace(self._ingest.tally.progress, stage=stage, done=done, total=total))


def _left(source: str) -> bool:
    """Tell whether a source is of a file that is gone; of a run that was killed there may be no row for it."""
    path = _file_of(source)
    return os.path.isabs(path) and not os.path.exists(path)


def _by_file(sources: Iterable[str]) -> dict[str, list[str]]:
    """Return sources by the files that hold them."""
    found: dict[str, list[str]] = {}
    for source in sources:
        found.setdefault(_file_of(source), []).append(source)
    return found


def _file_of(source: str) -> str:
    """Return the path of the file of a source: its own, or that of the records or the archive that it is in."""
    whole = ("#" not in source and SEPARATOR not in source) or os.path.exists(source)
    return source if whole else source.split(SEPARATOR)[0].rsplit("#", 1)[0]


def flat(paths: Sequence[Path], passed_over: Counter[str]) -> Iterator[Path]:
    """Yield files and those below folders; files of other kinds are counted."""
    for path in paths:
        if path.is_dir():
            yield from files.discover(path, passed_over)
        else:
            yield path


def read_bytes(path: Path, limit_mb: int) -> bytes | None:
    """Return a regular file's bytes, None where reading it is refused and `files.read` says why."""
    try:
        status = path.stat()
        if not path.is_file() or status.st_size > limit_mb * 1_000_000:
            return None
        return path.read_bytes()
    except OSError:
        return None
