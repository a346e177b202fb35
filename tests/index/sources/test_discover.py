# ruff: noqa: E501
"""An address that somebody wants to follow is told for what it is, and what to follow instead."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from index.sources.discover import discover
from tests.index.sources import pages
from tests.index.sources.pages import URL, article, cards, page
from tests.index.sources.test_feeds import item, rss
from tests.index.sources.test_sitemaps import urlset
from tests.index.sources.test_web import pieces

HOME = "https://harbourpost.example/"
FEEDS = (
    "<link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed'>"
    "<link rel='alternate' type='application/rss+xml; charset=utf-8' title='All stories' href='/feeds/all.xml'>"
    "<link rel='ALTERNATE' type='application/atom+xml' title='Sport' href='https://feeds.example/sport'>"
    "<link rel='alternate' hreflang='de' href='/de'><link rel='alternate' type='application/rss+xml' href='javascript:x'>"
)


def test_feeds_and_sitemaps_by_their_bytes() -> None:
    found = discover(rss(item(1)), HOME, media_type="text/html")
    assert (found.kind, found.title) == ("feed", "The Harbour Post")
    assert found.listing
    assert len(found.listing.entries) == 1
    assert discover(b'{"version": "https://jsonfeed.org/version/1", "items": []}', HOME).kind == "feed"
    assert discover(gzip.compress(urlset("<loc>/1</loc>")), HOME, media_type="application/gzip").kind == "sitemap"
    assert discover(b"https://harbourpost.example/1\nhttps://harbourpost.example/2\n", HOME).kind == "sitemap"


def test_a_front_page_names_its_feeds() -> None:
    found = discover(page(f"<main>{cards()}</main>", FEEDS, title="The Harbour Post").encode(), HOME)
    assert (found.kind, found.title) == ("page", "The Harbour Post")
    assert found.feeds == (
        "https://harbourpost.example/feeds/all.xml",
        "https://feeds.example/sport",
        "https://harbourpost.example/comments/feed",
    )
    assert found.note.startswith("this is a page of links to articles")
    assert "https://harbourpost.example/feeds/all.xml" in found.note


def test_an_article_and_the_feed_of_its_site() -> None:
    found = discover(page(article(), FEEDS).encode(), URL)
    assert found.kind == "article"
    assert "https://harbourpost.example/feeds/all.xml" in found.note
    assert discover(page(article()).encode(), URL).note == "this is a single article."


def test_what_leads_nowhere_says_why() -> None:
    assert "login page" in discover(pages.LOGIN.encode(), HOME).note
    assert discover(b"\x89PNG\r\n\x1a\n\0\0", HOME, media_type="image/png").kind == "other"
    assert discover(b"", HOME).kind == "other"
    assert discover("\n\n".join(pages.STORY).encode(), HOME, media_type="text/plain").kind == "article"


@given(
    data=pieces | st.binary(max_size=200), media_type=st.sampled_from(["", "text/html", "text/xml", "application/json"])
)
def test_no_bytes_raise(data: bytes, media_type: str) -> None:
    assert discover(data, HOME, media_type=media_type).kind in ("feed", "sitemap", "article", "page", "other")
