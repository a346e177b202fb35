"""A whole export read once before anything is written: what is in it, and that nothing in it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import ExportRefused
from index.ingest.ingest import article_id
from index.portable.reading import parts
from index.portable.shapes import ArticleRow, EndRow, HeaderRow

LONGEST_NAME = 100


@dataclass(slots=True)
class Section:
    """One library of an export: the `name` that it gets, and what its article ids are under that name.

    `sum` is that of its last line, and so of all its lines but the header.
    """

    header: HeaderRow
    name: str
    ids: dict[str, str] = field(default_factory=dict)
    live: int = 0
    sum: str = ""
    _taken: set[str] = field(default_factory=set)

    def add(self, path: Path, row: ArticleRow, line: int) -> None:
        new = article_id(self.name, row.source)
        if row.id in self.ids or new in self._taken:
            raise ExportRefused(f"{path.name}, line {line}: {row.source} comes twice.")
        self.ids[row.id] = new
        self._taken.add(new)
        self.live += row.live


def survey(
    path: Path, name: str, report: Callable[[int, int], None], admit: Callable[[Section], None] = lambda _: None
) -> list[Section]:
    """Read an export to its end; ExportRefused at the first fault. `name` is that of its only library, "" for its own.

    `admit` hears of each library where it begins, and may raise.
    """
    found: list[Section] = []
    for part in parts(path):
        if isinstance(part.row, HeaderRow):
            found.append(_section(path, part.row, part.line, name, found))
            admit(found[-1])
        elif isinstance(part.row, ArticleRow):
            found[-1].add(path, part.row, part.line)
            report(sum(len(one.ids) for one in found), sum(one.header.counts.get("article", 0) for one in found))
        elif isinstance(part.row, EndRow):
            found[-1].sum = part.sum
    return found


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
