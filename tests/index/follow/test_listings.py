"""What a listing leaves out or says of its days hides no article for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from index.library import Library
from tests.index.conftest import story
from tests.web_server.news import News

XMLNS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def urls(news: News, *numbers: int) -> str:
    return f"<urlset {XMLNS}>" + "".join(f"<url><loc>{news.address(number)}</loc></url>" for number in numbers)


def test_a_sitemap_that_was_cut_short_is_named_and_the_rest_comes_with_the_next_refresh(
    library: Library, news: News
) -> None:
    for number in (1, 2):
        news.publish(number, story(number))
    address = news.server.url("/cut.xml")
    news.server.serve("/cut.xml", f"{urls(news, 1)}<url><loc>{news.server.url('/sto')}", "application/xml")
    source = library.add_source("default", address)
    done = library.refresh("default", source.id)
    assert (done.new, [one.source for one in done.failures]) == (1, [address])
    assert "cut short" in done.failures[0].reason
    news.server.serve("/cut.xml", f"{urls(news, 1, 2)}</urlset>", "application/xml")
    done = library.refresh("default", source.id)
    assert (done.new, done.failed) == (1, 0)


def test_a_cut_feed_is_read_again_although_its_host_says_that_nothing_changed(library: Library, news: News) -> None:
    news.publish(1, story(1))
    whole = f"<rss><channel><item><link>{news.address(1)}</link></item></channel></rss>"
    news.server.serve("/cut.rss", whole[:-19], "application/rss+xml", etag='"same"')
    source = library.add_source("default", news.server.url("/cut.rss"))
    (failure,) = library.refresh("default", source.id).failures
    assert "cut short" in failure.reason
    news.server.serve("/cut.rss", whole, "application/rss+xml", etag='"same"')
    assert not library.refresh("default", source.id).failures


@pytest.mark.parametrize("days", [0, 3])
def test_a_day_without_a_clock_hides_no_later_article_of_it(library: Library, news: News, days: int) -> None:
    for number in (1, 2):
        news.publish(number, story(number))
    day = (datetime.now(UTC) - timedelta(days=days)).date()
    child = f"<sitemap><loc>{news.server.url('/1.xml')}</loc><lastmod>{day}</lastmod></sitemap>"
    news.server.serve("/days.xml", f"<sitemapindex {XMLNS}>{child}</sitemapindex>", "application/xml")
    news.server.serve("/1.xml", f"{urls(news, 1)}</urlset>", "application/xml")
    source = library.add_source("default", news.server.url("/days.xml"))
    assert library.refresh("default", source.id).new == 1
    news.server.serve("/1.xml", f"{urls(news, 2, 1)}</urlset>", "application/xml")
    assert library.refresh("default", source.id).new == 1
