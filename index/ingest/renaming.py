"""Articles that go on under another name: which of the pages that wait are such, and which are edits. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from index.stories.signatures import runs
from index.text.language import words

MOST = 500
"""Pages of changed sources that wait for the end of a run; further ones are taken to be edits at once."""
EDITED = 0.5
"""Share of a text's runs of words that an edit keeps; two reports of one matter seldom share a tenth."""


def moves(waiting: Mapping[str, str], live: Mapping[str, str], free: Callable[[str], bool]) -> dict[str, str]:
    """Return old → new names of what goes on elsewhere.

    `waiting` are the digests of pages by their sources, `live` the sources of live articles by their digests; `free`
    tells whether a source no longer says what it said.
    """
    found: dict[str, str] = {}
    for source, digest in waiting.items():
        old = live.get(digest, "")
        if old and old not in found and free(old):
            found[old] = source
    return found


def edited(before: str, now: str) -> bool:
    """Tell whether one text is an edit of another, not another article."""
    one, other = (runs(words(text)) for text in (before, now))
    return len(one & other) >= EDITED * max(1, min(len(one), len(other)))
