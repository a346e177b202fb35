"""From what was found or written to the claims that the gate proves: which stored characters each statement cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answer.prove.cite import cite, merged
from bot.answer.prove.prove import Claims
from bot.answer.prove.speech import names_speaker, phrase, speech
from bot.answer.quote.headline import is_headline
from bot.answer.quote.widen import widened
from bot.values import Citation, Judged, Offered, Quote, Statement
from index.values import Article, Span

MOST_STATEMENTS = 8  # of one answer: a reader's screen is small
_BORNE = ("supported", "re-pointed")


def quotations(quotes: Sequence[Quote], articles: Mapping[str, Article]) -> Claims:
    """Return one statement for each quote, in its own words."""
    citations = [cite(articles[quote.article_id], quote, place) for place, quote in enumerate(merged(quotes), 1)]
    return Claims(tuple(Statement(one.quote, (one.number,)) for one in citations), tuple(citations))


def written(judged: Sequence[Judged], offered: Sequence[Offered]) -> Claims:
    """Return a model's statements that are borne, and in place of each other one the sentences that it cites.

    In the order of the model, at most MOST_STATEMENTS; a sentence that a statement cites is not quoted beside it.
    """
    desk = _Desk({one.key: one for one in offered})
    stated = [one for one in judged if one.verdict in _BORNE]
    told = {key for one in stated for key in one.keys}
    for one in judged:
        if one in stated:
            desk.state(one)
        else:
            desk.quote([key for key in one.keys if key not in told])
    return Claims(tuple(desk.statements[:MOST_STATEMENTS]), tuple(desk.citations))


def attributed(claims: Claims, articles: Mapping[str, Article]) -> Claims:
    """Return claims that say whose words they cite, where a statement does not say so itself."""
    cited = {one.number: one for one in claims.citations}
    return replace(claims, statements=tuple(_attributed(one, cited, articles) for one in claims.statements))


def _attributed(statement: Statement, cited: Mapping[int, Citation], articles: Mapping[str, Article]) -> Statement:
    phrases = []
    for number in statement.citations:
        citation = cited[number]
        article = articles[citation.article_id]
        quoted = Span(citation.start, citation.end)
        spoken = None if is_headline(quoted) else speech(article, quoted)
        if spoken is not None and not names_speaker(statement.text, spoken):
            phrases.append(phrase(spoken, article))
    dated = [statement.attribution] if statement.attribution else []
    return replace(statement, attribution="; ".join(dict.fromkeys([*phrases, *dated])))


class _Desk:
    """Collects statements; each stored span is cited under one number."""

    def __init__(self, offered: Mapping[str, Offered]) -> None:
        self._offered = offered
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []

    def state(self, judged: Judged) -> None:
        numbers = tuple(self._number(self._offered[key].article, self._offered[key].span) for key in judged.keys)
        self.statements.append(Statement(judged.text, numbers, "written"))

    def quote(self, keys: Sequence[str]) -> None:
        """Quote each sentence that nothing cites yet."""
        for key in keys:
            article, span = self._offered[key].article, self._offered[key].span
            if not any(_overlap(one, article, span) for one in self.citations):
                number = self._number(article, widened(article, span))
                self.statements.append(Statement(self.citations[number - 1].quote, (number,)))

    def _number(self, article: Article, span: Span) -> int:
        for one in self.citations:
            if (one.article_id, one.start, one.end) == (article.id, span.start, span.end):
                return one.number
        self.citations.append(cite(article, span, len(self.citations) + 1))
        return len(self.citations)


def _overlap(citation: Citation, article: Article, span: Span) -> bool:
    return citation.article_id == article.id and citation.start < span.end and span.start < citation.end
