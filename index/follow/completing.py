"""What a page leaves out, filled in from the listing that led to it. Pure."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from index.sources.headline import people
from index.sources.listing import Entry
from index.values import Article, Page


def completed(page: Page, entry: Entry, paper: str, stored: Article | None) -> Page:
    """Return a page with what it does not say: from its `entry` in the listing of a `paper`, else from what is stored.

    A page that does not name its paper has its host's name for it, which any other goes before.
    """
    published = entry.published.date() if entry.published else stored.published if stored else None
    publisher = entry.publisher or paper
    named = "" if page.publisher == urlsplit(page.url).netloc.removeprefix("www.") else page.publisher
    return replace(
        page,
        title=page.title or entry.title or (stored.title if stored else ""),
        byline=page.byline or people(entry.byline, (publisher,)) or (stored.byline if stored else ""),
        publisher=named or publisher or (stored.publisher if stored else page.publisher),
        published=page.published or published,
    )
