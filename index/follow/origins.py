"""The nouns of where articles come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SourceKind = Literal["folder", "file", "page", "feed", "sitemap", "upload", "message"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the latest refresh of a source found, in articles."""

    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A place where articles come from. `every` is its schedule in seconds, 0 for none; times are UTC.

    `error` is the sentence of the latest failure to reach it, "" since it was reached; `alarmed` tells that people
    were told.
    """

    id: int
    library: str
    kind: SourceKind
    address: str
    title: str
    every: int
    paused: bool
    added_by: str
    added_at: datetime | None
    due_at: datetime | None
    tried_at: datetime | None
    succeeded_at: datetime | None
    error: str
    alarmed: bool
    counts: Counts

    def overdue(self, moment: datetime, times: int = 3) -> bool:
        """Tell whether it has not been reached for several times its schedule."""
        last = self.succeeded_at or self.added_at
        watched = bool(self.every) and not self.paused and last is not None
        return watched and last is not None and moment - last > timedelta(seconds=times * self.every)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an address is as a source, before it is added; nothing of it is indexed.

    `articles` and `new` are what it lists now and what of it the library lacks; `fetching` and `embedding` are
    estimates in seconds, `tokens` one of what is embedded, `price` what a provider takes for it, None for nothing or
    where that is not known. `note` is a sentence for the user; `feeds` are those that a page advertises, `newest` the
    titles of the newest articles of a listing, newest first.
    """

    kind: SourceKind
    address: str
    title: str = ""
    articles: int = 0
    new: int = 0
    fetching: float = 0.0
    embedding: float = 0.0
    note: str = ""
    feeds: tuple[str, ...] = ()
    newest: tuple[str, ...] = ()
    tokens: int = 0
    price: float | None = None
