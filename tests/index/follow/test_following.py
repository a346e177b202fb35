"""Refreshes of one source come one after the other, on demand and by the clock; a source that leaves ends them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from index.errors import Cancelled, NotIndexed
from index.follow.origins import Source
from index.library import Library
from index.values import Progress
from tests.index.conftest import story
from tests.index.invariants import check
from tests.postgres import SLOWLY
from tests.remembering import SharingLibrary
from tests.web_server.news import News
from tests.web_server.server import Reply, Request

Write = Callable[..., Path]
OTHER = f"<html><head><title>Other</title></head><body><article><h1>Other</h1><p>{story(9)}</p></article></body></html>"


def refreshed_by_the_clock(library: Library, source: Source) -> None:
    """Wait until a source that is due has been refreshed."""
    end = time.monotonic() + 20
    while (due := library.source("default", source.id).due_at) is None or due <= datetime.now(UTC):
        assert time.monotonic() < end
        time.sleep(0.05)


class Held:
    """A page that is served once the test lets go of it."""

    def __init__(self, news: News, number: int) -> None:
        self.asked, self._free = threading.Event(), threading.Event()
        news.publish(number, story(number))
        self._page = news.server.routes[f"/story/{number}"]
        news.server.routes[f"/story/{number}"] = self

    def __call__(self, request: Request) -> Reply | Iterator[bytes]:
        self.asked.set()
        self._free.wait(20)
        return self._page if isinstance(self._page, Reply) else self._page(request)

    def let_go(self) -> None:
        self._free.set()


class InBackground:
    """A function in a thread of its own; `error` is what it raised."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=(function, arguments))
        self._thread.start()

    def _run(self, function: object, arguments: tuple[object, ...]) -> None:
        assert callable(function)
        try:
            function(*arguments)
        except Exception as error:  # noqa: BLE001  the test looks at it
            self.error = error

    def join(self) -> None:
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.mark.slow
def test_what_was_refreshed_on_demand_is_not_refreshed_again_by_the_clock(library: Library, news: News) -> None:
    page = Held(news, 1)
    source = library.add_source("default", news.feed)
    witness = library.add_source("default", news.server.page("/other", OTHER))
    fetched = len(news.server.asked("/feed.xml"))
    asking = InBackground(library.refresh, "default", source.id)
    assert page.asked.wait(20)
    stop = threading.Event()
    clock = InBackground(library.run_jobs, stop)
    refreshed_by_the_clock(library, witness)  # it saw the feed too, which counts as due while it is refreshed
    page.let_go()
    asking.join()
    library.registry.pause(witness, False)  # it is due at once
    refreshed_by_the_clock(library, witness)
    stop.set()
    clock.join()
    assert len(news.server.asked("/feed.xml")) == fetched + 1
    assert "Story 1" in [row.title for row in library.articles("default")]


def test_files_of_a_source_that_left_with_its_articles_are_not_banned(library: Library, write: Write) -> None:
    folder = write("a.json", 1)
    write("b.json", 2)
    source = library.add_source("default", str(folder))
    library.refresh("default", source.id)
    (by_hand,) = [row for row in library.articles("default") if row.title == "Story 2"]
    library.remove("default", by_hand.id)
    assert library.remove_source("default", source.id, articles=True) == 1
    assert library.articles("default") == []
    done = library.sync("default", folder)
    assert [row.title for row in library.articles("default")] == ["Story 1"]
    assert done.withheld == 1  # what was taken out by itself stays out
    library.add("default", [folder / "b.json"])
    assert len(library.articles("default")) == 2
    check(library)


def test_articles_that_another_folder_lists_stay(library: Library, write: Write) -> None:
    folder = write("a.json", 1)
    (folder / "inner").mkdir()
    (folder / "inner" / "b.txt").write_text(f"Story 2\n\n{story(2)}", encoding="utf-8")
    with ZipFile(folder / "inner" / "c.zip", "w") as archive:
        archive.writestr("c.txt", f"Story 3\n\n{story(3)}")
    outer = library.add_source("default", str(folder))
    inner = library.add_source("default", str(folder / "inner"))
    packed = library.add_source("default", str(folder / "inner" / "c.zip"))
    library.refresh("default", outer.id)
    assert library.remove_source("default", inner.id, articles=True) == 0
    assert library.remove_source("default", outer.id, articles=True) == 2
    assert [row.title for row in library.articles("default")] == ["Story 3"]
    assert library.remove_source("default", packed.id, articles=True) == 1
    check(library)


def test_a_source_that_is_removed_while_it_is_refreshed_leaves_nothing_behind(library: Library, news: News) -> None:
    page = Held(news, 1)
    source = library.add_source("default", news.feed)
    asking = InBackground(library.refresh, "default", source.id)
    assert page.asked.wait(20)
    removing = InBackground(lambda: library.remove_source("default", source.id, articles=True))
    waiting = InBackground(library.refresh, "default", source.id)
    page.let_go()
    for one in (asking, removing, waiting):
        one.join()
    assert removing.error is None
    assert isinstance(asking.error, Cancelled) or len(news.server.asked("/story/1")) == 1
    assert waiting.error is None or isinstance(waiting.error, Cancelled | NotIndexed)
    assert library.sources("default") == []
    assert library.articles("default") == []
    following = library.add_source("default", news.sitemap)
    assert library.registry.items(following) == {}
    check(library)


def test_articles_of_a_refresh_that_was_stopped_once_it_had_them_leave_with_their_source(
    library: Library, news: News
) -> None:
    def stop(progress: Progress) -> None:
        if progress.new:
            raise Cancelled("Enough.")

    news.publish(1, story(1))
    source = library.add_source("default", news.feed)
    with pytest.raises(Cancelled):
        library.refresh("default", source.id, stop)
    assert [row.title for row in library.articles("default")] == ["Story 1"]
    assert library.remove_source("default", source.id, articles=True) == 1
    assert library.articles("default") == []


@pytest.mark.parametrize("articles", [False, True])
@pytest.mark.parametrize("database", SLOWLY, indirect=True)
def test_a_source_that_another_process_removes_while_it_is_refreshed_brings_nothing_more(
    library: Library, news: News, articles: bool
) -> None:
    page = Held(news, 1)
    source = library.add_source("default", news.feed)
    asking = InBackground(library.refresh, "default", source.id)
    assert page.asked.wait(20)
    with SharingLibrary.open(library.settings) as other:
        stop = threading.Event()
        working = InBackground(library.run_jobs, stop)
        assert other.remove_source("default", source.id, articles=articles) == 0
    page.let_go()
    asking.join()
    stop.set()
    working.join()
    assert isinstance(asking.error, Cancelled)
    assert library.articles("default") == []
    check(library)
