"""What a run counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from index.values import Failure, Progress


@dataclass(slots=True)
class Tally:
    """Counts of one run."""

    progress: Progress = field(default_factory=Progress)

    def add(self, **counts: int) -> None:
        changes = {name: getattr(self.progress, name) + count for name, count in counts.items()}
        self.progress = replace(self.progress, **changes)

    def fail(self, source: str, reason: str) -> None:
        self.progress = replace(self.progress, failures=(*self.progress.failures, Failure(source, reason)))

    def pass_over(self, kinds: Counter[str]) -> None:
        """Note the files of other kinds, the most frequent kind first."""
        self.progress = replace(self.progress, passed_over=tuple(kinds.most_common()))

    def finished(self) -> Progress:
        """Return the counts at the end of a run."""
        found = self.progress.found
        return replace(self.progress, stage="finished", done=found, total=found)
