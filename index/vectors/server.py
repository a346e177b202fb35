"""Chroma's own server, or Chroma Cloud: one dense index for all machines that share a catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.vectors.chroma import Vectors, at_server


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is and how it lets us in; `owner` tells which of its collections are this catalogue's."""

    url: str
    tenant: str
    database: str
    key: str
    owner: Callable[[], str]
    shared = True
    advice = "Questions are answered from the catalogue meanwhile."

    def open(self) -> tuple[Vectors, bool]:
        """Return Chroma; a server looks after its own files. Raises VectorsUnreachable."""
        return at_server(self.url, self.tenant, self.database, self.key, self.owner()), False

    def renew(self, opened: Vectors, collection: str) -> Vectors:
        """Return it without the collection that is damaged."""
        opened.forget(collection)
        return opened

    def closed(self) -> None:
        """Leave nothing behind."""
