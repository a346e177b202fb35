# ruff: noqa: E501
"""Feeds of every dialect give their entries; whatever is wrong with one entry costs no other."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableSource
from index.sources.feeds import read_feed, story_of
from index.sources.listing import Entry

BASE = "https://harbourpost.example/feeds/all.xml"
PLUS_2 = timezone(timedelta(hours=2))


def rss(items: str, channel: str = "", root: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/" {root}><channel><title>The Harbour Post</title>'
        f"<link>https://harbourpost.example/</link><language>en-gb</language>{channel}{items}</channel></rss>"
    ).encode()


def item(number: int, inside: str = "") -> str:
    return f"<item><title>Story {number}</title><link>https://harbourpost.example/{number}</link>{inside}</item>"


def only(data: bytes) -> Entry:
    (entry,) = read_feed(data, BASE).entries
    return entry


def test_rss_2_with_full_text() -> None:
    found = read_feed(
        rss(
            "<item><title>Ferry &amp; fog</title><link> /2025/ferry?utm_source=rss&amp;id=7#top </link>"
            "<guid isPermaLink='false'>hp-7</guid><pubDate>Thu, 03 Apr 2025 23:40:00 +0200</pubDate>"
            "<dc:creator>By Anna Kowalski</dc:creator><description>Fog again.</description>"
            "<content:encoded><![CDATA[<p>The ferry was late.</p><p>Nobody &amp; nothing was hurt.</p>]]></content:encoded>"
            "</item>"
        ),
        BASE,
    )
    assert (found.kind, found.title, found.note) == ("rss", "The Harbour Post", "")
    (entry,) = found.entries
    assert entry.url == "https://harbourpost.example/2025/ferry?id=7"
    assert (entry.title, entry.byline, entry.guid) == ("Ferry & fog", "Anna Kowalski", "hp-7")
    assert entry.published == datetime(2025, 4, 3, 23, 40, tzinfo=PLUS_2)
    assert entry.published.date().isoformat() == "2025-04-03"
    assert story_of(entry)[0] == "The ferry was late.\n\nNobody & nothing was hurt."
    twice = replace(entry, content="&lt;p&gt;The ferry was late.&lt;/p&gt;&lt;p&gt;Nobody &amp;amp; nothing.&lt;/p&gt;")
    assert story_of(twice)[0] == "The ferry was late.\n\nNobody & nothing."


def test_rss_1_and_0_91() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Sandbar</title></channel>'
        '<item rdf:about="https://sandbar.example/1"><title>One</title><dc:date>2025-04-03T10:00Z</dc:date></item>'
        "</rdf:RDF>"
    )
    entry = only(rdf.encode())
    assert (entry.url, entry.published) == ("https://sandbar.example/1", datetime(2025, 4, 3, 10, tzinfo=UTC))
    old = b"<rss version='0.91'><channel><title>Old</title><item><title>A</title><link>a.html</link></item></channel></rss>"
    assert only(old).url == "https://harbourpost.example/feeds/a.html"


def test_atom_with_bases_and_many_links() -> None:
    entry = only(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://kieler.example/news/">
        <title type="html">Kieler &lt;b&gt;Bote&lt;/b&gt;</title><author><name>Redaktion</name></author>
        <entry><id>tag:kieler.example,2025:1</id><title>F\xc3\xb6hr</title>
        <link rel="self" href="/1.atom"/><link rel="enclosure" type="image/png" href="b.png"/><link href="foehr"/>
        <updated>2025-04-04T08:00:00+02:00</updated><published>2025-04-03T08:00:00+02:00</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die F\xc3\xa4hre &amp; das Meer.</p></div></content>
        </entry></feed>"""
    )
    assert (entry.url, entry.title, entry.byline) == ("https://kieler.example/news/foehr", "Föhr", "Redaktion")
    assert entry.published == datetime(2025, 4, 3, 8, tzinfo=PLUS_2)
    assert entry.updated == datetime(2025, 4, 4, 8, tzinfo=PLUS_2)
    assert story_of(entry)[0] == "Die Fähre & das Meer."


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Ardle Gazette", "language": "en",
        "home_page_url": "https://ardle.example/",
        "items": [
            {"id": 7, "url": "/7", "title": "Dam <i>closed</i>", "content_html": "<p>It is closed.</p>",
             "date_published": "2025-04-03T08:00:00Z", "authors": [{"name": "Tom Harker"}, {"name": "Ada Roe"}]},
            {"id": "https://ardle.example/8", "content_text": "Plain words.", "date_published": ["x"]},
            {"id": "9"}, "oops", None,
        ],
    }  # fmt: skip
    found = read_feed(json.dumps(feed).encode("utf-8-sig"), "https://ardle.example/feed.json")
    seven, eight = found.entries
    assert (seven.url, seven.title, seven.byline) == ("https://ardle.example/7", "Dam closed", "Tom Harker, Ada Roe")
    assert story_of(seven)[0] == "It is closed."
    assert (eight.url, eight.published, story_of(eight)[0]) == ("https://ardle.example/8", None, "Plain words.")
    assert "1 entry has no web address" in found.note


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Thu, 03 Apr 2025 10:00:00 GMT", datetime(2025, 4, 3, 10, tzinfo=UTC)),
        ("3 Apr 2025 10:00 EST", datetime(2025, 4, 3, 10, tzinfo=timezone(timedelta(hours=-5)))),
        ("2025-04-03", datetime(2025, 4, 3, tzinfo=UTC)),
        ("2025-04-03 10:00:00", datetime(2025, 4, 3, 10, tzinfo=UTC)),
        ("2025-04-03T10:00:00.1234567+0200", datetime(2025, 4, 3, 10, 0, 0, 123456, tzinfo=PLUS_2)),
        ("3. April 2025 10:00 Uhr", datetime(2025, 4, 3, 10, tzinfo=UTC)),
        ("Do, 03 Mär 2025 10:00:00 +0200", datetime(2025, 3, 3, 10, tzinfo=PLUS_2)),
        ("wt., 03 cze 2025 8:05:00 +0200", datetime(2025, 6, 3, 8, 5, tzinfo=PLUS_2)), ("3. Juni 2025 8:05 PM", datetime(2025, 6, 3, tzinfo=UTC)),
        ("1748941200", datetime(2025, 6, 3, 9, tzinfo=UTC)), ("1748941200123", datetime(2025, 6, 3, 9, tzinfo=UTC)),
        ("Thu, 31 Feb 2025 10:00:00 GMT", None), ("yesterday", None), ("0000-00-00T00:00:00Z", None), ("", None),
        ("Thu, 03 Apr 99999 10:00:00 GMT", None), ("9" * 5000, None), ("&#xD83D;", None),
    ],
)  # fmt: skip
def test_dates_good_and_bad_lose_no_entry(said: str, meant: datetime | None) -> None:
    assert only(rss(item(1, f"<pubDate>{said}</pubDate>"))).published == meant


