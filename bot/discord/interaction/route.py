"""Where an answer goes: what a later process needs to reach the one who asked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Route:
    """`id` is that of the interaction or message that asked, `application_id` and `token` those of an interaction.

    A token lets anybody answer in the bot's name for 15 minutes: it is a secret.
    """

    id: int
    channel_id: int | None
    application_id: int | None = None
    token: str = field(default="", repr=False)
    private: bool = False

    @property
    def nonce(self) -> str:
        """What Discord knows a message by: within minutes it makes no second one for the same question."""
        return str(self.id)
