"""Pages of long lists, and as many rows as a message holds. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.discord.text.escaping import size
from bot.words.words import _

T = TypeVar("T")
TEXT_LIMIT = 4000
"""Characters over all text displays of a message (Discord developer documentation, Components V2)."""


def paged(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], str]:
    """Return one page of a list, the last where there are fewer, and its number as a heading ends with it."""
    pages = -(-len(items) // size)
    page = min(page, pages)
    of = _(", page {page} of {pages}").format(page=page, pages=pages) if pages > 1 else ""
    return items[(page - 1) * size : page * size], of


def within(rows: Sequence[str]) -> str:
    """Join as many rows as a message holds."""
    kept = fitting(rows, TEXT_LIMIT - 20)
    return "\n".join(kept if len(kept) == len(rows) else [*kept, "…"])


def fitting(rows: Sequence[str], room: int) -> list[str]:
    """Return the first rows that fit into `room` characters, line ends included."""
    kept: list[str] = []
    for row in rows:
        room -= size(row) + 1
        if room < 0:
            break
        kept.append(row)
    return kept