def test_duplicates_are_one_and_the_latest_stands() -> None:
    first = item(1, "<guid>g1</guid><pubDate>Thu, 03 Apr 2025 10:00:00 GMT</pubDate>")
    again = first.replace("</link>", "?utm_campaign=x</link>").replace("10:00", "12:00")
    moved = first.replace("harbourpost.example/1", "harbourpost.example/en/1")
    found = read_feed(rss(first + item(2) + again + moved), BASE)
    assert [entry.title for entry in found.entries] == ["Story 1", "Story 2"]
    assert found.entries[0].published == datetime(2025, 4, 3, 12, tzinfo=UTC)


def test_one_guid_for_everything_folds_nothing() -> None:
    found = read_feed(rss("".join(item(n, "<guid isPermaLink='false'>same</guid>") for n in range(3))), BASE)
    assert len(found.entries) == 3


def test_an_empty_feed_is_no_broken_one() -> None:
    empty = read_feed(rss(""), BASE)
    assert (empty.entries, empty.note) == ((), "the RSS feed lists nothing.")
    for data, said in [
        (b"<html><body><p>Hello</p></body></html>", "web page, not a feed"),
        (b"<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title><body><p>a<p>b", "web page, not a feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "sitemap, not a feed"),
        (b"just words", "not a feed"), (b"", "not a feed"), (b"{}", "not a feed"), (b"{oops", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)) * 9, "binary"), (b"\x1f\x8b\x08garbage", "damaged"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description/></rdf:RDF>", "not a feed"),
    ]:  # fmt: skip
        with pytest.raises(UnreadableSource, match=said):
            read_feed(data, BASE)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x", "https://user:secret@a.example/", "http://", "//", "mailto:a@b.example",
     "data:text/html,hi", "http://[::1", "https://a.example:port/", "x" * 3000],
)  # fmt: skip
def test_only_web_addresses_are_addresses(link: str) -> None:
    found = read_feed(rss(item(1) + f"<item><title>x</title><link>{link}</link></item>"), BASE)
    assert len(found.entries) <= 2
    assert all(entry.url.startswith("https://harbourpost.example/") for entry in found.entries)


