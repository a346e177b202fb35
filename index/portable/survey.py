"""A whole export read once before anything is written: what is in it, and that nothing in it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import ExportRefused
from index.ingest.ingest import article_id
from index.portable.reading import parts
from index.portable.shapes import ArticleRow, HeaderRow

Report = Callable[[int, int], None]
LONGEST_NAME = 100


@dataclass(slots=True)
class Section:
    """One library of an export: the `name` that it gets, and what its article ids are under that name."""

    header: HeaderRow
    name: str
    ids: dict[str, str] = field(default_factory=dict)
    live: int = 0
    _taken: set[str] = field(default_factory=set)

    def add(self, path: Path, row: ArticleRow, line: int) -> None:
        new = article_id(self.name, row.source)
        if row.id in self.ids or new in self._taken:
            raise ExportRefused(f"{path.name}, line {line}: {row.source} comes twice.")
        self.ids[row.id] = new
        self._taken.add(new)
        self.live += row.live


@dataclass(frozen=True, slots=True)
class Survey:
    """A sound export; `sums` are those of the lines that were asked for."""

    sections: list[Section]
    sums: dict[int, str]


def survey(
    path: Path, name: str, watched: Collection[int], report: Report, admit: Callable[[Section], None] = lambda _: None
) -> Survey:
    """Read an export to its end; ExportRefused at the first fault. `name` is that of its only library, "" for its own.

    `admit` hears of each library where it begins, and may raise. The sums of the `watched` lines are kept: a line's
    sum tells that the file is the same up to there.
    """
    sections: list[Section] = []
    sums: dict[int, str] = {}
    for part in parts(path):
        if isinstance(part.row, HeaderRow):
            sections.append(_section(path, part.row, part.line, name, sections))
            admit(sections[-1])
        elif isinstance(part.row, ArticleRow):
            sections[-1].add(path, part.row, part.line)
            report(sum(len(one.ids) for one in sections), sum(one.header.counts.get("article", 0) for one in sections))
        if part.line in watched:
            sums[part.line] = part.sum
    return Survey(sections, sums)


def _section(path: Path, header: HeaderRow, line: int, name: str, before: list[Section]) -> Section:
    chosen = name or header.library
    if name and before:
        raise ExportRefused(f"{path.name} holds several libraries; they cannot all be named {name}.")
    if any(one.name == chosen for one in before):
        raise ExportRefused(f"{path.name}, line {line}: the library {chosen} comes twice.")
    if not (name or sayable(chosen)):
        raise ExportRefused(
            f"{path.name} names its library {chosen[:LONGEST_NAME]!r}, which can be no name. Give one with --library."
        )
    return Section(header, chosen)


def sayable(name: str) -> bool:
    """Tell whether a library can be called so: one line, and nothing that reads like a path."""
    plain = name.strip() == name and name.isprintable() and 0 < len(name) <= LONGEST_NAME
    return plain and not set(name) & set("/\\") and not name.startswith((".", "-"))
