"""What became of the connection to Discord since the process began, kept for `footnote doctor`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

KIND, KEY = "gateway", "last"
"""Where the record stands in the library `default`."""

RIVAL = 3
"""Commands answered by somebody else before it is said that there is another process: one may be an echo of our own."""

NOTABLE = 5.0
"""Seconds of an outage that is counted. Discord asks for a new connection now and then, which takes a moment."""


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Health:
    """Times are UTC; `heard` is that of Discord's last sign of life.

    `down` are the shards without connection, `lost` since when there is one, `skipped` counts events that could not be
    read by their kind, `elsewhere` commands that another process had answered, with no hour between two of them.
    """

    began: datetime = field(default_factory=_now)
    heard: datetime | None = None
    down: set[int] = field(default_factory=set)
    lost: datetime | None = None
    outages: int = 0
    last_outage: str = ""
    skipped: Counter[str] = field(default_factory=Counter)
    elsewhere: int = 0
    _met: bool = False
    _rival_until: datetime | None = None

    @property
    def connected(self) -> bool:
        """Whether every shard has its connection."""
        return self._met and not self.down

    def fell(self, shard: int) -> bool:
        """Note that a shard has no connection; return whether it had one until now."""
        had = shard not in self.down
        self.down.add(shard)
        self.lost = self.lost or _now()
        return had

    def rose(self, shard: int) -> float | None:
        """Note that a shard has its connection; return for how many seconds one was missing when the last came back."""
        self.down.discard(shard)
        self._met = True
        if self.down or self.lost is None:
            return None
        seconds = (_now() - self.lost).total_seconds()
        if seconds >= NOTABLE:
            self.outages, self.last_outage = self.outages + 1, f"{self.lost:%Y-%m-%d %H:%M}"
        self.lost = None
        return seconds

    def answered_elsewhere(self) -> int:
        """Note that a command was answered already when this process came to it; return how many were in an hour."""
        if self._rival_until and _now() > self._rival_until:
            self.elsewhere = 0
        self.elsewhere, self._rival_until = self.elsewhere + 1, _now() + timedelta(hours=1)
        return self.elsewhere

    def heard_before(self, seconds: float) -> None:
        """Note how long ago Discord was last heard."""
        self.heard = _now() - timedelta(seconds=round(seconds))

    def to_json(self) -> dict[str, Any]:
        times = {"began": self.began, "seen": _now(), "heard": self.heard, "lost": self.lost}
        counts = {"outages": self.outages, "skipped": dict(self.skipped), "elsewhere": self.elsewhere}
        written = {name: at.isoformat() if at else "" for name, at in times.items()}
        return written | counts | {"last_outage": self.last_outage}
