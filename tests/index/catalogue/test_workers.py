"""Several workers and bots, each with a data folder of its own, on one catalogue in PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.library import Library
from index.settings import IndexSettings
from index.values import Progress
from tests.index.conftest import home_settings, story
from tests.index.invariants import check
from tests.postgres import Server
from tests.remembering import SharingLibrary
from tests.web_server.news import News

Write = Callable[..., Path]
Machine = Callable[..., Library]
SOON = 30.0


@pytest.fixture
def machine(postgres: Server, tmp_path: Path, tiny_model: Path, models: Path, news: News) -> Iterator[Machine]:
    """Return a function that opens the catalogue on another machine; a bot's is `owns=False`."""
    place = SecretStr(postgres.place())
    more = {"catalogue_url": place, "fetch_allow_hosts": news.server.address, "fetch_delay": 0.0}
    with ExitStack() as opened:

        def one(name: str, *, owns: bool = True) -> Library:
            settings: IndexSettings = home_settings(tmp_path / name, tiny_model, models).model_copy(update=more)
            return opened.enter_context(SharingLibrary.open(settings, owns=owns))

        yield one


@contextmanager
def working(*libraries: Library) -> Iterator[None]:
    """Have them do what is due and what is handed over meanwhile."""
    stop = threading.Event()
    threads = [threading.Thread(target=one.run_jobs, args=(stop,)) for one in libraries]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + SOON
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def titles(library: Library, name: str, question: str) -> set[str]:
    return {hit.article.title for hit in library.search(name, question, 3).hits}


def test_what_one_indexes_all_find_each_by_files_of_its_own(machine: Machine, write: Write) -> None:
    one, other, bot = machine("one"), machine("other"), machine("bot", owns=False)
    for number in range(4):
        folder = write(f"{number}.json", number)
    assert one.sync("news", folder).new == 4
    assert other.sync("news", folder).unchanged == 4
    assert all("Story 2" in titles(library, "news", story(2)) for library in (one, other, bot))
    (folder / "2.json").unlink()
    other.sync("news", folder)
    assert not any("Story 2" in titles(library, "news", story(2)) for library in (one, other, bot))
    write("9.json", 9)
    one.sync("news", folder)
    assert all("Story 9" in titles(library, "news", story(9)) for library in (one, other, bot))
    assert check(one, "news") == check(other, "news") == check(bot, "news") == 4


def test_two_on_one_library_come_one_after_the_other_and_double_nothing(machine: Machine, write: Write) -> None:
    workers = [machine("one"), machine("other")]
    for number in range(12):
        folder = write(f"{number}.json", number)
    done: list[Progress] = []
    threads = [threading.Thread(target=lambda one=one: done.append(one.sync("news", folder))) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((one.new, one.unchanged) for one in done) == [(0, 12), (12, 0)]
    assert check(workers[0], "news") == check(workers[1], "news") == 12


def test_a_bot_hands_files_to_a_worker_on_another_machine(machine: Machine) -> None:
    worker, bot = machine("worker"), machine("bot", owns=False)
    with working(worker):
        data = [("n.txt", story(9).encode())]
        done = bot.add_files("news", data, origin="https://chat.example/9", source_prefix="chat/9")
    assert done.new == 1
    assert bot.search("news", story(9), 1).hits


def test_a_source_that_is_due_is_refreshed_by_one_of_the_workers(
    machine: Machine, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.follow.schedule.LOOK", 0.1)
    workers = [machine("one"), machine("other")]
    for number in range(3):
        news.publish(number, story(number))
    workers[0].registry.add("news", "feed", news.feed, every=3600)
    with working(*workers):
        assert _until(lambda: workers[1].status("news").articles == 3)
        time.sleep(0.5)  # several looks of each of them
    assert len(news.server.asked("/feed.xml")) == 1


def test_what_bots_remember_waits_for_no_writer_but_one_of_the_same_key(machine: Machine) -> None:
    one, other = machine("one"), machine("other", owns=False)
    one.record("default", "note", "a", {"at": 0})
    with one.catalogue.database.write():
        thread = threading.Thread(target=other.record, args=("default", "note", "b", {"at": 1}))
        thread.start()
        thread.join(SOON)
        assert not thread.is_alive()
    threads = [threading.Thread(target=other.record, args=("default", "note", "a", {"at": n})) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(one.records("default", "note")) == 2
