"""Where nothing answers: the nearest passages, related but no answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answer.prove.cite import cite
from bot.answer.prove.prove import stand
from bot.reading.languages import language_of
from bot.values import Citation
from index.values import Filters, Hit

if TYPE_CHECKING:
    from index.library import Library

MOST = 2
AMONG = 50  # hits among which one in the library's main language is looked for


def related(
    hits: Sequence[Hit], question: str, filters: Filters, *, library: Library, name: str
) -> tuple[Citation, ...]:
    """Return the nearest passages as they stand in the library; none shares text with another."""
    nearest: list[Citation] = []
    for hit in _in_main_language_too(hits, question, filters, library, name):
        start, end = hit.passage.start, hit.passage.end
        if all(other.article_id != hit.article.id or other.end <= start or end <= other.start for other in nearest):
            nearest += stand([cite(hit.article, hit.passage, len(nearest) + 1)], library=library, name=name)
        if len(nearest) == MOST:
            break
    return tuple(nearest)


def _in_main_language_too(
    hits: Sequence[Hit], question: str, filters: Filters, library: Library, name: str
) -> Sequence[Hit]:
    """Put the nearest passage in the library's main language second where the first ones are all in the asker's.

    To search and to an embedding model of one language, what shares the question's words is nearer than what it is
    about: "Wann wurde die Brücke eröffnet?" finds any German article before the English one on the bridge.
    """
    main, spoken = library.language(name), {hit.article.language for hit in hits[:MOST]}
    if len(spoken) != 1 or main in spoken or language_of(question, main) not in spoken:
        return hits
    others = library.search(name, question, k=AMONG, filters=filters).hits
    return [*hits[:1], *[hit for hit in others if hit.article.language == main][:1], *hits[1:]]
