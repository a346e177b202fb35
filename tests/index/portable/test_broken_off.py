"""An import that is stopped, killed or runs out of disk leaves what was there, and goes on when it is asked again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.errors import Cancelled, HomeUnusable
from index.library import Library
from index.portable.restore import How
from index.settings import IndexSettings
from index.values import Progress
from tests.conftest import ROOT
from tests.index.conftest import child_environment, home_settings, story
from tests.index.filled import remember, write
from tests.index.invariants import check
from tests.index.portable.conftest import exported, objects

pytestmark = pytest.mark.slow

CHILD = Path(__file__).with_name("import_child.py")
STORIES = 150


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path, models: Path) -> Path:
    """An export of many articles."""
    folder = tmp_path_factory.mktemp("many")
    file = folder / "articles.jsonl"
    stories = ({"title": f"Story {number}", "text": story(number, 8)} for number in range(STORIES))
    file.write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")
    with Library.open(home_settings(folder / "home", tiny_model, models)) as library:
        library.add("default", [file])
        remember(library)
        return exported(library, folder / "all.jsonl")


class Stopping:
    """A reader of progress who stops at one article."""

    def __init__(self, done: int) -> None:
        self.done, self.seen = done, list[Progress]()

    def __call__(self, progress: Progress) -> None:
        self.seen.append(progress)
        if progress.stage == "embedding" and progress.done >= self.done:
            raise Cancelled("Stopped.")


@pytest.mark.slow
def test_a_stopped_import_shows_nothing_and_goes_on_where_it_was(other: Library, many: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        other.import_file(many, progress=Stopping(100))
    assert other.libraries() == []
    assert other.articles("default") == []
    assert other.search("default", story(3), 3).hits == ()
    assert other.sources("default") == []
    with other.catalogue.database.read() as connection:
        staged = {row[0] for row in connection.exec_driver_sql("SELECT rowid FROM passages")}
    assert staged
    done = other.import_file(many)
    assert done.new == STORIES
    with other.catalogue.database.read() as connection:
        assert staged <= {row[0] for row in connection.exec_driver_sql("SELECT rowid FROM passages")}
    assert check(other) == STORIES
    assert objects(exported(other, tmp_path / "again.jsonl"))[3:50] == objects(many)[3:50]


def test_a_library_that_is_there_is_not_lost_when_its_vectors_are_stopped(other: Library, many: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "embedding" and progress.new:
            raise Cancelled("Stopped.")

    assert other.import_file(many, progress=stop).new == STORIES
    assert len(other.search("default", story(3), 5).hits) == 5
    assert other._dense.counts("default")[1] == 0
    assert check(other) == STORIES


def test_what_another_file_left_behind_is_not_mixed_in(
    other: Library, full: Library, many: Path, tmp_path: Path
) -> None:
    with pytest.raises(Cancelled):
        other.import_file(many, progress=Stopping(100))
    assert other.import_file(exported(full, tmp_path / "few.jsonl")).new == 2
    assert check(other) == 2
    with other.catalogue.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM articles").fetchone() == (3,)
        assert connection.exec_driver_sql("SELECT count(*) FROM signatures").fetchone() == (2,)


def test_a_stopped_replacement_leaves_the_old_library_answering(other: Library, many: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine", 500)
    other.sync("default", tmp_path / "mine")
    ways: list[How] = ["replace", "merge"]
    for how in ways:
        with pytest.raises(Cancelled):
            other.import_file(many, how=how, progress=Stopping(50))
        assert [row.title for row in other.articles("default")] == ["Story 500"]
        assert other.search("default", story(500), 1).hits[0].article.title == "Story 500"
        assert check(other) == 1
    assert other.import_file(many, how="merge").new == STORIES
    assert check(other) == STORIES + 1


@pytest.mark.slow
def test_a_stage_that_a_merge_has_begun_to_empty_is_not_taken_for_the_whole_file(other: Library, many: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "embedding" and progress.new:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        other.import_file(many, how="merge", progress=stop)
    assert 0 < check(other) < STORIES
    assert other.import_file(many, how="replace").new == STORIES
    assert check(other) == STORIES


def test_trust_is_given_to_one_import_and_not_to_what_it_left_behind(other: Library, many: Path) -> None:
    complete = 0

    def stop(progress: Progress) -> None:
        nonlocal complete
        complete += progress.stage == "embedding" and progress.done == progress.total
        if complete == 2:  # the last article, and then all that follows the articles
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        other.import_file(many, trusted=True, progress=stop)
    assert other.libraries() == []
    assert other.import_file(many).new == STORIES
    assert [one.paused for one in other.sources("default")] == [True]
    with other.catalogue.database.read() as connection:
        assert connection.exec_driver_sql("SELECT place FROM quoted").fetchall() == [("",)]


def test_a_full_disk_is_said_and_nothing_is_lost(other: Library, many: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine", 500)
    other.sync("default", tmp_path / "mine")
    with other.catalogue.database.read() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(HomeUnusable, match="full"):
        other.import_file(many, how="replace")
    assert check(other) == 1
    with other.catalogue.database.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert other.import_file(many, how="replace").new == STORIES
    assert check(other) == STORIES


@pytest.mark.slow
def test_an_import_works_while_another_process_owns_the_folder(other: Library, many: Path) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=other.run_jobs, args=(stop,))
    worker.start()
    command = [sys.executable, str(CHILD), str(other.settings.footnote_home), other.settings.embedding_model]
    try:
        done = subprocess.run(
            [*command, str(many), "new"],
            capture_output=True, text=True, cwd=ROOT, env=child_environment(other.settings), timeout=100, check=False,
        )  # fmt: skip
    finally:
        stop.set()
        worker.join()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "end"
    assert check(other) == STORIES


def _killed(settings: IndexSettings, many: Path, how: str, after: float) -> None:
    command = [sys.executable, str(CHILD), str(settings.footnote_home), settings.embedding_model, str(many), how]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=child_environment(settings))
    assert child.stdout
    assert child.stdout.readline().strip() == "reading"
    time.sleep(after)  # the moment of the kill is the test's one variable
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["replace", "merge"])
def test_killed_imports_double_nothing_and_show_nothing_half(
    many: Path, tmp_path: Path, tiny_model: Path, models: Path, how: How
) -> None:
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine", 500)
    chance = random.Random(20240501)
    for number in range(10):
        settings = home_settings(tmp_path / str(number), tiny_model, models)
        with Library.open(settings) as library:
            library.sync("default", tmp_path / "mine")
        for _ in range(3):
            _killed(settings, many, how, chance.uniform(0.02, 2))
            with Library.open(settings, wait=5) as library:
                held = check(library)
                assert held in ({1, STORIES} if how == "replace" else range(1, STORIES + 2))
        with Library.open(settings, wait=5) as library:
            library.import_file(many, how=how)
            assert check(library) == STORIES + (how == "merge")
            assert len(library.sources("default")) == 1
