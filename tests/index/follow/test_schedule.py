"""What is due is refreshed, and a watched folder as soon as it changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.index.conftest import home_settings
from tests.postgres import Server
from tests.remembering import SharingLibrary

SOON = 20.0
Write = Callable[..., Path]


@pytest.fixture
def serving(settings: IndexSettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library whose owner works off what is due."""
    monkeypatch.setattr("index.follow.schedule.LOOK", 0.1)
    monkeypatch.setattr("index.follow.watch.QUIET", 50)
    stop = threading.Event()
    with SharingLibrary.open(settings) as library:
        thread = threading.Thread(target=library.run_jobs, args=(stop,))
        thread.start()
        try:
            yield library
        finally:
            stop.set()
            thread.join()


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + SOON
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def test_a_watched_folder_is_refreshed_when_it_changes(serving: Library, write: Write) -> None:
    folder = write("a.json", 1)
    source = serving.add_source("default", str(folder), every=86_400)
    assert _until(lambda: serving.status("default").articles == 1)
    write("b.json", 2)
    assert _until(lambda: serving.status("default").articles == 2)
    (folder / "a.json").unlink()
    assert _until(lambda: serving.status("default").articles == 1)
    serving.pause_source("default", source.id, True)
    serving.remove_source("default", source.id)
    assert _until(lambda: not any(thread.name.startswith("watch-") for thread in threading.enumerate()))


@pytest.mark.slow
def test_a_folder_without_a_schedule_is_not_watched(serving: Library, write: Write) -> None:
    folder = write("a.json", 1)
    serving.add_source("default", str(folder), every=0)
    other = serving.add_source("other", str(folder), every=86_400)
    assert _until(lambda: serving.status("other").articles == 1)
    write("b.json", 2)
    assert _until(lambda: serving.status("other").articles == 2)
    assert _until(lambda: serving.source("other", other.id).counts.found == 2)
    assert serving.status("default").articles == 0


@pytest.mark.slow
def test_an_outage_of_the_catalogue_does_not_end_what_is_due(
    settings: IndexSettings,
    tmp_path: Path,
    models: Path,
    postgres: Server,
    write: Write,
    caplog: pytest.LogCaptureFixture,
) -> None:
    here = home_settings(tmp_path / "shared", Path(settings.embedding_model), models, postgres.place())
    stop, folder = threading.Event(), write("a.json", 1)
    with SharingLibrary.open(here) as library:
        thread = threading.Thread(target=library.run_jobs, args=(stop,))
        thread.start()
        library.add_source("default", str(folder), every=86_400)
        assert _until(lambda: library.status("default").articles == 1)
        postgres.kill()
        assert _until(lambda: "What is due waits" in caplog.text or not _running("schedule"))
        postgres.start()
        write("b.json", 2)
        try:
            assert _until(lambda: library.status("default").articles == 2)
        finally:
            stop.set()
            thread.join()


def _running(name: str) -> bool:
    return any(thread.name == name for thread in threading.enumerate())