def test_entity_tricks_are_harmless() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for doctype in (
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>',
        '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
    ):
        data = rss(
            f"<item><title>Fog &l11; again</title><link>/1</link><description>{'&l11;' * 10}</description></item>"
        )
        entry = only(data.replace(b"<rss", doctype.encode() + b"<rss", 1))
        assert entry.url == "https://harbourpost.example/1"
        assert len(entry.title) < 100
        assert "root:" not in entry.title + entry.summary


def test_damaged_xml_keeps_its_words() -> None:
    entry = only(rss("<item><title>Fish & chips&nbsp;&ndash; Käse<br>fair</title><link>/1?a=1&b=2</link></item>"))
    assert entry.title == "Fish & chips – Käse fair"
    assert entry.url == "https://harbourpost.example/1?a=1&b=2"
    cut = rss(item(1) + item(2) + item(3))
    assert len(read_feed(cut[:-60], BASE).entries) >= 2
    assert len(read_feed(b"\r\n \n" + cut.replace(b"Story 2", b"St\x00ory \x0b2"), BASE).entries) == 3


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [("utf-8", "iso-8859-1", "iso-8859-1"), ("cp1252", "utf-8", ""), ("cp1252", "iso-8859-1", ""), ("cp1252", "x", "windows-1252"),
     ("utf-16", "utf-16", ""), ("utf-16-le", "utf-8", "utf-16"), ("utf-8-sig", "utf-8", "latin1")],
)  # fmt: skip
def test_charsets_of_feeds(encoding: str, declared: str, header: str) -> None:
    text = rss("<item><title>Überfahrt nach Föhr – „täglich“</title><link>/1</link></item>").decode()
    data = text.replace('encoding="utf-8"', f'encoding="{declared}"').encode(encoding)
    assert read_feed(data, BASE, charset=header).entries[0].title == "Überfahrt nach Föhr – „täglich“"


@pytest.mark.parametrize("title", ["&lt;!--" * 50_000, "<![CDATA[" + "<a " * 50_000 + "]]>", "&amp;lt;" * 50_000])
def test_a_title_that_is_no_title_costs_no_time(title: str) -> None:
    assert len(only(rss(item(1).replace("Story 1", title))).title) <= 500


def test_pictures_and_sounds_lend_no_words() -> None:
    entry = only(
        rss(
            item(1, "<media:title>A photo</media:title><itunes:author>DJ</itunes:author><author>desk@x.example (Ada Roe)</author>"
                    "<media:content><media:description>d</media:description></media:content>").replace("<title>Story 1</title>", ""),
            root='xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
        )
    )  # fmt: skip
    assert (entry.title, entry.summary, entry.byline) == ("", "", "Ada Roe")


def test_five_thousand_entries() -> None:
    text = "<p>The ferry came back.</p>" * 20
    found = read_feed(
        rss("".join(item(n, f"<description><![CDATA[{text}]]></description>") for n in range(5000))), BASE
    )
    assert len(found.entries) == 5000
    assert found.entries[4999].url == "https://harbourpost.example/4999"


pieces = st.lists(
    st.sampled_from(
        ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "/1", "https://a.example/", "<feed>", "<entry>",
         "<link href='x' />", "<![CDATA[", "]]>", "&amp;", "&", "&lt;b&gt;", "<!DOCTYPE rss [", "]>", "<pubDate>", "2025-04-03", "<?xml version='1.0'",
         "?>", "<guid>", "x", "\x00", "ü", "<!--", "-->", '{"items": [', '{"url": ', "]}", "<rdf:RDF>", "xml:base='//['"]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode())  # fmt: skip


@settings(max_examples=300)
@given(
    data=st.binary(max_size=300) | pieces,
    charset=st.sampled_from(["", "utf-8", "utf-16", "latin1", "shift_jis", "nonsense", "\x00"]),
)
def test_no_bytes_break_the_reader(data: bytes, charset: str) -> None:
    found = None
    with suppress(UnreadableSource):
        found = read_feed(data, BASE, charset=charset)
    for entry in found.entries if found else ():
        assert entry.url.startswith(("http://", "https://"))
        story_of(entry)[0].encode()
