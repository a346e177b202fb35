"""The articles folder while `footnote run` lives: what changes in it is indexed at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Cancelled, IndexFault
from index.values import Progress, Report

if TYPE_CHECKING:
    from index.library import Library

READY = 2.0  # seconds that a start waits for the folder to be watched: what changes from then on is noticed
log = logging.getLogger(__name__)


@contextmanager
def followed(library: Library, name: str, folder: Path) -> Iterator[None]:
    """Keep a library equal to a folder meanwhile; what fails is logged and tried again with the next change."""
    from index.follow.watch import Watcher

    stopping = threading.Event()

    def go_on(_: Progress) -> None:
        if stopping.is_set():
            raise Cancelled("Footnote is shutting down.")

    def changed(place: Path) -> None:
        try:
            _sync(library, name, place, go_on)
        except Cancelled:
            return
        except IndexFault as error:
            log.warning("%s was not indexed again: %s", place, error)

    with Watcher(changed, library.settings.watch_polling) as watcher:
        watcher.follow([folder])
        watcher.wait(READY)
        try:
            yield
        finally:
            stopping.set()


def _sync(library: Library, name: str, folder: Path, go_on: Report) -> None:
    from index.sources import files

    if next(files.discover(folder), None) is None and library.status(name).articles:
        log.warning("%s is suddenly empty; nothing was taken out. `footnote index sync` takes everything out.", folder)
        return
    done = library.sync(name, folder, go_on)
    for failure in done.failures:
        log.warning("%s: %s", failure.source, failure.reason)
    log.info("%s: %d new, %d changed, %d removed", folder, done.new, done.changed, done.removed)
