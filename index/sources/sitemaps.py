"""Sitemaps: XML with news and images, indexes of sitemaps, and plain lists of addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.addresses import resolve
from index.sources.feeds_xml import LONGEST
from index.sources.listing import Entry, Listing, listed
from index.sources.moments import parse_moment
from index.sources.text import plain
from index.sources.xml import arrived, local, root_of, text_of_xml, unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DEPTH = 3
"""How many sitemap indexes below one another a refresh follows; the protocol allows one."""


def read_sitemap(data: bytes, base_url: str, *, charset: str = "") -> Listing:
    """Return what a sitemap lists, gzipped or not; those of an index are its `sitemaps`, for the caller to fetch.

    Raises UnreadableSource when the bytes are no sitemap.
    """
    text, whole = arrived(text_of_xml(unpacked(data, base_url), charset, base_url))
    root = root_of(text) if text.lstrip().startswith("<") else None
    if root is not None and local(root) == "urlset":
        entries = (_entry(url, base_url) for url in root.iterchildren("{*}url"))
        return listed(Listing("sitemap"), entries, whole=whole)
    if root is not None and local(root) == "sitemapindex":
        return _index(root, base_url, whole)
    if root is None and is_text_sitemap(text):
        return listed(Listing("sitemap"), (Entry(resolve("", line)) for line in text.split("\n") if line.strip()))
    kind = "a feed" if root is not None and local(root) in ("rss", "feed", "rdf") else "no sitemap"
    raise UnreadableSource(base_url, f"this is {kind}: a sitemap lists addresses in <urlset> or line by line.")


def is_text_sitemap(text: str) -> bool:
    """Tell whether a text is a list of web addresses, one a line."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]
    return bool(lines) and all(resolve("", line) for line in lines[: max(1, len(lines) - 1)])


def _index(root: _Element, base: str, whole: bool) -> Listing:
    entries = (_entry(item, base) for item in root.iterchildren("{*}sitemap"))
    found = listed(Listing("sitemap index"), entries, whole=whole)
    return replace(found, entries=(), sitemaps=found.entries)


def _entry(element: _Element, base: str) -> Entry:
    facts = {local(child): child for child in element.iterchildren("*")}
    news = {local(child): child for child in facts["news"].iter("*")} if "news" in facts else {}
    return Entry(
        url=resolve(base, _text(facts, "loc")),
        title=plain(_text(news, "title"))[:LONGEST],
        published=parse_moment(_text(news, "publication_date")),
        updated=parse_moment(_text(facts, "lastmod")),
        publisher=plain(_text(news, "name"))[:LONGEST],
    )


def _text(facts: dict[str, _Element], key: str) -> str:
    return "".join(facts[key].itertext()).strip() if key in facts else ""
