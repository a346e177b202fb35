"""What a feed or sitemap lists now: one address for each article, and what is said of it."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from index.errors import UnreadableSource
from index.follow.origins import Source
from index.sources.addresses import same_site
from index.sources.feeds import read_feed
from index.sources.listing import CUT, Entry, Listing
from index.sources.sitemaps import MAX_DEPTH, read_sitemap
from index.values import Failure
from index.web.address import normal
from index.web.blocking import BlockingFetcher
from index.web.fetch import Response

MAX_SITEMAPS = 100  # files of one sitemap index that one refresh reads
DAYS_OPEN = timedelta(days=14)  # for which a file that states the day of its last change is looked at again
_FEED = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Listed:
    """Entries by their canonical address, none where nothing has changed, and the validators for the next time.

    `dead` are the files of a sitemap index that could not be read, and what was cut short on its way.
    """

    title: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    validators: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    dead: tuple[Failure, ...] = ()


def read_listing(source: Source, fetcher: BlockingFetcher, validators: Mapping[str, str]) -> Listed:
    """Return what a source lists. Raises FetchFailed, UnreadableSource."""
    if source.kind == "page":
        return Listed(entries={source.address: Entry(source.address)})
    if source.kind == "sitemap":
        return _sitemaps(source, fetcher, validators)
    response = _asked(source.address, fetcher, validators)
    if response is None:
        return Listed(validators=validators)
    listing = read_feed(response.body, response.url, charset=response.charset)
    if listing.cut:  # the rest is asked for the next time, whatever the host says of changes
        return replace(addressed(listing, fetcher), dead=(Failure(source.address, CUT),))
    return replace(addressed(listing, fetcher), validators=_validators(response))


def _asked(address: str, fetcher: BlockingFetcher, validators: Mapping[str, str]) -> Response | None:
    """Return the listing, None where it says what it said the last time."""
    etag, modified = validators.get("etag", ""), validators.get("modified", "")
    response = fetcher.fetch(address, etag=etag, modified=modified, accept=_FEED)
    same = response.status == 304 or _validators(response)["digest"] == validators.get("digest")
    return None if same else response


def _validators(response: Response) -> dict[str, str]:
    digest = hashlib.blake2b(response.body, digest_size=16).hexdigest()
    return {"etag": response.etag, "modified": response.last_modified, "digest": digest}


def addressed(listing: Listing, fetcher: BlockingFetcher) -> Listed:
    """Return a listing's entries under their canonical addresses; those that may not be fetched are left out."""
    entries: dict[str, Entry] = {}
    for entry in listing.entries:
        try:
            entries.setdefault(normal(entry.url, fetcher.allowed), entry)
        except UnreadableSource:
            continue
    return Listed(listing.title, entries, note=listing.note)


def _sitemaps(source: Source, fetcher: BlockingFetcher, validators: Mapping[str, str]) -> Listed:
    """Read a sitemap and those below it; one that says when it changed is read again only then."""
    found, known, at = Listed(), dict(validators), datetime.now(UTC)
    waiting: deque[tuple[Entry, int]] = deque([(Entry(source.address), 0)])
    read = 0
    while waiting and read < MAX_SITEMAPS:
        entry, depth = waiting.popleft()
        stamp = entry.updated.isoformat() if entry.updated and _settled(entry.updated, at) else ""
        if depth > MAX_DEPTH or (stamp and known.get(entry.url) == stamp) or not same_site(entry.url, source.address):
            continue
        read += 1
        try:
            response = fetcher.fetch(entry.url, accept="application/xml, text/xml, */*;q=0.5")
            listing = read_sitemap(response.body, response.url, charset=response.charset)
        except UnreadableSource as error:
            if not depth:
                raise
            note = found.note or f"{entry.url} could not be read: {error.reason}"
            found = replace(found, note=note, dead=(*found.dead, Failure(entry.url, error.reason)))
            continue
        known[entry.url] = "" if listing.cut else stamp
        waiting.extend((below, depth + 1) for below in listing.sitemaps)
        own = replace(listing, entries=tuple(e for e in listing.entries if same_site(e.url, source.address)))
        found = replace(
            found,
            entries={**found.entries, **addressed(own, fetcher).entries},
            note=found.note or own.note,
            dead=(*found.dead, *([Failure(entry.url, CUT)] if listing.cut else [])),
        )
    return replace(found, validators=known)


def _settled(stamp: datetime, at: datetime) -> bool:
    """Tell whether what changed then is all there: a day without a clock is written once a night, or by hand."""
    return stamp.time() != time() or stamp < at - DAYS_OPEN
