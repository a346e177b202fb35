"""The nouns of where articles come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from index.sources.archives import SEPARATOR

SourceKind = Literal["folder", "file", "page", "feed", "sitemap", "upload", "message"]
FILES = ("folder", "file")


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


def lies_in(place: str, source: Source) -> bool:
    """Tell whether an article's source is a file, a record of one, or a file in an archive, below a folder or file."""
    address = source.address
    return place == address or place.startswith((f"{address}/", f"{address}#", f"{address}{SEPARATOR}"))


def unreadable(path: Path, source: Source) -> str:
    """Return why a folder or file cannot be read now, "" where it can."""
    if source.kind == "file":
        return (
            "" if path.is_file() else "its folder is not there (a drive that is not mounted?); nothing was taken out."
        )
    if not path.is_dir():
        return "the folder is not there (a drive that is not mounted?); nothing was taken out."
    from index.sources import files

    if source.counts.found and not any(True for _ in files.discover(path)):
        return "the folder is suddenly empty; nothing was taken out. `footnote index sync` takes everything out."
    return ""
