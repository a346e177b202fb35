"""A small newspaper on a test's server: pages that change, and the feed and sitemap that list them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.web_server.server import Reply, WebServer

FIRST = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@dataclass
class News:
    """`listed` are the numbers of the articles in the feed and the sitemap, newest last."""

    server: WebServer
    listed: list[int] = field(default_factory=list)
    updated: dict[int, datetime] = field(default_factory=dict)
    title: str = "The Quay Gazette"

    @property
    def feed(self) -> str:
        return self.server.url("/feed.xml")

    @property
    def sitemap(self) -> str:
        return self.server.url("/sitemap.xml")

    def address(self, number: int) -> str:
        return self.server.url(f"/story/{number}")

    def publish(self, number: int, text: str, *, listed: bool = True) -> str:
        """Serve an article of several paragraphs, listed or not; return its address."""
        when = self.when(number)
        paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        self.server.page(
            f"/story/{number}",
            f"<html lang='en'><head><title>Story {number}</title><meta property='og:site_name' content='{self.title}'>"
            f"<meta property='article:published_time' content='{when.isoformat()}'>"
            f"<link rel='canonical' href='{self.address(number)}'></head>"
            f"<body><article><h1>Story {number}</h1>{paragraphs}</article></body></html>",
            etag=f'"{hash(text) & 0xFFFFFFFF:x}"',
        )
        if listed and number not in self.listed:
            self.listed.append(number)
        self.list()
        return self.address(number)

    def change(self, number: int, text: str) -> None:
        """Serve another text, and say so in the listings."""
        self.updated[number] = self.when(number) + timedelta(hours=6)
        self.publish(number, text)

    def end(self, number: int, status: int) -> None:
        """Answer for an article with 410 or 404 from now on."""
        self.server.routes[f"/story/{number}"] = Reply(status)

    def when(self, number: int) -> datetime:
        return FIRST + timedelta(minutes=number)

    def list(self, content: str = "") -> None:
        """Write the feed and the sitemap anew; `content` goes into every entry of the feed."""
        items = "".join(
            f"<item><title>Story {n}</title><link>{self.address(n)}?utm_source=feed</link>"
            f"<pubDate>{format_datetime(self.updated.get(n, self.when(n)))}</pubDate>"
            f"<description><![CDATA[{content}]]></description></item>"
            for n in self.listed
        )
        rss = f"<?xml version='1.0'?><rss version='2.0'><channel><title>{self.title}</title>{items}</channel></rss>"
        self.server.serve("/feed.xml", rss, "application/rss+xml", etag=f'"{hash(rss) & 0xFFFFFFFF:x}"')
        urls = "".join(
            f"<url><loc>{self.address(n)}</loc><lastmod>{self.updated.get(n, self.when(n)).isoformat()}</lastmod></url>"
            for n in self.listed
        )
        head = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        self.server.serve("/sitemap.xml", f"{head}{urls}</urlset>", "application/xml")
