"""An export read section by section, every line checked before anybody uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.catalogue.records import KEPT_RECORDS
from index.errors import ExportRefused
from index.portable import laws
from index.portable.lines import HEADER, Line, read
from index.portable.shapes import TABLES, ArticleRow, EndRow, HeaderRow, PassageRow, RecordRow, RevisionRow, Row, parse
from index.values import Article

ORDER = ["article", *TABLES]


@dataclass(slots=True)
class Part:
    """A line by itself, or an article with all that belongs to it, whose last line is `line`."""

    kind: str
    row: Row
    line: int
    sum: str
    revisions: list[Article] = field(default_factory=list)
    passages: list[PassageRow] = field(default_factory=list)


def parts(path: Path) -> Iterator[Part]:
    """Yield what an export holds, in order. ExportRefused where it is not whole, or breaks a law of the catalogue."""
    reader = _Reader(path.name)
    for line in read(path):
        yield from reader.take(line)
    if reader.header is not None:
        raise ExportRefused(f"{path.name} ends after line {reader.last}, before its closing line: it was cut off.")


class _Reader:
    """Joins an article's lines; keeps the order of kinds and the counts."""

    def __init__(self, name: str) -> None:
        self.name, self.last = name, 0
        self.header: HeaderRow | None = None
        self._open: tuple[Part, ArticleRow] | None = None
        self._counts, self._records, self._rank = Counter[str](), Counter[str](), 0

    def take(self, line: Line) -> Iterator[Part]:
        self.last = line.number
        if (self.header is None) != (line.kind == HEADER):
            raise self._refused("a header stands at the beginning of each library, and only there")
        row = parse(self.name, line)
        if isinstance(row, RevisionRow | PassageRow):
            self._join(line, row)
            return
        if self._open is not None:
            yield self._whole(*self._open)
            self._open = None
        if isinstance(row, HeaderRow):
            self.header, self._counts, self._records, self._rank = row, Counter(), Counter(), 0
        elif isinstance(row, EndRow):
            self._end(row)
        else:
            self._place(line.kind, row)
        part = Part(line.kind, row, line.number, line.sum)
        if isinstance(row, ArticleRow):
            self._open = part, row
        else:
            yield part

    def _end(self, row: EndRow) -> None:
        for promised in (row.counts, self.header.counts if self.header else {}):
            if +Counter(promised) != self._counts:
                raise self._refused(f"{_told(promised)} should have come, but {_told(self._counts)} did")
        self.header = None

    def _place(self, kind: str, row: Row) -> None:
        """Count a line that is no part of an article, and say where it comes too late, or is one too many."""
        self._counts[kind] += 1
        before, self._rank = self._rank, ORDER.index(kind)
        if self._rank < before:
            raise self._refused(f"“{kind}” comes too late")
        if isinstance(row, RecordRow):
            self._records[row.kind] += 1
            if self._records[row.kind] > KEPT_RECORDS:
                raise self._refused(f"over {KEPT_RECORDS:,} records of the kind “{row.kind}”; as many are kept")

    def _join(self, line: Line, row: RevisionRow | PassageRow) -> None:
        if self._open is None:
            raise self._refused(f"“{line.kind}” belongs to no article")
        part, above = self._open
        part.line = line.number
        self._counts[line.kind] += 1
        if isinstance(row, PassageRow):
            part.passages.append(row)
            return
        if part.passages:
            raise self._refused(f"“{line.kind}” comes too late")
        if part.revisions and part.revisions[-1].revision >= row.number:
            raise self._refused("revisions are not in order")
        part.revisions.append(row.article(above.id))
        if fault := next(laws.faults(part.revisions[-1]), ""):
            raise self._refused(f"of {above.source}, {fault}")

    def _whole(self, part: Part, row: ArticleRow) -> Part:
        """Return an article that is complete, else say what is wrong with it."""
        if not part.revisions or part.revisions[-1].revision != row.revision:
            raise self._refused(f"revision {row.revision} of {row.source} is missing", part.line)
        if len(part.passages) != (row.passages if row.live else 0) or (row.live and not row.passages):
            raise self._refused(f"{row.source} has not the passages that it should have", part.line)
        dimension = self.header.dimension if self.header and self.header.vectors else 0
        if fault := next(laws.passage_faults(part.revisions[-1], part.passages, dimension), ""):
            raise self._refused(f"of {row.source}, {fault}", part.line)
        return part

    def _refused(self, reason: str, line: int = 0) -> ExportRefused:
        return ExportRefused(f"{self.name}, line {line or self.last}: {reason}.")


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"
