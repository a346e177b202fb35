"""Where nothing answers: the nearest passages, related but no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer.prove.cite import cite
from bot.answer.prove.prove import stand
from bot.answer.quote.evidence import read_question
from bot.reading.languages import language_of
from bot.values import Citation
from index.text.language import terms
from index.values import Filters, Hit, Results

if TYPE_CHECKING:
    from index.library import Library

MOST = 2
AMONG = 50  # hits among which one in the library's main language is looked for
# Cosine and share of the question's words, weighed by rarity, together; a passage that holds a name of the question is
# near in any case. Over the sample articles 12 questions beside their matters all keep related passages; of 20 on other
# matters 18 have none (not "How tall is the Eiffel Tower?"), of 300 SQuAD questions 93 %.
NEAR = 0.58


def related(results: Results, question: str, filters: Filters, *, library: Library, name: str) -> tuple[Citation, ...]:
    """Return the nearest passages that are near at all; none shares text with another.

    How near a passage in another language than the question's is cannot be told; those are believed.
    """
    main = library.language(name)
    hits = _in_main_language_too(results.hits, question, filters, library, name)
    if language_of(question, main) == main:
        hits = [hit for hit in hits if near(replace(results, query=question), hit)]
    nearest: list[Citation] = []
    for hit in hits:
        start, end = hit.passage.start, hit.passage.end
        if all(other.article_id != hit.article.id or other.end <= start or end <= other.start for other in nearest):
            nearest += stand([cite(hit.article, hit.passage, len(nearest) + 1)], library=library, name=name)
        if len(nearest) == MOST:
            break
    return tuple(nearest)


def near(results: Results, hit: Hit) -> bool:
    """Tell whether a passage is near to a question: by meaning and words, or by a name that both hold."""
    language = hit.article.language
    held = set(terms(f"{hit.article.title} {hit.passage.text}", language))
    asked = read_question(results.query, language, results.terms, held)
    topic = {stem: results.terms.get(stem, 0.0) for stem in asked.topic}
    whole = sum(topic.values())
    share = sum(weight for stem, weight in topic.items() if stem in held) / whole if whole else 0.0
    return hit.dense + share >= NEAR or any(stem in held for stem, _ in asked.named)


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
