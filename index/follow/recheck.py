"""Which of the articles that a source ever listed are asked for again, and when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index.catalogue.codec import stamp
from index.follow.registry import Item
from index.sources.listing import Entry

SOONEST, LATEST = timedelta(hours=1), timedelta(days=30)
SHARE = 8  # an article is looked at again after this part of its age: news changes early, if ever
AGAIN = timedelta(days=1)  # until an address that has no article is tried once more
ONWARD = 3  # pages in a row that only send their visitors on
LAST_DAYS = timedelta(days=3)  # of which whoever asks for a refresh has every article looked at
LOOKS = 100  # of them in one refresh
RECHECKS = 200  # articles that are not listed as changed, in one refresh


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to ask for: what the listing says of it now, and what is known of it.

    `hops` counts the pages that only sent on to it, from the item's own address; `again` tells that nothing says that
    it changed.
    """

    address: str
    entry: Entry | None
    item: Item
    hops: int = 0
    again: bool = False

    def onward(self, target: str) -> Wanted:
        return Wanted(target, self.entry, self.item, self.hops + 1)


def wanted(entries: Mapping[str, Entry], items: Mapping[str, Item], at: datetime) -> list[Wanted]:
    """Return what is new or changed in the listing, newest first, then what is due to be looked at again."""
    moment = stamp(at)
    fresh = [Wanted(a, e, items.get(a, Item(a))) for a, e in entries.items() if _says_more(e, items.get(a))]
    fresh.sort(key=lambda one: _when(one.entry) or at, reverse=True)
    asked = {one.address for one in fresh}
    due = sorted(i.due_at for i in items.values() if i.due_at)[:RECHECKS]
    until = min(moment, due[-1]) if due else ""
    again = [i for a, i in items.items() if a not in asked and i.due_at and i.due_at <= until]
    return fresh + [Wanted(item.address, entries.get(item.address), item) for item in again[:RECHECKS]]


def looks(
    items: Mapping[str, Item], recent: Collection[str], entries: Mapping[str, Entry], asked: Sequence[Wanted]
) -> list[Wanted]:
    """Return the articles in `recent` that are not `asked` for yet, newest first."""
    already = {one.address for one in asked}
    found = [one for one in items.values() if one.article in recent and one.address not in already]
    found.sort(key=lambda one: one.stamp or one.fetched_at, reverse=True)
    return [Wanted(one.address, entries.get(one.address), one, again=True) for one in found[:LOOKS]]


def said(entry: Entry | None) -> str:
    """Return what a listing says of an article's state: its latest time, "" where it tells none."""
    when = _when(entry)
    return when.isoformat() if when else ""


def next_look(entry: Entry | None, at: datetime) -> str:
    """Return when an article should be looked at again."""
    published = (entry.published or entry.updated) if entry else None
    age = at - published if published else timedelta(days=1)
    return stamp(at + min(max(age / SHARE, SOONEST), LATEST))


def next_try(at: datetime, *, transient: bool, later: float | None) -> str:
    """Return when an address that failed is tried again: at the next refresh, after what its host asks, or in a day."""
    wait = timedelta(seconds=later) if later else timedelta(0) if transient else AGAIN
    return stamp(at + wait)


def _says_more(entry: Entry, item: Item | None) -> bool:
    return item is None or bool(said(entry) and said(entry) != item.stamp)


def _when(entry: Entry | None) -> datetime | None:
    found = (entry.updated or entry.published) if entry else None
    return found.astimezone(UTC) if found else None
