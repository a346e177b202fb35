"""How many questions a person and a server may ask within an hour.

The counting is discord.py's own `Cooldown`. The library `limits` counts the same with a dependency more; discord.py's
decorator answers after the command has begun, and does not reach messages.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from cachetools import TTLCache
from discord.app_commands import Cooldown

HOUR = 3600.0
_KEPT = 50_000
Of = Literal["person", "server"]


@dataclass(frozen=True, slots=True)
class Spent:
    """Whose questions of an hour are used up, and when (seconds since 1970) there are new ones."""

    of: Of
    until: float


class Quotas:
    """Counts questions in memory: a restart begins anew. For one thread."""

    def __init__(self) -> None:
        self._counts: TTLCache[tuple[Of, int, int], Cooldown] = TTLCache(_KEPT, HOUR)

    def take(self, by: int, per_person: int, guild_id: int | None, per_guild: int) -> Spent | None:
        """Count a question, or return whose are used up; then none is counted. 0 means without a limit."""
        wanted: list[tuple[Of, int, int]] = [("person", by, per_person)]
        if guild_id is not None:
            wanted.append(("server", guild_id, per_guild))
        counts = [(of, self._count(of, one, most)) for of, one, most in wanted if most]
        for of, count in counts:
            if left := count.get_retry_after():
                return Spent(of, time.time() + left)
        for _, count in counts:
            count.update_rate_limit()
        return None

    def _count(self, of: Of, one: int, most: int) -> Cooldown:
        return self._counts.setdefault((of, one, most), Cooldown(most, HOUR))
