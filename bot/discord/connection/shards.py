"""Which part of Discord one process serves: servers are spread over shards, and shards over processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.settings import BotSettings


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of `count` that a process serves; without a count it serves all, as many as Discord wants."""

    ids: tuple[int, ...] = ()
    count: int = 0

    def serve(self, guild_id: int | None) -> bool:
        """Tell whether a server's events come here; direct messages are the first shard's (Discord's documentation)."""
        return not self.count or ((guild_id or 0) >> 22) % self.count in self.ids

    @property
    def lead(self) -> bool:
        """Whether what is done once for all servers is done here."""
        return self.serve(None)

    @property
    def options(self) -> dict[str, Any]:
        """Return what discord.py's client is told."""
        return {"shard_ids": list(self.ids), "shard_count": self.count} if self.count else {}

    @property
    def name(self) -> str:
        """Return what tells the records of one process from those of the others, "" for one that serves all."""
        return f" {','.join(map(str, self.ids))}" if self.count else ""


def shards_of(settings: BotSettings) -> Shards:
    """Return the part of Discord that the settings name."""
    ids = settings.shards or tuple(range(settings.shard_count))
    return Shards(ids, settings.shard_count)
