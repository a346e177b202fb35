"""Sources are followed over real HTTP: what is new comes in, what changed is revised, what is gone leaves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from index.errors import Cancelled, NotIndexed, UnreadableSource
from index.follow.origins import Source
from index.library import Library
from index.settings import IndexSettings
from index.tables import items
from index.values import Progress
from tests.index.conftest import story
from tests.index.invariants import check
from tests.remembering import SharingLibrary
from tests.web_server.news import News
from tests.web_server.personalities import bomb, redirect
from tests.web_server.server import HTML, Canary, Reply, Route

BROKEN: dict[str, Route] = {
    "a bomb": bomb("gzip"),
    "a circle": redirect("/feed.xml"),
    "a private place": redirect("http://10.0.0.7/feed.xml"),
    "a web page": Reply(200, b"<!doctype html><html><body><p>Please log in.</p></body></html>", {"Content-Type": HTML}),
    "nothing": Reply(200, b""),
    "noise": Reply(200, bytes(range(256)) * 40),
    "no entry": Reply(403),
}


def follow(library: Library, address: str) -> Source:
    source = library.add_source("default", address, by="editor")
    library.refresh("default", source.id)
    return library.source("default", source.id)


def again(library: Library, source: Source) -> Progress:
    return library.refresh("default", source.id)


def soon(library: Library, source: Source) -> None:
    """Let every known article of a source be due to be looked at again."""
    with library.catalogue.database.write() as connection:
        own = items.c.source == source.id
        connection.execute(update(items).where(own).values(due_at="2026-01-01T00:00:00+00:00"))


def titles(library: Library) -> list[str]:
    return sorted(row.title for row in library.articles("default"))


def counts(progress: Progress) -> tuple[int, int, int, int, int]:
    return progress.new, progress.changed, progress.unchanged, progress.removed, progress.failed


def test_a_feed_brings_whole_articles_and_asks_for_nothing_twice(library: Library, news: News) -> None:
    for number in range(3):
        news.publish(number, story(number))
    source = follow(library, news.feed)
    assert titles(library) == ["Story 0", "Story 1", "Story 2"]
    assert (source.kind, source.title, source.counts.new, source.error) == ("feed", "The Quay Gazette", 3, "")
    (row,) = [row for row in library.articles("default") if row.title == "Story 2"]
    assert row.url == news.address(2)
    assert row.publisher == "The Quay Gazette"
    assert row.published == news.when(2).date()
    assert story(2).split("\n\n")[-1] in library.article("default", row.id).text
    fetched = len(news.server.requests)
    assert counts(again(library, source)) == (0, 0, 3, 0, 0)
    assert [request.path for request in news.server.requests[fetched:]] == ["/feed.xml"]
    check(library)


def test_a_changed_article_becomes_a_revision_and_the_old_one_stays_readable(library: Library, news: News) -> None:
    news.publish(1, story(1, 6))
    source = follow(library, news.feed)
    (before,) = library.articles("default")
    news.change(1, story(1, 6).replace("101 crowns", "999 crowns"))
    assert counts(again(library, source)) == (0, 1, 0, 0, 0)
    (after,) = library.articles("default")
    assert (after.id, after.revision) == (before.id, 2)
    assert "999 crowns" in library.article("default", after.id).text
    assert "101 crowns" in library.article("default", after.id, 1).text
    assert news.server.asked("/story/1")[-1].headers["if-none-match"]


def test_gone_leaves_at_once_and_not_found_only_when_it_stays_so(library: Library, news: News) -> None:
    for number in range(3):
        news.publish(number, story(number))
    source = follow(library, news.feed)
    news.end(0, 410)
    news.end(1, 404)
    soon(library, source)
    assert counts(again(library, source)) == (0, 0, 1, 1, 1)
    assert titles(library) == ["Story 1", "Story 2"]
    soon(library, source)
    assert again(library, source).removed == 1
    assert titles(library) == ["Story 2"]
    assert again(library, source).removed == 0


def test_a_page_that_says_not_found_with_status_200_counts_as_not_found(library: Library, news: News) -> None:
    news.publish(1, story(1))
    source = follow(library, news.feed)
    body = "<h1>Page not found</h1><p>Sorry, the page that you are looking for does not exist (any more).</p>"
    news.server.page("/story/1", f"<html><head><title>Page not found</title></head><body>{body}</body></html>")
    for removed in (0, 1):
        soon(library, source)
        assert again(library, source).removed == removed
    assert titles(library) == []


def test_what_a_listing_no_longer_names_stays(library: Library, news: News) -> None:
    for number in range(3):
        news.publish(number, story(number))
    source = follow(library, news.feed)
    news.listed = [2]
    news.list()
    assert again(library, source).removed == 0
    news.listed = []
    news.list()
    assert again(library, source).removed == 0
    news.server.serve("/feed.xml", "<rss version='2.0'><channel><title>half a f", "application/rss+xml")
    with suppress(UnreadableSource):  # a reader may make something of it
        again(library, source)
    news.server.routes["/feed.xml"] = Reply(410)
    with pytest.raises(UnreadableSource):
        again(library, source)
    assert len(titles(library)) == 3
    assert library.source("default", source.id).error


def test_two_addresses_of_one_story_are_one_article(library: Library, news: News) -> None:
    address = news.publish(1, story(1))
    news.server.routes["/old/1"] = Reply(301, headers={"Location": f"{address}?utm_medium=social"})
    news.server.routes["/print/1"] = news.server.routes["/story/1"]
    follow(library, news.feed)
    follow(library, news.server.url("/old/1"))
    follow(library, news.server.url("/print/1"))
    assert titles(library) == ["Story 1"]


def sends_on(target: str) -> Reply:
    """A page that only sends its visitors on."""
    head = f"<title>Moved</title><meta http-equiv='refresh' content='0; url={target}'>"
    return Reply(200, f"<html><head>{head}</head><body>Moved.</body></html>".encode(), {"Content-Type": HTML})


def test_a_page_that_only_sends_on_is_followed_like_a_redirect(library: Library, news: News) -> None:
    news.publish(1, story(1))
    news.server.routes["/old/1"] = sends_on("/older/1")
    news.server.routes["/older/1"] = sends_on("/story/1")
    assert library.look("default", news.server.url("/old/1")).address == news.address(1)
    news.server.routes["/story/2"] = sends_on("/story/1")
    news.listed = [2]
    news.list()
    source = follow(library, news.feed)
    (row,) = library.articles("default")
    assert (row.title, row.url) == ("Story 1", news.address(1))
    news.change(1, story(1, 6))
    soon(library, source)
    assert again(library, source).changed == 1
    check(library)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/story/1", "it leads to {site}/story/1, and there the page only sends its visitors on to {site}/story/2"),
        ("http://10.0.0.7/a", "it leads to http://10.0.0.7/a, and there "),
        ("http://127.0.0.1:{canary}/a", "it leads to http://127.0.0.1:{canary}/a, and there "),
        ("/nowhere", "it leads to {site}/nowhere, and there the host has no such page (404)."),
        ("https://a:b@news.example/", "no article text was found on the page."),
    ],
)
def test_where_a_page_sends_its_visitors_is_checked_as_any_address(
    library: Library, news: News, target: str, reason: str
) -> None:
    with Canary() as canary:
        places = {"site": news.server.url(""), "canary": canary.port}
        news.server.routes["/story/1"] = sends_on("/story/2")
        news.server.routes["/story/2"] = sends_on(target.format(**places))
        news.listed = [2]
        news.list()
        done = library.refresh("default", library.add_source("default", news.feed).id)
        (failure,) = done.failures
        assert failure.source == news.address(2)
        assert failure.reason.startswith(reason.format(**places))
        with pytest.raises(UnreadableSource):
            library.add_source("default", news.address(2))
        assert len(news.server.requests) < 20
        assert not canary.touched


def test_an_article_that_moved_for_good_stays_the_same_article(library: Library, news: News) -> None:
    address = news.publish(1, story(1))
    source = follow(library, address)
    (before,) = library.articles("default")
    news.publish(2, story(1).replace("101 crowns", "999 crowns"), listed=False)
    news.server.routes["/story/1"] = redirect("/story/2", 301)
    assert counts(again(library, source)) == (0, 1, 0, 0, 0)
    (after,) = library.articles("default")
    assert (after.id, after.url) == (before.id, news.address(2))
    assert counts(again(library, source)) == (0, 0, 1, 0, 0)
    news.publish(3, story(3), listed=False)
    news.server.routes["/story/1"] = redirect("/story/3", 302)
    assert counts(again(library, source)) == (1, 0, 0, 0, 0)
    assert titles(library) == ["Story 2", "Story 3"]


def test_a_sitemap_is_followed_through_its_index_but_not_to_other_sites(library: Library, news: News) -> None:
    for number in range(2):
        news.publish(number, story(number))
    xmlns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    news.server.serve(
        "/index.xml",
        f"<sitemapindex {xmlns}><sitemap><loc>{news.sitemap}</loc></sitemap>"
        "<sitemap><loc>https://elsewhere.example/sitemap.xml</loc></sitemap></sitemapindex>",
        "application/xml",
    )
    source = follow(library, news.server.url("/index.xml"))
    assert source.kind == "sitemap"
    assert titles(library) == ["Story 0", "Story 1"]
    news.publish(2, story(2))
    assert again(library, source).new == 1


def test_a_dead_file_of_a_sitemap_index_costs_itself_and_is_told(library: Library, news: News) -> None:
    news.publish(1, story(1))
    places = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (news.server.url("/dead.xml"), news.sitemap))
    xmlns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    news.server.serve("/index.xml", f"<sitemapindex {xmlns}>{places}</sitemapindex>", "application/xml")
    source = library.add_source("default", news.server.url("/index.xml"))
    done = library.refresh("default", source.id)
    assert done.new == 1
    (failure,) = done.failures
    assert (failure.source, failure.reason) == (news.server.url("/dead.xml"), "the host has no such page (404).")


def test_a_page_that_may_not_be_fetched_gives_way_to_the_full_text_of_its_feed(library: Library, news: News) -> None:
    news.publish(1, "x")
    news.list("".join(f"<p>{part}</p>" for part in story(1, 12).split("\n\n")))
    news.server.robots("User-agent: *\nDisallow: /story/")
    follow(library, news.feed)
    (row,) = library.articles("default")
    assert row.url == news.address(1)
    assert story(1, 12).split("\n\n")[-1] in library.article("default", row.id).text
    assert not news.server.asked("/story/1")


def test_a_long_listing_comes_in_parts(settings: IndexSettings, news: News) -> None:
    for number in range(7):
        news.publish(number, story(number))
    update = {"fetch_allow_hosts": news.server.address, "fetch_delay": 0.0, "fetch_pages": 3}
    with SharingLibrary.open(settings.model_copy(update=update)) as library:
        source = follow(library, news.feed)
        assert titles(library) == ["Story 4", "Story 5", "Story 6"]
        assert again(library, source).new == 3
        assert again(library, source).new == 1
        assert again(library, source).new == 0


def test_one_page_that_fails_does_not_stop_the_others(library: Library, news: News) -> None:
    for number in range(3):
        news.publish(number, story(number))
    news.server.routes["/story/1"] = Reply(403)
    source = library.add_source("default", news.feed)
    done = library.refresh("default", source.id)
    assert (done.new, done.failed) == (2, 1)
    (failure,) = done.failures
    assert failure.source == news.address(1)
    assert "403" in failure.reason or "refuse" in failure.reason
    assert library.source("default", source.id).counts.failed == 1


def test_looking_says_what_would_come_and_indexes_nothing(library: Library, news: News) -> None:
    for number in range(4):
        news.publish(number, story(number))
    outlook = library.look("default", news.feed)
    assert (outlook.kind, outlook.title, outlook.articles, outlook.new) == ("feed", "The Quay Gazette", 4, 4)
    assert outlook.embedding > 0
    assert not library.articles("default")
    assert not library.sources("default")
    assert not news.server.asked("/story/0")
    with pytest.raises(NotIndexed, match="neither a file"):
        library.look("default", "/nowhere/at/all")


def test_a_removed_source_leaves_its_articles_or_takes_those_that_are_its_own(library: Library, news: News) -> None:
    for number in range(2):
        news.publish(number, story(number))
    feed = follow(library, news.feed)
    page = follow(library, news.address(1))
    assert library.remove_source("default", feed.id, articles=True, by="editor") == 1
    assert titles(library) == ["Story 1"]
    assert library.remove_source("default", page.id) == 0
    assert titles(library) == ["Story 1"]
    assert [entry.action for entry in library.audits("default")][:2] == ["source remove", "source remove"]
    assert library.sources("default") == []


def test_a_folder_that_is_suddenly_empty_or_not_there_takes_nothing_out(
    library: Library, write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write("a.json", 1)
    write("b.json", 2)
    source = follow(library, str(folder))
    (folder / "a.json").unlink()
    assert again(library, source).removed == 1
    (folder / "b.json").rename(tmp_path / "b.json")
    with pytest.raises(UnreadableSource, match="suddenly empty"):
        again(library, source)
    folder.rmdir()
    with pytest.raises(UnreadableSource, match="not mounted"):
        again(library, source)
    assert titles(library) == ["Story 2"]


def test_a_single_file_is_followed_and_leaves_when_it_is_deleted(library: Library, write: Callable[..., Path]) -> None:
    path = write("a.json", 1) / "a.json"
    source = follow(library, str(path))
    assert source.kind == "file"
    path.unlink()
    assert again(library, source).removed == 1
    assert titles(library) == []


def test_a_refresh_that_is_stopped_keeps_what_is_done_and_goes_on_later(
    library: Library, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.follow.refresh.BATCH", 6)
    for number in range(15):
        news.publish(number, story(number, 2))
    source = library.add_source("default", news.feed)

    def stop(progress: Progress) -> None:
        if progress.new:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        library.refresh("default", source.id, stop)
    held = len(library.articles("default"))
    assert 0 < held < 15
    assert again(library, source).new == 15 - held
    check(library)


def test_what_is_due_is_refreshed_without_being_asked_and_what_is_paused_is_not(
    library: Library, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.follow.schedule.LOOK", 0.1)
    news.publish(1, story(1))
    feed = library.add_source("default", news.feed)
    paused = library.add_source("default", news.sitemap)
    library.pause_source("default", paused.id, True)
    with Serving(library):
        _until(lambda: bool(library.source("default", feed.id).succeeded_at))
        assert titles(library) == ["Story 1"]
        due = library.source("default", feed.id).due_at
        assert due is not None
        assert timedelta(seconds=800) < due - datetime.now(UTC) <= timedelta(seconds=900)
        assert library.source("default", paused.id).tried_at is None
        news.publish(2, story(2))
        library.registry.pause(feed, False)  # it is due at once
        _until(lambda: len(titles(library)) == 2)


def test_a_source_that_fails_says_why_and_recovers(library: Library, news: News) -> None:
    news.publish(1, story(1))
    source = follow(library, news.feed)
    route = news.server.routes["/feed.xml"]
    news.server.routes["/feed.xml"] = Reply(403)
    with pytest.raises(UnreadableSource):
        again(library, source)
    failing = library.source("default", source.id)
    assert failing.error
    assert failing.overdue(datetime.now(UTC) + timedelta(hours=1))
    assert not failing.overdue(datetime.now(UTC))
    news.server.routes["/feed.xml"] = route
    again(library, source)
    assert library.source("default", source.id).error == ""


class Serving:
    """The owner's background work, while the block runs."""

    def __init__(self, library: Library) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=library.run_jobs, args=(self._stop,))

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def _until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("personality", BROKEN)
def test_a_listing_that_comes_broken_takes_nothing_out_and_says_why(
    library: Library, news: News, personality: str
) -> None:
    news.publish(1, story(1))
    source = follow(library, news.feed)
    news.server.routes["/feed.xml"] = BROKEN[personality]
    with pytest.raises(UnreadableSource) as raised:
        again(library, source)
    assert str(raised.value).startswith(news.feed)
    failing = library.source("default", source.id)
    assert failing.error == raised.value.reason
    assert failing.due_at is not None
    assert failing.due_at > datetime.now(UTC)
    assert titles(library) == ["Story 1"]


def test_a_host_that_asks_for_patience_is_given_it(library: Library, news: News) -> None:
    news.publish(1, story(1))
    source = follow(library, news.feed)
    news.server.routes["/feed.xml"] = Reply(429, headers={"Retry-After": "7200"})
    with pytest.raises(UnreadableSource):
        again(library, source)
    due = library.source("default", source.id).due_at
    assert due is not None
    assert timedelta(seconds=7000) < due - datetime.now(UTC) <= timedelta(seconds=7200)
