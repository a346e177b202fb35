"""Every test of the catalogue that opens one runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a test's catalogue is: a file, or a schema of a server."""
    if request.param == "sqlite":
        return tmp_path / "catalogue.sqlite"
    running: Server = request.getfixturevalue("postgres")
    return running.place()
