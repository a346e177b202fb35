"""A folder's changes are told, however editors write and whatever becomes of the folder."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.follow.watch import Polling, Watcher, needs_polling

SOON = 10.0  # seconds: far more than it takes


class Told:
    """Counts what a watcher told."""

    def __init__(self) -> None:
        self.folders: list[Path] = []
        self._news = threading.Condition()

    def __call__(self, folder: Path) -> None:
        with self._news:
            self.folders.append(folder)
            self._news.notify_all()

    def until(self, true: Callable[[], bool]) -> bool:
        with self._news:
            return self._news.wait_for(true, SOON)

    def more_than(self, seen: int) -> bool:
        return self.until(lambda: len(self.folders) > seen)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    return place


@pytest.fixture
def watcher(told: Told, folder: Path) -> Iterator[Watcher]:
    with Watcher(told) as watching:
        watching.follow([folder])
        assert watching.wait(SOON)
        yield watching


@pytest.mark.parametrize("polling", ["auto", pytest.param("always", marks=pytest.mark.slow)])
def test_new_changed_and_deleted_files_are_told(
    polling: Polling, told: Told, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.follow.watch.QUIET", 50)
    file, other = folder / "a.txt", folder.parent / "b.txt"
    changes: dict[str, Callable[[], object]] = {
        "written": lambda: _written(file),
        "changed": lambda: _written(file, "one and two"),
        "replaced": lambda: os.replace(_written(other), file),
        "deleted": file.unlink,
    }
    with Watcher(told, polling) as watcher:
        watcher.follow([folder])
        assert watcher.wait(SOON)
        for name, change in changes.items():
            seen = len(told.folders)
            change()
            assert told.more_than(seen), name
    assert set(told.folders) == {folder}


@pytest.mark.slow
def test_files_in_new_folders_are_told(watcher: Watcher, told: Told, folder: Path) -> None:
    (folder / "2025" / "march").mkdir(parents=True)
    assert told.more_than(0)
    seen = len(told.folders)
    (folder / "2025" / "march" / "a.md").write_text("text")
    assert told.more_than(seen)


@pytest.mark.slow
def test_a_folder_that_vanishes_and_comes_back_is_told_and_watched_on(
    watcher: Watcher, told: Told, folder: Path
) -> None:
    shutil.rmtree(folder)
    (folder.parent / "new").mkdir()
    _written(folder.parent / "new" / "a.txt")
    (folder.parent / "new").rename(folder)
    assert told.more_than(0)
    seen = len(told.folders)
    _written(folder / "b.txt")
    assert told.more_than(seen)


@pytest.mark.slow
def test_what_is_temporary_hidden_or_of_no_kind_that_is_read_is_not_told(told: Told, folder: Path) -> None:
    with Watcher(told) as watcher:
        watcher.follow([folder])
        assert watcher.wait(SOON)
        for name in (".a.txt.swp", "a.txt~", "~$a.md", ".hidden.txt", "a.md.tmp", "b.txt.part", "#a.txt#", "c.log"):
            _written(folder / name)
        (folder / ".git").mkdir()
        _written(folder / ".git" / "a.txt")
        time.sleep(1.0)  # nothing is to be told, and that takes time to see
        assert told.folders == []
        _written(folder / "a.txt")
        assert told.more_than(0)


@pytest.mark.slow
def test_a_file_that_goes_on_growing_is_told_again_until_it_is_whole(folder: Path) -> None:
    read: list[str] = []
    whole = threading.Event()

    def changed(place: Path) -> None:
        read.append((place / "a.txt").read_text("utf-8") if (place / "a.txt").exists() else "")
        if read[-1].endswith("end"):
            whole.set()

    with Watcher(changed) as other:
        other.follow([folder])
        assert other.wait(SOON)
        with (folder / "a.txt").open("w", encoding="utf-8") as file:
            for _ in range(12):
                file.write("line\n")
                file.flush()
                time.sleep(0.05)
            file.write("end")
        assert whole.wait(SOON)
    assert len(read) <= 2


@pytest.mark.slow
def test_many_changes_are_told_together(told: Told, folder: Path) -> None:
    with Watcher(told) as watcher:
        watcher.follow([folder])
        assert watcher.wait(SOON)
        for number in range(2000):
            _written(folder / f"{number}.txt")
        assert told.more_than(0)
    assert len(told.folders) < 20


@pytest.mark.slow
def test_an_error_of_whoever_is_told_ends_nothing(folder: Path) -> None:
    calls: list[Path] = []
    again = threading.Event()

    def changed(place: Path) -> None:
        calls.append(place)
        if len(calls) == 1:
            raise ValueError("the disk is full")
        again.set()

    with Watcher(changed) as watcher:
        watcher.follow([folder])
        assert watcher.wait(SOON)
        while not again.wait(0.5):
            _written(folder / f"{len(calls)}.txt", str(time.monotonic()))
    assert len(calls) >= 2


@pytest.mark.slow
def test_several_folders_are_watched_and_let_go(told: Told, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two", "missing")]
    for place in folders[:2]:
        place.mkdir()
    with Watcher(told) as watcher:
        watcher.follow(folders)
        assert watcher.wait(SOON)
        folders[2].mkdir()
        for place in folders:
            _written(place / "a.txt")
        assert told.until(lambda: set(told.folders) == set(folders))
        watcher.follow(folders[1:])
        told.folders.clear()
        _written(folders[0] / "b.txt")
        _written(folders[1] / "b.txt")
        assert told.until(lambda: folders[1] in told.folders)
        assert folders[0] not in told.folders
    assert not any(thread.name.startswith("watch-") for thread in threading.enumerate())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_watched_once_it_may(told: Told, folder: Path) -> None:
    folder.chmod(0)
    with Watcher(told) as watcher:
        watcher.follow([folder])
        assert watcher.wait(SOON)
        folder.chmod(0o700)
        _written(folder / "a.txt")
        assert told.more_than(0)


@pytest.mark.parametrize(
    ("kind", "polled"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", None), ("fuseblk", None)]
)
def test_network_mounts_are_polled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, polled: bool | None
) -> None:
    mounts = [_Mount("/", "ext4"), _Mount(str(tmp_path), kind)]
    monkeypatch.setattr("psutil.disk_partitions", lambda all: mounts)
    assert needs_polling(tmp_path / "articles", "auto") is polled
    assert needs_polling(tmp_path.parent, "auto") is None
    assert needs_polling(tmp_path, "always") is True
    assert needs_polling(tmp_path, "never") is False


class _Mount:
    def __init__(self, mountpoint: str, fstype: str) -> None:
        self.mountpoint, self.fstype = mountpoint, fstype


def _written(path: Path, text: str = "text") -> Path:
    path.write_text(text, encoding="utf-8")
    return path
