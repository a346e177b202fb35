"""A library in which two servers and two persons left something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary

MARA, REMI = 400, 500
ONE, TWO = 1, 2
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened


def asked(library: Library, answer: str, by: int, guild: int | None, days: int = 0, name: str = "default") -> None:
    """Keep an answer as the bot does: the answer, who asked, which messages lead to it."""
    at = NOW - timedelta(days=days)
    library.record(name, "answer", answer, {"id": answer, "question": f"of {by}"})
    library.record(name, "asked", answer, {"answer": answer, "by": by, "guild": guild, "at": at.isoformat()})
    library.record(name, "discord-message", f"m{answer}", {"answer": answer, "at": at.isoformat()})
    library.record("default", ".discord-question", f"q{answer}", {"answer": answer, "library": name})


def kept(library: Library, kind: str, name: str = "default") -> set[str]:
    return {key for key, _ in library.records(name, kind)}
