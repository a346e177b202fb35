"""Requests that go wrong on demand: refused, failed before or after they were carried out, or cut off."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CUT = 0


@dataclass
class Fault:
    """Fails the next `times` requests whose "METHOD path" matches, with a status, or CUT.

    `late` ones are carried out before: the client does not learn of it.
    """

    pattern: re.Pattern[str]
    status: int
    times: int
    code: int
    late: bool


@dataclass
class Faults:
    """`met` counts the requests that failed."""

    met: int = 0
    _due: list[Fault] = field(default_factory=list)

    def add(self, pattern: str, status: int, *, times: int = 1, code: int = 0, late: bool = False) -> None:
        self._due.append(Fault(re.compile(pattern), status, times, code, late))

    def next(self, line: str) -> Fault | None:
        for fault in self._due:
            if fault.times and fault.pattern.search(line):
                fault.times -= 1
                self.met += 1
                return fault
        return None

    def end(self) -> None:
        """Let everything go well from now on."""
        self._due.clear()
