"""What a library's answers cost in tokens, day by day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from bot.errors import ModelSpent
from index.library import Library

KIND = "tokens"


class Account(Protocol):
    """Where the cost of calls is booked."""

    def check(self, name: str) -> None: ...
    def add(self, name: str, tokens: int) -> None: ...


class Spend:
    """The daily account of every library, kept in the catalogue; `cap` in tokens, 0 for none."""

    def __init__(self, library: Library, cap: int) -> None:
        self._library, self._cap = library, cap

    def check(self, name: str) -> None:
        """Raise ModelSpent where a library has used up its day."""
        if self._cap and self._library.count(name, KIND, _today(), 0) >= self._cap:
            raise ModelSpent(
                f"The answers of “{name}” have used their {self._cap:,} tokens of today (CHAT_TOKENS_PER_DAY); "
                "until midnight UTC they are exact quotations."
            )

    def add(self, name: str, tokens: int) -> None:
        """Book tokens."""
        self._library.count(name, KIND, _today(), tokens)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
