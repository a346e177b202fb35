"""A real library of a few fictional articles, indexed once with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.pages import ARTICLES, jsonl
from tests.remembering import RememberingLibrary


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    """The library `default` holds ARTICLES; other names are each test's own."""
    home = tmp_path_factory.mktemp("answers")
    (home / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as opened:
        opened.add_files("default", [("news.jsonl", jsonl(*ARTICLES))], origin="", source_prefix="test")
        yield opened
