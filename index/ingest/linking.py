"""Libraries that were indexed before copies were linked: their articles' stories, found bit by bit."""

from __future__ import annotations

import threading

from index.catalogue.articles import Catalogue
from index.stories import stories
from index.stories.signatures import sketch

LINKED = 50  # articles in one transaction: a stop or a kill loses no more


def link_copies(catalogue: Catalogue, library: str, limit: int = LINKED) -> int:
    """Find the stories of some articles that have none yet; return of how many."""
    number = catalogue.library_id(library)
    with catalogue.database.read() as connection:
        waiting = stories.unsigned(connection, number, limit)
    signed = [(key, revision, sketch(catalogue.article(library, key, revision))) for key, revision in waiting]
    with catalogue.database.write() as connection:
        for key, revision, signature in signed:
            if stories.current(connection, number, key, revision):
                stories.put(connection, number, key, signature)
    return len(waiting)


def link_all(catalogue: Catalogue, stop: threading.Event) -> None:
    """Bring all libraries up to date; what a stop leaves is done next time."""
    for name in catalogue.libraries():
        while not stop.is_set() and link_copies(catalogue, name):
            pass
