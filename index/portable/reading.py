"""An export read section by section, every line checked before anybody uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from index.catalogue.records import KEPT_RECORDS
from index.errors import ExportRefused
from index.portable import laws
from index.portable.lines import HEADER, Line, read
from index.portable.shapes import ArticleRow, EndRow, HeaderRow, PassageRow, RecordRow, RevisionRow, Row
from index.portable.tables import TABLES, parse
from index.values import Article

ORDER = ["article", *TABLES]


@dataclass(slots=True)
class Part:
    """A line by itself, or an article with all that belongs to it: `line` and `sum` are those of its last line."""

    kind: str
    row: Row
    line: int
    sum: str
    revisions: list[Article] = field(default_factory=list)
    passages: list[PassageRow] = field(default_factory=list)

    @property
    def article(self) -> ArticleRow:
        return cast(ArticleRow, self.row)


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
        self._open: Part | None = None
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
            yield self._whole(self._open)
        self._place(line.kind, row)
        part = Part(line.kind, row, line.number, line.sum)
        self._open = part if isinstance(row, ArticleRow) else None
        if self._open is None:
            yield part

    def _place(self, kind: str, row: Row) -> None:
        """Count a line that is no part of an article, and say where it comes too late, or is one too many."""
        if isinstance(row, HeaderRow):
            self.header, self._counts, self._records, self._rank = row, Counter(), Counter(), 0
            return
        if isinstance(row, EndRow):
            for promised in (row.counts, cast(HeaderRow, self.header).counts):
                if +Counter(promised) != self._counts:
                    raise self._refused(f"{_told(promised)} should have come, but {_told(self._counts)} did")
            self.header = None
            return
        self._counts[kind] += 1
        before, self._rank = self._rank, ORDER.index(kind)
        if self._rank < before:
            raise self._refused(f"“{kind}” comes too late")
        if isinstance(row, RecordRow):
            self._records[row.kind] += 1
            if self._records[row.kind] > KEPT_RECORDS:
                raise self._refused(f"over {KEPT_RECORDS:,} records of the kind “{row.kind}”; as many are kept")

    def _join(self, line: Line, row: RevisionRow | PassageRow) -> None:
        part = self._open
        if part is None:
            raise self._refused(f"“{line.kind}” belongs to no article")
        self._counts[line.kind] += 1
        part.line, part.sum = line.number, line.sum
        if isinstance(row, PassageRow):
            part.passages.append(row)
        elif part.passages:
            raise self._refused(f"“{line.kind}” comes too late")
        else:
            self._revision(part, row.article(part.article.id))

    def _revision(self, part: Part, article: Article) -> None:
        if part.revisions and part.revisions[-1].revision >= article.revision:
            raise self._refused("revisions are not in order")
        if fault := next(laws.faults(article), ""):
            raise self._refused(f"of {part.article.source}, {fault}")
        part.revisions.append(article)

    def _whole(self, part: Part) -> Part:
        """Return an article that is complete, else say what is wrong with it."""
        row, header = part.article, cast(HeaderRow, self.header)
        if not part.revisions or part.revisions[-1].revision != row.revision:
            raise self._refused(f"revision {row.revision} of {row.source} is missing", part.line)
        if len(part.passages) != (row.passages if row.live else 0) or (row.live and not row.passages):
            raise self._refused(f"{row.source} has not the passages that it should have", part.line)
        dimension = header.dimension if header.vectors else 0
        if fault := next(laws.passage_faults(part.revisions[-1], part.passages, dimension), ""):
            raise self._refused(f"of {row.source}, {fault}", part.line)
        return part

    def _refused(self, reason: str, line: int = 0) -> ExportRefused:
        return ExportRefused(f"{self.name}, line {line or self.last}: {reason}.")


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"
