"""What the model may still cost one answer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.errors import ModelSlow, ModelSpent


@dataclass(slots=True)
class Allowance:
    """One answer's clock and purse: `deadline` on the monotonic clock, tokens `left` and `spent`."""

    library: str
    deadline: float
    left: int
    spent: int = 0

    def seconds(self) -> float:
        """Return the time left. Raises ModelSlow where there is none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise ModelSlow("The time for this answer's model calls (CHAT_SECONDS) is over.")
        return left

    def afford(self, tokens: int) -> None:
        """Raise ModelSpent where a call of so many tokens is too dear."""
        if tokens > self.left:
            raise ModelSpent(f"A model call of about {tokens:,} tokens exceeds CHAT_TOKENS_PER_ANSWER for this answer.")

    def book(self, tokens: int) -> None:
        self.left -= tokens
        self.spent += tokens
