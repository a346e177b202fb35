"""Addresses that pages name as their own: copies fold into their article, pages of other words never do."""

from __future__ import annotations

import pytest

from index.follow.origins import Source
from index.library import Library
from index.values import Progress
from tests.index.conftest import story
from tests.index.invariants import check
from tests.web_server.news import News


def serve(news: News, path: str, number: int, named: str, *, text: str = "", title: str = "") -> str:
    """Serve story `number`, or a `text`, under a path, as the page that calls itself `named`; return its address."""
    body = "".join(f"<p>{part}</p>" for part in (text or story(number)).split("\n\n"))
    title = title or f"Story {number}"
    head = f"<title>{title}</title><link rel='canonical' href='{news.server.url(named)}'>"
    html = f"<html lang='en'><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    return news.server.page(path, html)


def listing(news: News, *addresses: str) -> None:
    items = "".join(f"<item><title>x</title><link>{one}</link></item>" for one in addresses)
    rss = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Ledger</title>{items}</channel></rss>"
    news.server.serve("/feed.xml", rss, "application/rss+xml")


def refreshed(library: Library, news: News) -> Progress:
    known = [one for one in library.sources("default") if one.address == news.feed]
    source: Source = known[0] if known else library.add_source("default", news.feed)
    return library.refresh("default", source.id)


def held(library: Library) -> dict[str, str]:
    """Return address → title of every article."""
    return {row.url: row.title for row in library.articles("default")}


def test_pages_of_other_words_that_share_an_address_come_in_under_their_own(library: Library, news: News) -> None:
    addresses = [serve(news, f"/a/{n}", n, "/all-the-news") for n in range(3)]
    listing(news, *addresses)
    done = refreshed(library, news)
    assert (done.new, done.changed, done.folded, done.failed) == (3, 0, 0, 0)
    assert held(library) == {address: f"Story {n}" for n, address in enumerate(addresses)}
    check(library)


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2), (3, 2, 1), (3, 1, 2)])
def test_a_page_filed_under_its_own_address_keeps_it_from_a_page_that_names_it(
    library: Library, news: News, order: tuple[int, ...]
) -> None:
    named = {1: "/front-of-today", 2: "/front-of-today", 3: "/a/1"}
    addresses = [serve(news, f"/a/{n}", n, named[n]) for n in order]
    listing(news, *addresses)
    done = refreshed(library, news)
    assert held(library) == {address: f"Story {n}" for n, address in zip(order, addresses, strict=True)}
    assert (done.new, done.folded, done.failed) == (3, 0, 0)
    check(library)


def test_a_shared_address_is_found_out_across_refreshes_and_the_first_article_goes_on(
    library: Library, news: News
) -> None:
    first = serve(news, "/a/1", 1, "/all-the-news")
    listing(news, first)
    refreshed(library, news)
    (before,) = library.articles("default")
    assert before.url == news.server.url("/all-the-news")
    second = serve(news, "/a/2", 2, "/all-the-news")
    listing(news, second, first)
    done = refreshed(library, news)
    assert (done.new, done.removed, done.folded, done.failed) == (1, 0, 0, 0)
    assert held(library) == {first: "Story 1", second: "Story 2"}
    (after,) = [row for row in library.articles("default") if row.title == "Story 1"]
    assert after.id == before.id
    assert library.article("default", after.id).text == library.article("default", after.id, 1).text
    third = serve(news, "/a/3", 3, "/all-the-news")
    listing(news, third)
    assert refreshed(library, news).new == 1
    assert third in held(library)
    check(library)


def test_the_page_that_is_found_at_a_shared_address_has_it(library: Library, news: News) -> None:
    careless = serve(news, "/a/1", 1, "/a/2")
    listing(news, careless)
    refreshed(library, news)
    (before,) = library.articles("default")
    real = serve(news, "/a/2", 2, "/a/2")
    listing(news, careless, real)
    assert refreshed(library, news).new == 1
    assert held(library) == {careless: "Story 1", real: "Story 2"}
    assert [row.id for row in library.articles("default") if row.title == "Story 1"] == [before.id]
    check(library)


def test_copies_fold_and_the_run_says_how_many(library: Library, news: News) -> None:
    own = serve(news, "/a/1", 1, "/a/1")
    copies = [serve(news, path, 1, "/a/1") for path in ("/print?id=1", "/amp/1")]
    listing(news, copies[0], own, copies[1])
    done = refreshed(library, news)
    assert (done.new, done.changed, done.folded) == (1, 0, 2)
    assert held(library) == {own: "Story 1"}
    late = serve(news, "/mobile/1", 1, "/a/1")
    listing(news, late)
    done = refreshed(library, news)
    assert (done.new, done.changed, done.folded) == (0, 0, 1)
    assert held(library) == {own: "Story 1"}
    check(library)


@pytest.mark.parametrize("listed_again", [False, True])
def test_a_story_that_was_rewritten_is_not_taken_for_another(library: Library, news: News, listed_again: bool) -> None:
    one = serve(news, "/a/1?from=rss", 1, "/a/1")
    listing(news, one)
    refreshed(library, news)
    for path in ("/a/1?from=rss", "/a/1?from=mail"):
        serve(news, path, 1, "/a/1", text=story(7), title="Another headline")
    other = news.server.url("/a/1?from=mail")
    listing(news, other, *([one] if listed_again else []))
    refreshed(library, news)
    assert list(held(library)) == [news.server.url("/a/1")]
    check(library)
