"""A backup is one moment of the catalogue, and a whole library again wherever it is put."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.catalogue.backup import backup, restore
from index.catalogue.schema import SCHEMA
from index.errors import CopyRefused, HomeBusy, HomeUnusable, NotIndexed
from index.library import Library
from index.settings import IndexSettings
from tests.conftest import ROOT
from tests.homes import copy_home
from tests.index.conftest import child_environment, home_settings, story
from tests.index.invariants import check

CHILD = Path(__file__).parents[1] / "kill_child.py"


@pytest.fixture
def database() -> str:
    return "sqlite"


@pytest.fixture
def library(full: Library) -> Library:
    return full


def _restored(copy: Path, library: Library, home: Path) -> IndexSettings:
    restore(copy, home)
    return home_settings(home, Path(library.settings.embedding_model), library.settings.footnote_home / "models")


def test_a_restored_library_answers_at_once_and_gets_its_vectors_without_embedding(
    library: Library, tmp_path: Path
) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    assert (made.libraries, made.articles) == (1, 2)
    wanted = library.search("default", story(1), 4).hits
    settings = _restored(made.path, library, tmp_path / "second")
    with Library.open(settings) as other:
        assert other.search("default", story(1), 4).hits == wanted
        assert not (settings.footnote_home / "chroma").exists()
        assert other.status("default") == library.status("default")
        assert other.articles("default") == library.articles("default")
        assert other.recall("default", "answer", "answer1") == library.recall("default", "answer", "answer1")
        assert other.sources("default") == library.sources("default")
        other.model.encode = _never  # type: ignore[method-assign, assignment]
        other._dense.prepare_all()
        assert other._dense.counts("default") == library._dense.counts("default")
        best = wanted[0].passage.id
        found = other._dense.nearest("default", library.catalogue.vectors("default", [best])[best], 1)
        assert found
        assert found[0][0] == best


def _never(texts: Sequence[str]) -> NDArray[np.float32]:
    raise AssertionError(f"embedded {texts}")


def test_a_backup_put_into_a_folder_by_hand_is_as_good(library: Library, tmp_path: Path) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    home = tmp_path / "second"
    home.mkdir()
    shutil.copy(made.path, home / "catalogue.sqlite")
    models = library.settings.footnote_home / "models"
    with Library.open(home_settings(home, Path(library.settings.embedding_model), models)) as other:
        assert other.search("default", story(1), 4) == library.search("default", story(1), 4)
        assert check(other) == 2


def test_a_restored_library_can_be_rebuilt_and_kept_up_to_date(library: Library, files: Path, tmp_path: Path) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    with Library.open(_restored(made.path, library, tmp_path / "second")) as other:
        assert other.rebuild("default").changed == 2
        assert check(other) == 2
        assert other.sync("default", files).unchanged == 2
        assert check(other) == 2


@pytest.mark.slow
def test_backups_taken_while_another_process_indexes_are_each_one_moment(
    settings: IndexSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:03}.txt").write_text(f"Story {number}\n\n{story(number, 12)}", encoding="utf-8")
    command = [sys.executable, str(CHILD), str(settings.footnote_home), settings.embedding_model, str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=child_environment(settings))
    assert child.stdout
    assert child.stdout.readline().strip() == "start"
    counts: list[int] = []
    with Library.open(settings) as library:
        while child.poll() is None:
            with suppress(NotIndexed):  # until the first article is in
                made = backup(library.catalogue.database, tmp_path / f"{len(counts)}.sqlite")
                counts.append(made.articles)
    assert child.communicate()[0].splitlines()[-1] == "end"
    assert counts == sorted(counts)
    assert len(counts) > 1
    for number in {0, len(counts) // 2, len(counts) - 1}:
        home = tmp_path / f"home{number}"
        restore(tmp_path / f"{number}.sqlite", home)
        with Library.open(
            home_settings(home, Path(settings.embedding_model), settings.footnote_home / "models")
        ) as other:
            assert check(other) == counts[number]
            assert other.sync("default", folder).found == 60
            assert check(other) == 60


def test_waiting_work_is_not_copied(library: Library, tmp_path: Path) -> None:
    library._handover._jobs.submit("add_files", "default", {"names": ["a.txt"]}, [b"a file that a member sent"])
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    with sqlite3.connect(made.path) as copy:
        for table in ("jobs", "spooled"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert b"that a member sent" not in made.path.read_bytes()
    copy.close()
    with library.catalogue.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM jobs").fetchone() == (1,)


def test_what_is_there_is_written_over_only_by_force(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(CopyRefused, match="--force"):
        backup(library.catalogue.database, target)
    assert target.read_text(encoding="utf-8") == "mine"
    backup(library.catalogue.database, target, force=True)
    assert target.stat().st_size > 1000
    assert list(tmp_path.glob("copy*")) == [target]


def test_the_catalogue_itself_is_never_written_over(library: Library, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(library.catalogue.database.path)
    for target in (library.catalogue.database.path, link):
        with pytest.raises(CopyRefused, match="the catalogue itself"):
            backup(library.catalogue.database, target, force=True)
    assert check(library) == 2


def test_a_folder_gets_a_file_with_the_time_in_its_name(library: Library, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    made = backup(library.catalogue.database, tmp_path / "backups")
    assert made.path.parent == tmp_path / "backups"
    assert made.path.name.startswith("footnote-2")
    assert list((tmp_path / "backups").iterdir()) == [made.path]


def test_a_backup_that_cannot_be_written_says_where(library: Library, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="nowhere"):
        backup(library.catalogue.database, tmp_path / "nowhere" / "copy.sqlite")


def test_an_empty_data_folder_is_not_backed_up(settings: IndexSettings, tmp_path: Path) -> None:
    with Library.open(settings) as library, pytest.raises(NotIndexed, match="nothing to back up"):
        backup(library.catalogue.database, tmp_path / "copy.sqlite")


def test_a_folder_in_use_is_never_restored_into(library: Library, tmp_path: Path) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    with pytest.raises(HomeBusy, match="Stop it first"):
        restore(made.path, library.settings.footnote_home)
    library.close()
    with pytest.raises(CopyRefused, match=r"it holds catalogue\.sqlite"):
        restore(made.path, library.settings.footnote_home)
    left = tmp_path / "left"
    left.mkdir()
    (left / "catalogue.sqlite-wal").write_bytes(b"of another catalogue")
    with pytest.raises(CopyRefused, match=r"catalogue\.sqlite-wal"):
        restore(made.path, left)
    assert sorted(path.name for path in left.iterdir()) == ["catalogue.sqlite-wal", "lock"]


def test_vectors_that_lie_in_the_folder_are_of_no_use_to_the_backup(library: Library, tmp_path: Path) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    home = tmp_path / "second"
    home.mkdir()
    copy_home(library.settings.footnote_home / "chroma", home / "chroma")
    with Library.open(_restored(made.path, library, home)) as other:
        assert check(other) == 2


@pytest.mark.parametrize("place", [0.3, 0.5, 0.7])
def test_a_damaged_backup_is_refused_with_a_sentence(library: Library, tmp_path: Path, place: float) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    data = bytearray(made.path.read_bytes())
    start = int(len(data) * place) // 4096 * 4096
    data[start : start + 4096] = random.Random(7).randbytes(4096)
    made.path.write_bytes(data)
    with pytest.raises(CopyRefused, match=r"copy\.sqlite is damaged"):
        restore(made.path, tmp_path / "second")
    assert [path.name for path in (tmp_path / "second").iterdir()] == ["lock"]


def test_a_backup_that_was_cut_off_is_refused(library: Library, tmp_path: Path) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    data = made.path.read_bytes()
    for size in (len(data) // 2, len(data) - 4096, 4096, 100, 10, 0):
        made.path.write_bytes(data[:size])
        with pytest.raises(CopyRefused, match=r"copy\.sqlite"):
            restore(made.path, tmp_path / "second")


def test_a_damaged_catalogue_is_not_called_a_backup(library: Library, tmp_path: Path) -> None:
    library.close()
    path = library.catalogue.database.path
    with sqlite3.connect(path) as catalogue:
        (page,) = catalogue.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revisions'").fetchone()
    catalogue.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(data)
    with Library.open(library.settings) as again, pytest.raises(HomeUnusable, match="damaged"):
        backup(again.catalogue.database, tmp_path / "copy.sqlite")
    assert list(tmp_path.glob("copy*")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE rowid = (SELECT min(rowid) FROM passages)",
        "DELETE FROM revisions WHERE rowid = (SELECT max(rowid) FROM revisions)",
        "DELETE FROM terms WHERE passage = (SELECT min(rowid) FROM passages)",
    ],
)
def test_a_backup_whose_parts_do_not_agree_is_refused(library: Library, tmp_path: Path, statement: str) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    with sqlite3.connect(made.path) as copy:
        copy.execute(statement)
    copy.close()
    with pytest.raises(CopyRefused, match="do not agree"):
        restore(made.path, tmp_path / "second")


def test_other_files_are_no_backups(library: Library, tmp_path: Path) -> None:
    made = backup(library.catalogue.database, tmp_path / "copy.sqlite")
    (tmp_path / "text.sqlite").write_text("Dear diary", encoding="utf-8")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE notes (text)")
    other.close()
    shutil.copy(made.path, tmp_path / "acting.sqlite")
    acting = sqlite3.connect(tmp_path / "acting.sqlite")
    acting.execute("CREATE TRIGGER t AFTER INSERT ON records BEGIN DELETE FROM articles; END")
    acting.close()
    for name in ("text.sqlite", "other.sqlite", "acting.sqlite"):
        with pytest.raises(CopyRefused, match="is no"):
            restore(tmp_path / name, tmp_path / "second")
    with pytest.raises(CopyRefused, match="No such file"):
        restore(tmp_path / "missing.sqlite", tmp_path / "second")
    newer = sqlite3.connect(made.path)
    newer.execute(f"PRAGMA user_version = {len(SCHEMA) + 1}")
    newer.close()
    with pytest.raises(CopyRefused, match="newer Footnote"):
        restore(made.path, tmp_path / "second")
    live = library.catalogue.database.path
    library.record("default", "answer", "a", {})
    with pytest.raises(CopyRefused, match="-wal"):
        restore(live, tmp_path / "second")
