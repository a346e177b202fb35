"""How many independent sources an answer cites, as the index knows which articles are copies of one text."""

from __future__ import annotations

from collections.abc import Iterable

from index.library import Library


def counted(library: Library, name: str, articles: Iterable[str]) -> str:
    """Say how many sources these articles are where others repeat them; else nothing."""
    stories = set(library.stories(name, articles).values())
    return said(len(stories), sum(library.copies(name, story) for story in stories))


def said(sources: int, copies: int) -> str:
    """Return `2 independent sources, 3 copies`, nothing where there is no copy."""
    if not copies:
        return ""
    return f"{sources} independent source{'' if sources == 1 else 's'}, {copies} cop{'y' if copies == 1 else 'ies'}"
