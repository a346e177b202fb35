# ruff: noqa: E501
"""Sitemaps in every allowed form give their addresses, and nothing that is packed can burst."""

from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableSource
from index.sources import listing
from index.sources.sitemaps import read_sitemap

BASE = "https://harbourpost.example/sitemap.xml"
SPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
NEWS = (
    "<news:news><news:publication><news:name>The Harbour Post</news:name><news:language>en</news:language>"
    "</news:publication><news:publication_date>2025-04-03T10:00:00Z</news:publication_date>"
    "<news:title>Ferry &amp; fog</news:title></news:news>"
)


def urlset(*inside: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {SPACE}>{"".join(f"<url>{i}</url>" for i in inside)}</urlset>'.encode()


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_sitemap(data, BASE)
    return caught.value.reason


def test_addresses_with_dates_and_news() -> None:
    found = read_sitemap(
        urlset(
            "<loc>https://harbourpost.example/1?utm_source=sm</loc><lastmod>2025-04-04</lastmod>" + NEWS,
            "<loc> /2 </loc><lastmod>soon</lastmod>", "<loc>https://harbourpost.example/1</loc>", "<loc/>",
        ),
        BASE,
    )  # fmt: skip
    one, two = found.entries
    assert (one.url, one.title, one.publisher) == ("https://harbourpost.example/1", "Ferry & fog", "The Harbour Post")
    assert one.published == datetime(2025, 4, 3, 10, tzinfo=UTC)
    assert one.updated == datetime(2025, 4, 4, tzinfo=UTC)
    assert (two.url, two.updated) == ("https://harbourpost.example/2", None)
    assert found.note == "1 entry has no web address to follow."


def test_an_index_names_further_sitemaps_and_no_article() -> None:
    found = read_sitemap(
        f"<sitemapindex {SPACE}><sitemap><loc>/a.xml.gz</loc><lastmod>2025-04-04</lastmod></sitemap>"
        f"<sitemap><loc>https://harbourpost.example/b.xml</loc></sitemap></sitemapindex>".encode(),
        BASE,
    )
    assert found.kind == "sitemap index"
    assert [entry.url for entry in found.sitemaps] == [
        "https://harbourpost.example/a.xml.gz",
        "https://harbourpost.example/b.xml",
    ]
    assert found.entries == ()
    assert found.sitemaps[0].updated == datetime(2025, 4, 4, tzinfo=UTC)


def test_a_text_sitemap_and_a_gzipped_one() -> None:
    text = b"\xef\xbb\xbfhttps://harbourpost.example/1\r\nhttps://harbourpost.example/2\r\n\r\n"
    for data in (text, gzip.compress(text), gzip.compress(urlset("<loc>/1</loc>", "<loc>/2</loc>"))):
        assert [entry.url[-1] for entry in read_sitemap(data, BASE).entries] == ["1", "2"]


def test_a_sitemap_without_namespace_or_with_another() -> None:
    for root in ("<urlset>", "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'>"):
        (entry,) = read_sitemap(f"{root}<url><loc>/1</loc></url></urlset>".encode(), BASE).entries
        assert entry.url == "https://harbourpost.example/1"


def test_an_empty_sitemap_says_so() -> None:
    assert read_sitemap(urlset(), BASE).note == "the sitemap lists nothing."
    assert read_sitemap(f"<sitemapindex {SPACE}/>".encode(), BASE).note == "the sitemap index lists nothing."


def test_what_is_no_sitemap() -> None:
    assert "feed" in reason(b"<rss><channel/></rss>")
    assert "no sitemap" in reason(b"<html><body>Hello</body></html>")
    assert "no sitemap" in reason(b"The ferry came back.\nNobody was hurt.")
    assert "no sitemap" in reason(b"")
    assert "damaged" in reason(gzip.compress(urlset())[:3] + b"\xff" * 40)


def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    assert len(bomb) < 100_000
    assert "more than 52 MB" in reason(bomb)


def test_what_is_cut_short_says_so() -> None:
    whole = urlset(*(f"<loc>/{n}</loc>" for n in range(2000)))
    assert "cut short" in reason(gzip.compress(whole)[:-400])
    found = read_sitemap(whole[: len(whole) // 2], BASE)
    assert 500 < len(found.entries) < 2000
    assert "cut short" in found.note
    assert found.cut
    assert read_sitemap(whole + b"\n<!-- 12 ms -->\n", BASE).note == ""


@pytest.mark.parametrize(
    "end", [b"<url><loc>/ferry-st", b"<url><lo", b"", b"<url><loc>/2</loc><xhtml:link href='/fr'/>"]
)
def test_half_an_entry_of_a_cut_sitemap_is_no_address(end: bytes) -> None:
    whole = urlset("<loc>/ferry</loc>")
    found = read_sitemap(whole.removesuffix(b"</urlset>") + end, BASE)
    assert [entry.url for entry in found.entries] == ["https://harbourpost.example/ferry"]
    assert found.note == "it was cut short on its way; what arrived is read."
    assert not read_sitemap(whole + b"<script>count()</script>", BASE).cut


def test_a_listing_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MAX_ENTRIES", 500)
    found = read_sitemap(urlset(*(f"<loc>/{n}</loc>" for n in range(502))), BASE)
    assert len(found.entries) == 500
    assert found.note == "only its first 500 entries are read."
    assert read_sitemap(urlset(*(f"<loc>/{n}</loc>" for n in range(500))), BASE).note == ""


pieces = st.lists(
    st.sampled_from(["<urlset>", "<url>", "</url>", "<loc>", "/1", "https://a.example/", "</loc>", "<sitemapindex>", "<sitemap>", "<lastmod>",
                     "2025", "<news>", "<title>", "\n", "&", "<!DOCTYPE x [", "<!--", "\x00"]),
    max_size=25,
).map(lambda parts: "".join(parts).encode())  # fmt: skip


@given(data=st.binary(max_size=200) | pieces | pieces.map(gzip.compress))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found = None
    with suppress(UnreadableSource):
        found = read_sitemap(data, BASE)
    assert all(entry.url.startswith(("http://", "https://")) for entry in found.entries) if found else True
