"""What an interrupted run recorded of a file leaves with the next one, when the file says something else by then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from index.values import Progress
from tests.index.conftest import story
from tests.remembering import SharingLibrary

RECORDS = 20  # of seven passages each: some are embedded, and recorded, before the file is read to its end


def _write(path: Path, salt: int) -> None:
    stories = ({"title": f"Story {n}", "text": story(1000 * salt + n, 8)} for n in range(RECORDS))
    path.write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")


def _interrupted(library: Library, folder: Path) -> int:
    """Sync until something is recorded; return how many articles there are then."""

    def stop(progress: Progress) -> None:
        if progress.article_ids:
            raise KeyboardInterrupt

    (folder / "z.txt").write_text("A last file.\n\nIt is read after the others, at the earliest.\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        library.sync("default", folder, stop)
    return len(library.articles("default"))


@pytest.mark.parametrize("then", [2, 0], ids=["changed again", "as it was before"])
def test_records_of_a_broken_off_run_leave_with_the_text_that_held_them(
    settings: IndexSettings, tmp_path: Path, then: int
) -> None:
    file = tmp_path / "export.jsonl"
    with SharingLibrary.open(settings) as library:
        _write(file, 0)
        library.sync("default", tmp_path)
        _write(file, 1)
        assert _interrupted(library, tmp_path) > RECORDS
        (tmp_path / "z.txt").unlink()
        _write(file, then)
        library.sync("default", tmp_path)
        assert len(library.articles("default")) == RECORDS
        assert library.sync("default", tmp_path).unchanged == RECORDS
