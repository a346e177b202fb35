"""What can go wrong in the index.

IndexFault
├── UnreadableSource    a file or record that cannot become an article
├── NotIndexed          an article or library that is not there
├── HomeBusy            another process owns the data folder
├── HomeUnusable        the data folder cannot be written or is damaged beyond repair
├── ModelUnavailable    the embedding model cannot be loaded or is not what it claims
├── ModelChanged        the library was embedded with another model
├── VectorsDamaged      the dense index cannot be read; it is rebuilt from the catalogue
└── Cancelled           the user stopped a running job

`str(error)` is the sentence that the user sees: what is wrong, where, and what to do.
"""

from __future__ import annotations


class IndexFault(Exception):
    """Base of all; `exit_code` is the command line's."""

    exit_code = 1


class UnreadableSource(IndexFault):
    """One source cannot be read; the others go on."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason


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


class Cancelled(IndexFault):
    """Raised by a progress callback to stop after the current article."""
