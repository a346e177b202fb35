"""Sentences embedded before anybody asks, while there is nothing else to do: the first question finds them known."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.answer.quote.candidates import read_of
from index.errors import IndexFault, NotIndexed
from index.library import Library

MOST = 50_000  # sentences of a library, of its newest articles; 38 MB
BATCH = 16  # sentences: about 60 ms, for which a question may have to wait
EVERY = 10.0  # seconds between two looks whether something changed
log = logging.getLogger(__name__)


@contextmanager
def embedded_ahead(library: Library) -> Iterator[None]:
    """Embed sentences of articles meanwhile, newest first; not with a provider's model, which takes money for each."""
    stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(library, stop), name="ahead", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def embed_ahead(library: Library, name: str, stop: threading.Event) -> int:
    """Embed what no question met yet of a library's newest articles; return how many sentences. Blocks."""
    embedded = read = 0
    waiting: list[str] = []
    for texts in _sentences(library, name):
        read += len(texts)
        waiting += library.unembedded(texts)
        while len(waiting) >= BATCH and not stop.is_set():
            embedded += _embed(library, waiting[:BATCH])
            del waiting[:BATCH]
        if stop.is_set() or read >= MOST:
            break
    return embedded if stop.is_set() else embedded + _embed(library, waiting)


def _follow(library: Library, stop: threading.Event) -> None:
    seen: dict[str, int] = {}
    while not stop.wait(EVERY if seen else 0):
        try:
            if library.model.runtime == "provider":
                return
            for name, changes in library.quoted.changes().items():
                if seen.get(name) != changes and not stop.is_set():
                    embed_ahead(library, name, stop)
                    seen[name] = changes
        except IndexFault as error:  # who asks is told; this is tried again
            log.info("Sentences are embedded later: %s", error)


def _sentences(library: Library, name: str) -> Iterator[list[str]]:
    newest = sorted(library.articles(name), key=lambda one: (str(one.published or ""), one.indexed_at), reverse=True)
    for summary in newest:
        try:
            article = library.article(name, summary.id)
        except NotIndexed:  # it left meanwhile
            continue
        yield list(dict.fromkeys(text for one in library.passages(name, summary.id) for text in read_of(article, one)))


def _embed(library: Library, texts: list[str]) -> int:
    library.give_way()
    if texts:
        library.encode_kept(texts)
    return len(texts)
