"""An empty library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened
