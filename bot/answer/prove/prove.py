"""The gate: what the catalogue does not hold, character for character, is not published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.monitoring.parts import part
from bot.values import Citation, Disagreement, Numbered, Statement
from index.errors import NotIndexed

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

    A citation stands when `article.text[start:end] == quote` in the article's live revision, read anew from the
    library called `name`; a statement stands when all its citations do and it has one, a disagreement while two of its
    sides do. A passage that is already `numbered` in the conversation keeps its number; others get the next ones.
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


def _live(library: Library, name: str, article_id: str) -> tuple[int, str]:
    try:
        article = library.article(name, article_id)
    except NotIndexed:
        return 0, ""
    return article.revision, article.text
