"""What can go wrong in the index.

IndexFault
├── UnreadableSource    a file or record that cannot become an article
│   ├── BadAddress      no address that may be fetched
│   ├── FetchFailed     a page or feed that did not come
│   └── NoArticle       a page that came and holds no article
├── NotIndexed          an article or library that is not there
├── HomeBusy            another process owns the data folder
├── HomeUnusable        the data folder cannot be written or is damaged beyond repair
├── ModelUnavailable    the embedding model cannot be loaded or is not what it claims
├── ModelChanged        the library was embedded with another model
├── VectorsDamaged      the dense index cannot be read; it is rebuilt from the catalogue
├── VectorsUnreachable  the server of the dense index does not answer
├── WordsDamaged        the lexical index cannot be used; it is made anew from the catalogue
├── ExportRefused       a file that is no export, or not all of one
├── LibraryExists       an export would come into a library that is there already
├── CopyRefused         an export or a backup that cannot be written, or a backup that cannot be taken
└── Cancelled           the user stopped a running job

`str(error)` is the sentence that the user sees: what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import Literal

PageKind = Literal[
    "list", "login", "consent", "missing", "moved", "paywall", "script", "check", "error", "empty", "other"
]


class IndexFault(Exception):
    """Base of all; `exit_code` is the command line's."""

    exit_code = 1


class UnreadableSource(IndexFault):
    """One source cannot be read; the others go on."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason


class BadAddress(UnreadableSource):
    """No web address, or one of a kind that is never fetched."""


class FetchFailed(UnreadableSource):
    """Nothing came from an address.

    `status` is the HTTP status, 0 where none was received. `missing`: there is no page (404); `gone`: there is none
    any more, for good (410). `refused`: it may not be fetched, says its server (401, 403, 451) or robots.txt, or its
    host is private. `transient`: it may well come another time; `later`: after so many seconds, the host says.
    """

    def __init__(
        self,
        source: str,
        reason: str,
        *,
        status: int = 0,
        refused: bool = False,
        transient: bool = False,
        later: float | None = None,
    ) -> None:
        super().__init__(source, reason)
        self.status, self.refused, self.transient, self.later = status, refused, transient, later
        self.missing, self.gone = status == 404, status == 410

    def on_the_way(self, source: str) -> FetchFailed:
        """Return this fault as that of the address that led here."""
        reason = f"it leads to {self.source}, and there {self.reason}"
        return self.said_of(source, reason)

    def said_of(self, source: str, reason: str) -> FetchFailed:
        """Return this fault in other words."""
        return FetchFailed(
            source, reason, status=self.status, refused=self.refused, transient=self.transient, later=self.later
        )


class NoArticle(UnreadableSource):
    """A page without an article. `kind` tells which: "missing" is a page that says with status 200 that it is none,
    "moved" one that only sends its visitors on to `target`."""

    def __init__(self, source: str, reason: str, kind: PageKind, target: str = "") -> None:
        super().__init__(source, reason)
        self.kind, self.target = kind, target


class NotIndexed(IndexFault):
    """The named article, answer or library does not exist here."""

    exit_code = 3


class HomeBusy(IndexFault):
    """Another process holds the data folder."""


class HomeUnusable(IndexFault):
    """The data folder cannot be used."""


class ModelUnavailable(IndexFault):
    """No embedding model under this name, or its weights are not the expected ones."""


class ModelChanged(IndexFault):
    """The vectors on disk belong to another model; `footnote index rebuild` embeds anew."""


class VectorsDamaged(IndexFault):
    """Chroma cannot read its files; nothing is lost, since the catalogue holds every vector."""


class VectorsUnreachable(IndexFault):
    """The server at CHROMA_URL does not answer; questions are answered from the catalogue, indexing waits."""


class WordsDamaged(IndexFault):
    """The lexical index cannot be read or written; nothing is lost, since the catalogue holds every term."""


class ExportRefused(IndexFault):
    """A file is not what `footnote export` wrote; nothing of it is in the library."""


class LibraryExists(IndexFault):
    """The library is there; whoever imports says whether to merge or to replace."""


class CopyRefused(IndexFault):
    """A file cannot be written where it should be, or what should be restored is no backup."""


class Cancelled(IndexFault):
    """Raised by a progress callback to stop after the current article."""
