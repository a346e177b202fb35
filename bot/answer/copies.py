"""Which articles are copies of one text: wire stories under other headlines, cut or with a paragraph more.

At most ten articles are compared at a time, so sets of word runs are enough; sketches of them (MinHash) pay off from
thousands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language import normalised
from index.values import Article

RUN = 5  # words
SHARED = 0.5  # of the shorter text's runs; two reports of one event in the sample articles share at most 0.02


def groups(articles: Sequence[Article]) -> tuple[tuple[int, ...], ...]:
    """Return the places of articles in groups of one text, in order of first appearance."""
    runs = [_runs(article.text) for article in articles]
    found: list[list[int]] = []
    for place, mine in enumerate(runs):
        home = next((group for group in found if any(_alike(mine, runs[other]) for other in group)), None)
        if home is None:
            found.append([place])
        else:
            home.append(place)
    return tuple(tuple(group) for group in found)


def said(found: Sequence[Sequence[int]]) -> str:
    """Say how many sources there are where some are copies: `2 independent sources, 3 copies`; else nothing."""
    copies = sum(len(group) - 1 for group in found)
    if not copies:
        return ""
    sources = f"{len(found)} independent source{'' if len(found) == 1 else 's'}"
    return f"{sources}, {copies} cop{'y' if copies == 1 else 'ies'}"


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", normalised(text))
    return {tuple(words[place : place + RUN]) for place in range(max(1, len(words) - RUN + 1))}


def _alike(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    return len(one & other) >= SHARED * min(len(one), len(other))
