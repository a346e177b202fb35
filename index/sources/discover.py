"""What lies at a web address that somebody wants to follow: a feed, a sitemap, an article, or a page with feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.errors import NoArticle, UnreadableSource
from index.sources.addresses import resolve
from index.sources.feeds import read_feed
from index.sources.html import parsed
from index.sources.kinds import is_markup
from index.sources.listing import Listing
from index.sources.sitemaps import read_sitemap
from index.sources.text import one_line
from index.sources.web import read_web
from index.sources.weight import markup_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    "application/x-rss+xml",
)  # fmt: skip
_LINKS = "//link[@href and contains(concat(' ', translate(@rel, 'ALTERN', 'altern'), ' '), ' alternate ')]"
_COMMENTS = re.compile(r"comment|kommentar|commentaire|/comments?/", re.IGNORECASE)
_MOST = 10  # feeds that are shown


@dataclass(frozen=True, slots=True)
class Discovery:
    """What an address is: a `listing` where it is a feed or sitemap, else the `feeds` that the page advertises.

    `feeds` are addresses, and so is `target`: where a page without an article sends its visitors on to. `note` is the
    sentence for the user: what lies there, and what to add instead where that is better.
    """

    kind: Literal["feed", "sitemap", "article", "page", "other"]
    title: str = ""
    listing: Listing | None = None
    feeds: tuple[str, ...] = ()
    note: str = ""
    target: str = ""


def discover(body: bytes, url: str, *, media_type: str = "", charset: str = "") -> Discovery:
    """Tell what the bytes at an address are, whatever their media type says. Nothing is fetched, nothing raised."""
    if not is_markup(body):
        found = _listing(body, url, charset)
        if found:
            return found
    feeds, title = _advertised(body, url, charset) if is_markup(body) else ((), "")
    try:
        page = read_web(body, url, media_type=media_type, charset=charset)
    except NoArticle as error:
        kind: Literal["page", "other"] = "page" if is_markup(body) else "other"
        return Discovery(kind, title, None, feeds, _advice(error.reason, feeds), error.target)
    except UnreadableSource as error:
        return Discovery("other", title, None, feeds, _advice(error.reason, feeds))
    more = f" Its site has a feed: {feeds[0]}" if feeds else ""
    return Discovery("article", page.title or title, None, feeds, f"this is a single article.{more}")


def _listing(body: bytes, url: str, charset: str) -> Discovery | None:
    for kind, read in (("feed", read_feed), ("sitemap", read_sitemap)):
        try:
            listing = read(body, url, charset=charset)
        except UnreadableSource:
            continue
        return Discovery("feed" if kind == "feed" else "sitemap", listing.title, listing, note=listing.note)
    return None


def _advertised(body: bytes, url: str, charset: str) -> tuple[tuple[str, ...], str]:
    """Return the feeds of a page, those of comments last, and the page's title."""
    try:
        tree = parsed(markup_of(body, url), url, charset)
    except (UnreadableSource, ValueError):
        return (), ""
    title = one_line(str(tree.findtext(".//title") or ""))[:200]
    base = resolve(url, str(next(iter(tree.xpath("//head//base/@href")), ""))) or url
    links = ((resolve(base, str(link.get("href"))), link) for link in tree.xpath(_LINKS) if _is_feed(link))
    found = {address: f"{link.get('title', '')} {address}" for address, link in links if address}
    ordered = sorted(found, key=lambda address: bool(_COMMENTS.search(found[address])))
    return tuple(ordered[:_MOST]), title


def _is_feed(link: HtmlElement) -> bool:
    return str(link.get("type", "")).partition(";")[0].strip().lower() in _TYPES


def _advice(reason: str, feeds: tuple[str, ...]) -> str:
    if not feeds:
        return reason
    return f"{reason} Its feed: {feeds[0]}" if len(feeds) == 1 else f"{reason} Its feeds: {', '.join(feeds)}"
