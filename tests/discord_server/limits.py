"""Rate limits: buckets of a number of requests per window, and refusals on demand, per route or global."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

Headers = dict[str, str]


@dataclass
class Refusal:
    """Answers 429 to the next `times` requests whose "METHOD path" matches."""

    pattern: re.Pattern[str]
    times: int
    retry_after: float
    is_global: bool


@dataclass
class Limits:
    """`size` requests per `window` seconds and bucket; exceeding one unprompted is counted in `exceeded`."""

    size: int = 5
    window: float = 0.25
    exceeded: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    _global_until: float = 0
    _used: dict[str, list[float]] = field(default_factory=dict)

    def refuse(self, pattern: str, *, times: int = 1, retry_after: float = 0.2, is_global: bool = False) -> None:
        self.refusals.append(Refusal(re.compile(pattern), times, retry_after, is_global))

    def ask(self, method: str, path: str, bucket: str, major: str) -> tuple[float | None, bool, Headers]:
        """Return (seconds to wait or None, whether all routes must wait, headers)."""
        now = time.monotonic()
        if now < self._global_until:
            self.exceeded += 1
            return self._global_until - now, True, {}
        if (forced := self._forced(f"{method} {path}")) is not None:
            self.refused += 1
            if forced.is_global:
                self._global_until = now + forced.retry_after
            return forced.retry_after, forced.is_global, {}
        return self._count(bucket, major, now)

    def _forced(self, line: str) -> Refusal | None:
        for refusal in self.refusals:
            if refusal.times and refusal.pattern.search(line):
                refusal.times -= 1
                return refusal
        return None

    def _count(self, bucket: str, major: str, now: float) -> tuple[float | None, bool, Headers]:
        used = self._used.setdefault(f"{bucket} {major}", [])
        if not used or now - used[0] >= self.window:
            used[:] = [now]
        else:
            used.append(now)
        left = max(0.0, used[0] + self.window - now)
        if len(used) > self.size:
            self.exceeded += 1
            return left, False, {}
        headers = {"X-RateLimit-Limit": str(self.size), "X-RateLimit-Remaining": str(self.size - len(used))}
        return None, False, headers | {"X-RateLimit-Reset-After": f"{left:.3f}", "X-RateLimit-Bucket": bucket}
