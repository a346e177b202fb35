"""What feeds and sitemaps have in common: entries that point at articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Literal

ListingKind = Literal["rss", "atom", "json", "sitemap", "sitemap index"]
_NAMES = {"rss": "RSS feed", "atom": "Atom feed", "json": "JSON feed"}
MAX_ENTRIES = 50_000  # what the sitemap protocol allows in one file
CUT = "it was cut short on its way; what arrived is read."
_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a listing points at.

    `url` is absolute and free of tracking parameters; times carry a zone (UTC where none was stated). `summary` and
    `content` are as delivered, mostly HTML: `feeds.story_of` makes text of them. `publisher` is named where the listing
    gathers several.
    """

    url: str
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    content: str = ""
    byline: str = ""
    guid: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists, in its order. `sitemaps` are the further files of a sitemap index.

    `note` says in a sentence what is odd: an empty listing, entries without an address, a cut; of one that was `cut`
    the entries that arrived are known.
    """

    kind: ListingKind
    title: str = ""
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    note: str = ""
    cut: bool = False


def listed(listing: Listing, entries: Iterator[Entry], *, whole: bool = True) -> Listing:
    """Return the listing with its entries, folded and bounded, and a note of what is odd about them.

    One that is not `whole` was cut short on its way.
    """
    read = list(islice(entries, MAX_ENTRIES))
    unique = folded(entry for entry in read if entry.url)
    notes = [] if unique else [f"the {_NAMES.get(listing.kind, listing.kind)} lists nothing."]
    if not whole:
        notes.append(CUT)
    if without := sum(not entry.url for entry in read):
        notes.append(f"{'1 entry has' if without == 1 else f'{without:,} entries have'} no web address to follow.")
    if next(entries, None):
        notes.append(f"only its first {MAX_ENTRIES:,} entries are read.")
    return replace(listing, entries=unique, note=" ".join(notes), cut=not whole)


def folded(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return every article once: the latest of entries with one address, or with one guid and one title."""
    found: list[Entry] = []
    places: dict[object, int] = {}
    for entry in entries:
        keys: list[object] = [entry.url]
        if entry.guid and entry.title:
            keys.append((entry.guid, entry.title))
        at = next((places[key] for key in keys if key in places), len(found))
        if at == len(found):
            found.append(entry)
        elif _moment(entry) > _moment(found[at]):
            found[at] = entry
        places |= dict.fromkeys(keys, at)
    return tuple(found)


def _moment(entry: Entry) -> datetime:
    return entry.updated or entry.published or _EARLIEST
