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
from index.portable.tables import FORMAT, PARTS, TABLES, format_of, parse
from index.values import Article

ORDER = ["article", *TABLES]


@dataclass(frozen=True, slots=True)
class Header:
    """The beginning of a library."""

    row: HeaderRow
    line: int


@dataclass(slots=True)
class Group:
    """One article with all that belongs to it. `line` and `sum` are those of its last line."""

    row: ArticleRow
    line: int
    sum: str
    revisions: list[Article] = field(default_factory=list)
    passages: list[PassageRow] = field(default_factory=list)

    @property
    def latest(self) -> Article:
        return self.revisions[-1]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of any other kind."""

    kind: str
    row: Row
    line: int
    sum: str


@dataclass(frozen=True, slots=True)
class End:
    """The end of a library."""

    line: int


Part = Header | Group | Entry | End


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
        self._group: Group | None = None
        self._counts: Counter[str] = Counter()
        self._records: Counter[str] = Counter()
        self._rank = 0

    def take(self, line: Line) -> Iterator[Part]:
        self.last = line.number
        if (self.header is None) != (line.kind == HEADER):
            raise self._refused("a header stands at the beginning of each library, and only there")
        if line.kind in PARTS:
            self._part(line)
            return
        if self._group is not None:
            yield self._whole(self._group)
            self._group = None
        row = self._header(line) if line.kind == HEADER else parse(self.name, line)
        if isinstance(row, HeaderRow):
            yield self._begun(row)
        elif isinstance(row, EndRow):
            yield self._ended(row)
        else:
            yield from self._entry(line, row)

    def _header(self, line: Line) -> Row:
        """Read the format before anything else: a newer one may have other fields."""
        if (found := format_of(line)) > FORMAT:
            raise ExportRefused(
                f"{self.name} was written by a newer Footnote (format {found}, this one reads {FORMAT}). "
                "Update Footnote."
            )
        return parse(self.name, line)

    def _begun(self, row: HeaderRow) -> Part:
        if row.format != FORMAT:
            raise self._refused(f"format {row.format} does not exist")
        self.header, self._rank = row, 0
        self._counts.clear()
        self._records.clear()
        return Header(row, self.last)

    def _ended(self, row: EndRow) -> Part:
        header = cast(HeaderRow, self.header)
        counted = {kind: count for kind, count in self._counts.items() if count}
        for promised in (row.counts, header.counts):
            if {kind: count for kind, count in promised.items() if count} != counted:
                raise self._refused(f"{_told(promised)} should have come, but {_told(counted)} did")
        self.header = None
        return End(self.last)

    def _entry(self, line: Line, row: Row) -> Iterator[Part]:
        self._counts[line.kind] += 1
        rank = ORDER.index(line.kind)
        if rank < self._rank:
            raise self._refused(f"“{line.kind}” comes too late")
        self._rank = rank
        if isinstance(row, ArticleRow):
            self._group = Group(row, line.number, line.sum)
            return
        if isinstance(row, RecordRow):
            self._records[row.kind] += 1
            if self._records[row.kind] > KEPT_RECORDS:
                raise self._refused(f"over {KEPT_RECORDS:,} records of the kind “{row.kind}”; as many are kept")
        yield Entry(line.kind, row, line.number, line.sum)

    def _part(self, line: Line) -> None:
        group = self._group
        if group is None:
            raise self._refused(f"“{line.kind}” belongs to no article")
        self._counts[line.kind] += 1
        row = parse(self.name, line)
        group.line, group.sum = line.number, line.sum
        if isinstance(row, RevisionRow) and not group.passages:
            self._revision(group, row.article(group.row.id))
        elif isinstance(row, PassageRow):
            group.passages.append(row)
        else:
            raise self._refused(f"“{line.kind}” comes too late")

    def _revision(self, group: Group, article: Article) -> None:
        if group.revisions and group.latest.revision >= article.revision:
            raise self._refused("revisions are not in order")
        if fault := next(laws.faults(article), ""):
            raise self._refused(f"of {group.row.source}, {fault}")
        group.revisions.append(article)

    def _whole(self, group: Group) -> Group:
        """Return an article that is complete, else say what is wrong with it."""
        row, header = group.row, cast(HeaderRow, self.header)
        if not group.revisions or group.latest.revision != row.revision:
            raise self._refused(f"revision {row.revision} of {row.source} is missing", group.line)
        if len(group.passages) != (row.passages if row.live else 0) or (row.live and not row.passages):
            raise self._refused(f"{row.source} has not the passages that it should have", group.line)
        dimension = header.dimension if header.vectors else 0
        if fault := next(laws.passage_faults(group.latest, group.passages, dimension), ""):
            raise self._refused(f"of {row.source}, {fault}", group.line)
        return group

    def _refused(self, reason: str, line: int = 0) -> ExportRefused:
        return ExportRefused(f"{self.name}, line {line or self.last}: {reason}.")


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"
