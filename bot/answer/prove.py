"""The gate: what the catalogue does not hold, character for character, is not published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.values import Citation, Statement
from index.errors import NotIndexed

if TYPE_CHECKING:
    from index.library import Library


def prove(
    statements: Sequence[Statement], citations: Sequence[Citation], *, library: Library, name: str
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the statements that stored text proves and their citations, numbered from 1 by first use.

    A citation stands when `article.text[start:end] == quote` in the article's live revision, read anew from the
    library called `name`; a statement stands when all its citations do and it has one.
    """
    stored = {citation.number: citation for citation in stand(citations, library=library, name=name)}
    kept = [claim for claim in statements if claim.citations and all(number in stored for number in claim.citations)]
    order = list(dict.fromkeys(number for claim in kept for number in claim.citations))
    renumbered = {number: place for place, number in enumerate(order, 1)}
    return (
        tuple(replace(claim, citations=tuple(renumbered[number] for number in claim.citations)) for claim in kept),
        tuple(replace(stored[number], number=renumbered[number]) for number in order),
    )


def stand(citations: Iterable[Citation], *, library: Library, name: str) -> tuple[Citation, ...]:
    """Return the citations whose quote is what the live revision of their article holds at their offsets."""
    texts: dict[str, tuple[int, str]] = {}
    kept = []
    for citation in citations:
        if citation.article_id not in texts:
            texts[citation.article_id] = _live(library, name, citation.article_id)
        revision, text = texts[citation.article_id]
        inside = 0 <= citation.start < citation.end <= len(text)
        if inside and revision == citation.revision and text[citation.start : citation.end] == citation.quote:
            kept.append(citation)
    return tuple(kept)


def _live(library: Library, name: str, article_id: str) -> tuple[int, str]:
    try:
        article = library.article(name, article_id)
    except NotIndexed:
        return 0, ""
    return article.revision, article.text
