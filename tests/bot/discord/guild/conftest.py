"""An empty library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path / "home")) as opened:
        yield opened
