"""What an address would be as a source: looked at, not indexed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import BadAddress, FetchFailed, NotIndexed, UnreadableSource
from index.follow.listings import addressed, read_listing
from index.follow.origins import Counts, Outlook, Source, SourceKind
from index.follow.recheck import ONWARD, wanted
from index.follow.registry import Sources
from index.sources import files
from index.sources.discover import Discovery, discover
from index.sources.listing import Entry
from index.values import LibraryStatus
from index.web.address import normal

if TYPE_CHECKING:
    from index.web.blocking import BlockingFetcher

USUAL_PASSAGES = 5.0  # of an article of 600 words; a library's own mean once it holds enough
ENOUGH = 20  # articles
TOKENS = 130  # of a passage with its title: the mean over the sample articles
REMOTE = 0.03  # seconds for a passage at a provider: two for a request of 64
SAMPLE = ["The council voted on Tuesday to rebuild the harbour wall before the winter storms arrive. " * 8] * 8
MOST_SHOWN = 5  # titles
AT_ONCE = 2  # requests to one host at the same time, as index.web.pace keeps them


def look(
    address: str,
    status: LibraryStatus,
    sources: Sources,
    fetcher: BlockingFetcher,
    seconds_a_passage: Callable[[], float],
    delay: float,
) -> Outlook:
    """Return what an address is and how much of it is new. Raises UnreadableSource, NotIndexed."""
    found = _web(address, status, sources, fetcher, delay) if is_web(address) else _local(address)
    per_article = status.passages / status.articles if status.articles >= ENOUGH else USUAL_PASSAGES
    passages = found.new * per_article
    embedding = passages * seconds_a_passage() if found.new else 0.0
    return replace(found, embedding=embedding, tokens=round(passages * TOKENS))


def is_web(address: str) -> bool:
    """Tell whether an address is meant to be on the web rather than on this machine."""
    return "://" in address


def _local(address: str) -> Outlook:
    if not address.strip():
        raise NotIndexed("An empty address names nothing. Name a folder, a file or a web address.")
    path = Path(os.path.expanduser(address))
    if path.is_dir():
        count = sum(1 for _ in files.discover(path))
        return Outlook("folder", path.resolve().as_posix(), path.name, count, count)
    if path.is_file():
        return Outlook("file", path.resolve().as_posix(), path.name, 1, 1)
    raise NotIndexed(f"{address} is neither a file or folder here nor a web address that begins with https://.")


def _web(address: str, status: LibraryStatus, sources: Sources, fetcher: BlockingFetcher, delay: float) -> Outlook:
    """Fetch an address and tell a feed, a sitemap and a page apart."""
    address, found = _found(normal(address, fetcher.allowed), fetcher)
    if found.kind == "article":
        return Outlook("page", address, found.title, 1, 1, feeds=found.feeds)
    if found.listing is None:
        if found.feeds:
            return Outlook("page", address, found.title, note=found.note, feeds=found.feeds)
        raise UnreadableSource(address, found.note)
    kind: SourceKind = "feed" if found.kind == "feed" else "sitemap"
    known = [one for one in sources.all(status.library) if one.address == address]
    listed = addressed(found.listing, fetcher) if kind == "feed" else read_listing(_unknown(address), fetcher, {})
    new = len(wanted(listed.entries, sources.items(known[0]) if known else {}, datetime.now(UTC)))
    hosts = len({one.split("/")[2] for one in listed.entries}) or 1
    fetching = new * max(delay, 0.3 / AT_ONCE) / hosts
    shown = _newest(listed.entries.values())
    return Outlook(kind, address, listed.title, len(listed.entries), new, fetching, note=listed.note, newest=shown)


def _newest(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the titles of the newest articles, those without a date last, as they are listed."""
    titled = [one for one in entries if one.title.strip()]
    undated = datetime.min.replace(tzinfo=UTC)
    dated = sorted(titled, key=lambda one: one.published or one.updated or undated, reverse=True)
    return tuple(one.title for one in dated[:MOST_SHOWN])


def _found(address: str, fetcher: BlockingFetcher) -> tuple[str, Discovery]:
    """Return what lies at an address, and the address that it has for good; pages that only send on are followed."""
    first = address
    for hops in range(ONWARD + 1):
        try:
            response = fetcher.fetch(address)
        except (BadAddress, FetchFailed) as error:
            fault = error if isinstance(error, FetchFailed) else FetchFailed(address, error.reason, refused=True)
            raise (fault.on_the_way(first) if hops else error) from error
        found = discover(response.body, response.url, media_type=response.media_type, charset=response.charset)
        if not found.target:
            break
        address = found.target
    return normal(response.url if response.permanent else address, fetcher.allowed), found


def _unknown(address: str) -> Source:
    return Source(0, "", "sitemap", address, "", 0, False, "", None, None, None, None, "", False, Counts())


def seconds_a_passage(encode: Callable[[Sequence[str]], Any]) -> float:
    """Measure how long embedding a passage takes on this machine."""
    encode(SAMPLE[:1])  # loads the model
    began = time.perf_counter()
    encode(SAMPLE)
    return (time.perf_counter() - began) / len(SAMPLE)
