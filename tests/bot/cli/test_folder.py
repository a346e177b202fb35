"""While `footnote run` lives its articles folder is followed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.folder import followed
from index.library import Library
from index.settings import IndexSettings
from tests.bot.cli.conftest import BAKERY, FERRY
from tests.remembering import RememberingLibrary

SOON = 20.0


@pytest.fixture
def library(own_home: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=own_home)) as opened:
        yield opened


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + SOON
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


@pytest.mark.slow
def test_files_that_come_change_and_go_are_followed(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()

    def titles() -> set[str]:
        return {row.title for row in library.articles("default")}

    with followed(library, "default", folder):
        (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
        (folder / "bakery.txt").write_text(BAKERY, encoding="utf-8")
        assert _until(lambda: len(titles()) == 2)
        (folder / "ferry.md").write_text(FERRY.replace("runs aground", "is afloat again"), encoding="utf-8")
        assert _until(lambda: any("afloat" in title for title in titles()))
        (folder / "ferry.md").unlink()
        assert _until(lambda: len(titles()) == 1)
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    assert len(titles()) == 1


@pytest.mark.slow
def test_a_folder_that_appears_later_is_followed_and_one_that_vanishes_takes_nothing_with_it(
    library: Library, tmp_path: Path, articles: Path
) -> None:
    folder = tmp_path / "news"
    with followed(library, "default", folder):
        shutil.copytree(articles, tmp_path / "copy")
        (tmp_path / "copy").rename(folder)
        assert _until(lambda: library.status("default").articles == 2)
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / "notes.log").write_text("not an article", encoding="utf-8")
        time.sleep(1.5)  # nothing is to happen, and that takes time to see
        assert library.status("default").articles == 2
