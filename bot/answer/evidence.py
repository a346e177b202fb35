"""How well an answer is borne, and what of a question no article holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer.prove.prove import Claims
from bot.answer.quote.certainty import CERTAIN, agrees
from bot.answer.quote.evidence import framing
from bot.answer.understand.filters import publisher_asked
from bot.reading.languages import language_of
from bot.values import Citation, Evidence, Extract, Missing, Strength
from index.text.language import located_terms
from index.values import Results

if TYPE_CHECKING:
    from index.library import Library

_MOST = 3  # words that are named as missing


def evidence(question: str, claims: Claims, certainty: float, *, library: Library, name: str) -> Evidence:
    """Return how well claims are borne, with the number of independent sources that say what the first one does.

    A quotation is as sure as the extractor is of it; what a model wrote was proven statement by statement, and each
    has at least so many sources.
    """
    stories = library.stories(name, {one.article_id for one in claims.citations})
    cited = {one.number: one for one in claims.citations}
    written = [one for one in claims.statements if one.kind == "written"]
    if claims.disagreements:
        return _counted(claims.citations, "differing", stories, library, name)
    if written:
        each = [[cited[number] for number in one.citations] for one in written]
        fewest = min(each, key=lambda some: len({stories.get(one.article_id, one.article_id) for one in some}))
        return _counted(fewest, "strong", stories, library, name)
    first = cited[claims.statements[0].citations[0]]
    language = library.language(name)
    alike = [one for one in claims.citations if one is first or agrees(question, first.quote, one.quote, language)]
    return _counted(alike, "strong" if certainty >= CERTAIN else "weak", stories, library, name)


def _counted(
    citations: Iterable[Citation], strength: Strength, stories: dict[str, str], library: Library, name: str
) -> Evidence:
    told = {stories.get(one.article_id, one.article_id) for one in citations}
    return Evidence(strength, len(told), sum(library.copies(name, story) for story in told))


def missing(question: str, results: Results, *, library: Library, name: str) -> Missing:
    """Return what no passage of the library holds: names of a question, else words that are half of it by weight.

    And a publisher that it asks for and that is none here. A question in another language than the library's calls
    everything otherwise: of it nothing can be said.
    """
    main = library.language(name)
    if language_of(question, main) != main:
        return Missing()
    found = [(stem, word) for stem, word in located_terms(question, main) if stem not in framing()]
    unknown = [word for stem, word in found if stem in results.unknown]
    publisher = publisher_asked(question)
    if not publisher or not set(publisher.split()) <= set(unknown):
        publisher = ""
    names = [run for run in _names(question, found, results) if run != publisher]
    if names or publisher:
        return Missing(tuple(names[:_MOST]), (), publisher)
    weights = [results.terms.get(stem, 0.0) * (1 if stem in results.unknown else -1) for stem, _ in found]
    words = [word for word in dict.fromkeys(unknown) if not question.startswith(word)]
    return Missing((), tuple(words[:_MOST]) if sum(weights) >= 0 else ())


def unsaid(known: Missing, found: Extract) -> Missing:
    """Return what is missing, with the words that the closest passage does not say and that are not named yet.

    A word that no article has is not missing where the passage says it in another of near meaning.
    """
    known = replace(known, words=tuple(word for word in known.words if word in found.unsaid))
    named = " ".join((*known.names, *known.words, known.publisher)).split()
    words = [word for word in dict.fromkeys(found.unsaid) if word not in named]
    return replace(known, unsaid=tuple(words[:_MOST]))


def _names(question: str, found: Sequence[tuple[str, str]], results: Results) -> list[str]:
    """Return the runs of capitalised words that no passage holds, where a question is written with small ones too."""
    if question in (question.upper(), question.lower()):
        return []

    def named(one: tuple[str, str]) -> bool:
        return one[0] in results.unknown and one[1][:1].isupper() and not question.startswith(one[1])

    runs: list[str] = []
    for _, word in filter(named, found):
        longer = f"{runs[-1]} {word}" if runs else ""
        runs = [*runs[:-1], longer] if longer and longer in question else [*runs, word]
    return list(dict.fromkeys(runs))
