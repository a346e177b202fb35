"""Web pages as they were fetched: the article on them, or why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import NoArticle, PageKind, UnreadableSource
from index.sources import files
from index.sources.charset import decode_declared
from index.sources.decode import Undecodable
from index.sources.facts import canonical, leads_on, read_facts
from index.sources.html import Extract, extract, page_of, parsed
from index.sources.kinds import first_tag, is_markup
from index.sources.notices import PAYWALL
from index.sources.pagekind import REASONS, is_prose, layout, why_no_article
from index.sources.weight import markup_of
from index.values import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "application/x-pdf": ".pdf",
    "application/json": ".json", "application/ld+json": ".json", "text/json": ".json", "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl", "text/plain": ".txt", "text/markdown": ".md", "text/x-markdown": ".md",
}  # fmt: skip
_NAMES = {".md": ".md", ".markdown": ".md", ".txt": ".txt", ".json": ".json", ".jsonl": ".jsonl"}
_LISTINGS = ("rss", "feed", "rdf:rdf", "urlset", "sitemapindex")
_LONGEST_PROMPT = 250  # characters
_TEASER = 150  # characters from which the opening of an article behind a paywall is worth reading


def read_web(body: bytes, url: str, *, media_type: str = "", charset: str = "") -> Page:
    """Return the article that an address delivered: HTML, PDF, JSON, Markdown or plain text.

    `url` is where redirects led, `media_type` and `charset` are the HTTP header's. `Page.source` and `Page.url` are the
    canonical address. Raises NoArticle for pages that hold none, UnreadableSource for what cannot be read.
    """
    suffix = _kind(body, url, media_type)
    if suffix == ".html":
        return _html(body, url, charset)
    if suffix in (".txt", ".md", ".json", ".jsonl"):
        body = _text(body, charset, url).encode()
    size = 1 + len(body) // 1_000_000  # it was limited when it was fetched
    found = list(files.read_bytes(f"page{suffix}", body, limit_mb=size, source=url))
    if suffix == ".pdf":  # of which pages may be refused
        found = found[:1]
    if len(found) != 1:
        raise NoArticle(
            url, f"the address holds {len(found)} articles in one file; download it and add the file.", "list"
        )
    if not isinstance(found[0], Page):
        raise UnreadableSource(url, found[0].reason)
    return replace(found[0], source=url, url=url)


def _html(body: bytes, url: str, charset: str) -> Page:
    tree = _tree(body, url, charset)
    facts, measured, address = read_facts(tree), layout(tree), canonical(tree, url)
    found = extract(tree, facts, url)
    kind = why_no_article(found, measured, facts, url)
    if kind:
        raise _refusal(kind, tree, url)
    found, prompted = _without_prompts(found)
    paywalled = facts.paywalled or prompted
    if paywalled and sum(len(block) for block in found.blocks if is_prose(block)) < _TEASER:
        raise _refusal("paywall", tree, url)
    return replace(page_of(found, facts, address, url=address, origin=""), paywalled=paywalled)


def _tree(body: bytes, url: str, charset: str) -> HtmlElement:
    try:
        return parsed(markup_of(body, url), url, charset)
    except Undecodable as error:
        raise UnreadableSource(url, "the page is binary or in an encoding that is not known.") from error


def _refusal(kind: PageKind, tree: HtmlElement, url: str) -> NoArticle:
    target = leads_on(tree, url)
    if target:
        reason = f"the page only sends its visitors on to {target}; add that address instead."
        return NoArticle(url, reason, "moved", target)
    return NoArticle(url, REASONS[kind], kind)


def _without_prompts(found: Extract) -> tuple[Extract, bool]:
    """Take out what a paywall says below the opening of an article, and tell whether there was any.

    None of 381 real articles, which hold few paywalls, has such words.
    """
    blocks = tuple(b for b in found.blocks if len(b) > _LONGEST_PROMPT or not PAYWALL.fullmatch(b))
    return replace(found, blocks=blocks), len(blocks) < len(found.blocks)


def _kind(body: bytes, url: str, media_type: str) -> str:
    """Return the suffix of the reader for a body; what the bytes show goes before what the header says."""
    if not body.strip():
        raise NoArticle(url, "the address delivered nothing.", "empty")
    if b"%PDF-" in body[:1024]:
        return ".pdf"
    if first_tag(body) in _LISTINGS:
        raise NoArticle(
            url, "this is a feed or sitemap, not an article; add it with `footnote index source add`.", "list"
        )
    if is_markup(body):
        return ".html"
    stated = media_type.partition(";")[0].strip().lower()
    suffix = _SUFFIXES.get(stated, "")
    if suffix == ".txt" or stated in ("", "application/octet-stream", "binary/octet-stream"):
        name = re.search(r"\.\w+$", url.partition("?")[0])
        suffix = _NAMES.get(name[0].lower() if name else "", suffix or ".html")
    if not suffix:
        raise NoArticle(url, f"the address delivers {stated}, which is not a kind that is read.", "other")
    return suffix


def _text(body: bytes, charset: str, url: str) -> str:
    try:
        return decode_declared(body, charset)
    except Undecodable as error:
        raise UnreadableSource(url, "the text is binary or in an encoding that is not known.") from error
