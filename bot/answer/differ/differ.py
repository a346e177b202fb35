"""What other reports say instead of an answer, each with its publisher and date; a later one stands first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.answer.differ.later import Contradicts, contradicting, takes_back
from bot.answer.differ.sentences import Report, Sentence
from bot.answer.differ.values import answered, other_values, restated
from bot.answer.prove.cite import cite
from bot.answer.prove.prove import Claims
from bot.answer.quote.widen import LONGEST, widened
from bot.monitoring.parts import part
from bot.values import Citation, Disagreement, Side, Statement
from index.values import Article, Hit, Span

MOST_SIDES = 5


@part("compare")
def differing(
    question: str, claims: Claims, hits: Sequence[Hit], stories: Mapping[str, str], judge: Contradicts | None = None
) -> Claims:
    """Return claims with what other reports say instead, one of each story, each quoted; a later one first, dated.

    The articles of `hits` are read whole; `stories` maps them to the earliest copy of each. The judge is asked once.
    """
    told: dict[str, list[Sentence]] = {}
    for article in {hit.article.id: hit.article for hit in hits}.values():
        told.setdefault(stories.get(article.id, article.id), []).extend(_readable(article))
    own = [one for citation in claims.citations for lines in told.values() for one in lines if _holds(citation, one)]
    if not own:
        return claims
    mine = answered(question, own) or Report(own[0], own[0].span)
    found = dict(other_values(question, mine, told))
    found |= dict(
        restated(question, mine, {story: lines for story, lines in told.items() if mine.sentence not in lines})
    )
    rest = {story: lines for story, lines in told.items() if story not in found and mine.sentence not in lines}
    found |= takes_back(question, mine.sentence, rest)
    if judge:
        found = {**dict(contradicting(question, mine.sentence, rest, judge)), **found}
    return _beside(claims, mine, list(found.values())) if found else claims


def _beside(claims: Claims, mine: Report, reports: Sequence[Report]) -> Claims:
    """Return claims with the reports as one disagreement, newest first, and a quotation of each."""
    newest = sorted(reports, key=lambda one: one.sentence.article.published or date.min, reverse=True)
    citations = list(claims.citations)
    sides = [_side(report, citations) for report in (mine, *newest[: MOST_SIDES - 1])]
    sides.sort(key=lambda side: side.published or date.min, reverse=True)
    quoted = [Statement(one.quote, (one.number,)) for one in citations[len(claims.citations) :]]
    statements = _newest_first([*claims.statements, *quoted], sides)
    return Claims(tuple(statements), tuple(citations), (*claims.disagreements, Disagreement(tuple(sides))))


def _newest_first(statements: list[Statement], sides: Sequence[Side]) -> list[Statement]:
    """Return statements with the quotations of the sides newest first, behind what a model wrote.

    The latest quotation stands before that too, unless a sentence of the model cites it.
    """
    order = {side.citation: place for place, side in enumerate(sides)}
    written = [one for one in statements if one.kind == "written"]
    quoted = [one for one in statements if one.kind == "quotation"]
    quoted.sort(key=lambda one: order.get(one.citations[0], len(order)))
    dated = sides[0].published and len({side.published for side in sides if side.published}) > 1
    told = any(sides[0].citation in one.citations for one in written)
    first = [] if told or not dated else [one for one in quoted if one.citations == (sides[0].citation,)]
    return [*first, *written, *(one for one in quoted if one not in first)]


def _side(report: Report, citations: list[Citation]) -> Side:
    """Return a report as a side, with the citation that holds its words; where there is none, one is added."""
    sentence = report.sentence
    citation = next((one for one in citations if _holds(one, sentence)), None)
    if citation is None:
        start = min(report.quote.start, widened(sentence.article, sentence.span).start)
        citation = cite(sentence.article, Span(start, sentence.span.end), 1 + max(one.number for one in citations))
        citations.append(citation)
    value = report.figure.text if report.figure else ""
    return Side(value, citation.number, citation.publisher or citation.title, citation.published)


def _readable(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of an article's prose, without lists and tables."""
    for span in article.sentences:
        caption = any(block.start <= span.start < block.end for block in article.captions)
        if not caption and span.end - span.start <= LONGEST:
            yield Sentence(article, span)


def _holds(citation: Citation, one: Sentence) -> bool:
    same = (citation.article_id, citation.revision) == (one.article.id, one.article.revision)
    return same and citation.start <= one.span.start and one.span.end <= citation.end
