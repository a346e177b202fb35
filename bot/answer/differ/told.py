"""A number, a time or a name that a sentence tells, and whether two such cannot both be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answer.differ.amounts import Amount
from bot.answer.differ.clocks import Clock
from bot.answer.differ.holders import alike, parts
from bot.answer.differ.periods import Period, between, compatible
from bot.answer.differ.subject import Line, clause
from index.values import Span

Kind = Literal["number", "time", "person"]


@dataclass(frozen=True, slots=True)
class When:
    """A time as told: the periods that its date may mean, none where it has none, and its time of day."""

    periods: tuple[Period, ...]
    clock: Clock | None

    def excludes(self, other: When) -> bool:
        if self.periods and other.periods and self.gap(other):
            return True
        return bool(self.clock and other.clock and self.clock.excludes(other.clock))

    def agrees(self, other: When) -> bool:
        """Tell whether two times have a part in common that is the same, and none that differs."""
        common = (self.periods and other.periods) or (self.clock and other.clock)
        return bool(common) and not self.excludes(other)

    def gap(self, other: When) -> int:
        """Return the days between the middles of two dates, 0 where they may be the same, 1 where no year is known."""
        pairs = [(a, b) for a in self.periods for b in other.periods]
        if any(compatible(a, b) for a, b in pairs):
            return 0
        days = [day for a, b in pairs if (day := between(a, b)) is not None]
        return max(1, min(days, default=1)) if pairs else 0


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its fullest form in its article; `body` tells that it is no person's."""

    full: str
    body: bool

    def excludes(self, other: Name) -> bool:
        """Tell whether two full names are of different persons: a single word may be a nickname or a firm."""
        whole = min(len(parts(self.full)), len(parts(other.full))) > 1
        return self.body == other.body and whole and not alike(self.full, other.full)

    def agrees(self, other: Name) -> bool:
        return alike(self.full, other.full)


Value = Amount | When | Name


@dataclass(frozen=True, slots=True)
class Told:
    """A value and where its words stand in their sentence; `noun` are the words counted."""

    line: Line
    start: int
    end: int
    kind: Kind
    value: Value
    noun: str = ""

    @property
    def unit(self) -> str:
        return self.value.unit if isinstance(self.value, Amount) else ""

    @property
    def span(self) -> Span:
        return Span(self.line.span.start + self.start, self.line.span.start + self.end)

    @property
    def cited(self) -> Span:
        return self.line.span

    @property
    def words(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def clause(self) -> str:
        return clause(self.line.text, self.start, self.end)

    def excludes(self, other: Told) -> bool:
        """Tell whether two values of one kind cannot both be right."""
        one, two = self.value, other.value
        return (
            (isinstance(one, Amount) and isinstance(two, Amount) and one.excludes(two))
            or (isinstance(one, When) and isinstance(two, When) and one.excludes(two))
            or (isinstance(one, Name) and isinstance(two, Name) and one.excludes(two))
        )

    def agrees(self, other: Told) -> bool:
        """Tell whether two values may be the same."""
        one, two = self.value, other.value
        return (
            (isinstance(one, Amount) and isinstance(two, Amount) and one.agrees(two))
            or (isinstance(one, When) and isinstance(two, When) and one.agrees(two))
            or (isinstance(one, Name) and isinstance(two, Name) and one.agrees(two))
        )
