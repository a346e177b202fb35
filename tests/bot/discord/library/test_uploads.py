"""Attached files keep their names, which tell one article from another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bot.discord.library.uploads import fetch
from index.values import Failure


def attachment(identity: int, filename: str, data: bytes = b"text") -> Any:
    async def read() -> bytes:
        return data

    return SimpleNamespace(id=identity, filename=filename, size=len(data), read=read)


async def test_names_stay_unless_they_tell_nothing_or_are_taken() -> None:
    given = [attachment(1, "a.txt"), attachment(2, "a.txt"), attachment(3, "message.txt"), attachment(4, "../b.md")]
    files, failures = await fetch(given, 25)
    assert [name for name, _ in files] == ["a.txt", "a-2.txt", "message-3.txt", ".._b.md"]
    assert failures == []


async def test_a_file_over_the_limit_is_not_fetched() -> None:
    files, failures = await fetch([attachment(1, "big.txt", b"x" * (3 << 20))], 2)
    assert files == []
    assert failures == [Failure("big.txt", "3 MB; files up to 2 MB are read.")]
