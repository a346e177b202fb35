"""The gate: what the catalogue does not hold, character for character, is not published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.monitoring.parts import part
from bot.values import Citation, Disagreement, Numbered, Statement
from index.errors import NotIndexed
from index.values import Article

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Claims:
    """What an answer would say: statements, the citations that they name by number, and how these disagree."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@part("prove")
def prove(claims: Claims, *, library: Library, name: str, numbered: Sequence[Numbered] = ()) -> Claims:
    """Return the claims that stored text proves, their citations numbered by first use.

    A citation stands when `article.text[start:end] == quote` in the article's live revision, a headline when it is the
    title there, read anew from the library called `name`; a statement stands when all its citations do and it has one,
    a disagreement while two of its sides do. A passage that is already `numbered` in the conversation keeps its number;
    others get the next ones.
    """
    stored = {citation.number: citation for citation in stand(claims.citations, library=library, name=name)}
    kept = [one for one in claims.statements if one.citations and all(number in stored for number in one.citations)]
    order = list(dict.fromkeys(number for claim in kept for number in claim.citations))
    numbers = _numbers([stored[number] for number in order], numbered)
    return Claims(
        tuple(replace(one, citations=tuple(numbers[number] for number in one.citations)) for one in kept),
        tuple(replace(stored[number], number=numbers[number]) for number in order),
        tuple(_renumbered(claims.disagreements, numbers)),
    )


def stand(citations: Iterable[Citation], *, library: Library, name: str) -> tuple[Citation, ...]:
    """Return the citations whose quote is what the live revision of their article holds at their offsets."""
    live: dict[str, Article | None] = {}
    kept = []
    for citation in citations:
        if citation.article_id not in live:
            live[citation.article_id] = _live(library, name, citation.article_id)
        if (article := live[citation.article_id]) is not None and _stands(citation, article):
            kept.append(citation)
    return tuple(kept)


def _stands(citation: Citation, article: Article) -> bool:
    """Tell whether a quote is what an article holds at its offsets, a headline the title that stands before them."""
    if citation.revision != article.revision:
        return False
    if citation.kind == "headline":
        return article.title == citation.quote and (citation.start, citation.end) == (-len(article.title), 0)
    inside = 0 <= citation.start < citation.end <= len(article.text)
    return inside and article.text[citation.start : citation.end] == citation.quote


def remembered(numbered: Sequence[Numbered], citations: Sequence[Citation]) -> tuple[Numbered, ...]:
    """Return every passage that has a number after an answer with these citations."""
    fresh = [Numbered(one.start, one.end, one.article_id, one.revision, one.number) for one in citations]
    return tuple(dict.fromkeys([*numbered, *fresh]))


def _numbers(citations: Sequence[Citation], numbered: Sequence[Numbered]) -> dict[int, int]:
    """Return the number of each citation in the conversation by the number it had in the claims."""
    known = {(one.article_id, one.revision, one.start, one.end): one.number for one in numbered}
    following = max(known.values(), default=0)
    numbers: dict[int, int] = {}
    for citation in citations:
        place = (citation.article_id, citation.revision, citation.start, citation.end)
        if place not in known:
            following += 1
            known[place] = following
        numbers[citation.number] = known[place]
    return numbers


def _renumbered(disagreements: Iterable[Disagreement], numbers: dict[int, int]) -> Iterable[Disagreement]:
    for one in disagreements:
        sides = tuple(replace(side, citation=numbers[side.citation]) for side in one.sides if side.citation in numbers)
        if len(sides) > 1:
            yield replace(one, sides=sides)


def _live(library: Library, name: str, article_id: str) -> Article | None:
    try:
        return library.article(name, article_id)
    except NotIndexed:
        return None
