"""A question's story: read it, search, extract, prove, record."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from bot.answer import filters as restrictions
from bot.answer import question as questions
from bot.answer import wording
from bot.answer.cite import cite, context
from bot.answer.compose import quotations
from bot.answer.extract import extract
from bot.answer.prove import Claims, prove, stand
from bot.answer.record import recall, remember
from bot.answer.scope import scope, searches
from bot.values import Answer, Citation, Extract, Outcome, Searched, Statement
from index.library import Library
from index.values import Filters, Hit, LibraryStatus, Results

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Answerer", "context", "recall"]

_HITS = 10
_RELATED = 2
# Quotes fail the proof when their article is re-indexed meanwhile; its new revision is then read once.
_READINGS = 2
# When the latest is asked for, an article competes whose best passage has this share of the best search score and whose
# best quote is at most this far, in log odds, behind: 0.75 lets in articles that only mention the topic.
_NEAR = 0.8
_BEHIND = 3.0

Step = Callable[[str], None]
Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]


class Answerer:
    """Answers questions from a library's own sentences. Holds no state; threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def ask(
        self,
        text: str,
        *,
        library: str = "default",
        today: date | None = None,
        on_step: Step = lambda step: None,
        follows: str = "",
    ) -> Answer:
        """Return the proven answer, recorded under its id; `on_step` gets short sentences for the reader.

        `follows` is the id of the answer that this question comes after in a conversation. Raises BadQuestion when
        nothing is asked or the question is too long.
        """
        began = perf_counter()
        asked = questions.clean(text)
        status = self._library.status(library)
        if not status.articles:
            nothing = Searched(library, 0, None, None)
            return _timed(_made(asked, "not_found", wording.no_articles(library), nothing), began)
        reading = restrictions.read(asked, publishers=status.publishers, today=today or _today())
        answer = replace(_timed(self._answer(asked, reading, status, on_step), began), follows=follows)
        remember(self._library, answer)
        return answer

    def _answer(self, asked: str, reading: restrictions.Reading, status: LibraryStatus, on_step: Step) -> Answer:
        """Search as asked, then with fewer restrictions until something answers; the strictest not_found otherwise."""
        missed: list[Answer] = []
        tried: list[tuple[Filters, int]] = []
        for topic, filters in searches(asked, reading):
            note = wording.dropped(*tried[0], filters) if tried else ""
            searched = scope(self._library, status, filters, newest_first=reading.newest_first, note=note)
            tried.append((filters, searched.articles))
            if searched.articles:
                answer = self._search(asked, topic, filters, searched, on_step)
                if answer.outcome == "answered":
                    return answer
                missed.append(answer)
        return missed[0]

    def _search(self, asked: str, topic: str, filters: Filters, searched: Searched, on_step: Step) -> Answer:
        on_step(f"Searching {wording.counted(searched.articles, 'article')}…")
        for _ in range(_READINGS):
            results = self._library.search(searched.library, topic, k=_HITS, filters=filters)
            on_step(f"Reading the {wording.counted(len(results.hits), 'closest passage')}…")
            found = self._extract(topic, results, newest_first=searched.newest_first)
            if found.outcome == "not_found":
                break
            on_step("Checking quotes…")
            claims = self._proven(found, results, searched.library)
            if claims.statements:
                text = wording.text(claims.statements)
                return _made(asked, "answered", text, searched, claims.statements, claims.citations)
        related = self._related(results.hits, searched.library)
        return _made(asked, "not_found", wording.not_said(searched), searched, related=related)

    def _proven(self, found: Extract, results: Results, name: str) -> Claims:
        articles = {hit.article.id: hit.article for hit in results.hits}
        return prove(quotations(found.quotes, articles), library=self._library, name=name)

    def _extract(self, topic: str, results: Results, *, newest_first: bool) -> Extract:
        encode: Encode = self._library.encode
        if not newest_first:
            return extract(topic, results, encode)
        encode = _remembering(encode)
        best = extract(topic, results, encode)
        if best.outcome == "not_found":
            return best
        near = {hit.article.id: hit.article for hit in results.hits if hit.score >= _NEAR * results.hits[0].score}
        for article in sorted(near.values(), key=lambda article: article.published or date.min, reverse=True):
            hits = tuple(hit for hit in results.hits if hit.article.id == article.id)
            found = extract(topic, replace(results, hits=hits), encode)
            if found.outcome == "answered" and found.quotes[0].score >= best.quotes[0].score - _BEHIND:
                return found
        return best

    def _related(self, hits: Sequence[Hit], name: str) -> tuple[Citation, ...]:
        """The nearest passages, none of which shares text with another."""
        nearest: list[Citation] = []
        for hit in hits:
            start, end = hit.passage.start, hit.passage.end
            if all(other.article_id != hit.article.id or other.end <= start or end <= other.start for other in nearest):
                nearest += stand([cite(hit.article, hit.passage, len(nearest) + 1)], library=self._library, name=name)
            if len(nearest) == _RELATED:
                break
        return tuple(nearest)


def _made(
    question: str,
    outcome: Outcome,
    text: str,
    searched: Searched,
    statements: tuple[Statement, ...] = (),
    citations: tuple[Citation, ...] = (),
    related: tuple[Citation, ...] = (),
) -> Answer:
    return Answer(secrets.token_urlsafe(9), question, outcome, text, statements, citations, related, searched, 0.0)


def _timed(answer: Answer, began: float) -> Answer:
    return replace(answer, seconds=round(perf_counter() - began, 3))


def _today() -> date:
    return datetime.now().astimezone().date()


def _remembering(encode: Encode) -> Encode:
    """The same encoder, asked once for each text."""
    import numpy as np

    known: dict[str, NDArray[np.float32]] = {}

    def remembered(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts]) if texts else encode([])

    return remembered
