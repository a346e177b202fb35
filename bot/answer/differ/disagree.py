"""Sources that give different numbers, days or names for what is asked: all are shown, never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.differ import figures, holders, moments
from bot.answer.differ.figures import Figure
from bot.answer.differ.holders import Holder
from bot.answer.differ.moments import Moment
from bot.answer.differ.reading import kinds
from bot.answer.differ.reworded import Scored, rivals
from bot.answer.differ.subject import Line, asked, share_a_name
from bot.answer.differ.told import Told as Reworded
from bot.answer.prove.cite import cite
from bot.answer.prove.prove import Claims
from bot.answer.quote.kinds import AnswerType, answer_type
from bot.answer.quote.widen import widened
from bot.answer.write.offer import addressed
from bot.values import Citation, Disagreement, Side, Statement
from index.values import Article, Hit, Span

MOST_SIDES = 5
_LONGEST = 600  # characters of a sentence that is read; a longer one is a list or a table

Told = Figure | Moment | Holder | Reworded


@dataclass(frozen=True, slots=True)
class _Answering:
    """What one source tells, and the citation that holds it where the answer has one."""

    told: Told
    citation: Citation | None


def differing(question: str, claims: Claims, hits: Sequence[Hit], stories: Mapping[str, str], scored: Scored) -> Claims:
    """Return claims with what sources differ on side by side, the earliest first and the latest marked.

    Every sentence of `hits` is read, of those in other words than the question's the ones that are `scored`; a side
    that no statement cites yet is added as a quotation. At least one side is cited by the answer itself: what does not
    answer disagrees with nothing. `stories` maps articles to the earliest copy of each: copies are one source.
    """
    if not claims.statements or not kinds(question):
        return claims
    lines = list(_lines(hits))
    alike = _worded_alike(question, claims.citations, lines, stories)
    sides = alike or _reworded(question, claims.citations, lines, stories, scored)
    return _beside(question, claims, sides, sure=bool(alike)) if sides else claims


def _beside(question: str, claims: Claims, sides: Sequence[_Answering], *, sure: bool) -> Claims:
    """Return claims with the sides of a disagreement, those that they do not cite yet as quotations."""
    number = max(one.number for one in claims.citations)
    added: list[Citation] = []
    shown: list[tuple[Told, Citation]] = []
    for one in sides:
        citation = one.citation or _cited(one.told, number + len(added) + 1)
        added += [] if one.citation else [citation]
        shown.append((one.told, citation))
    return replace(
        claims,
        statements=(*claims.statements, *(Statement(one.quote, (one.number,)) for one in added)),
        citations=(*claims.citations, *added),
        disagreements=(*claims.disagreements, Disagreement(_about(question), tuple(_sides(shown)), sure)),
    )


def _worded_alike(
    question: str, citations: Sequence[Citation], lines: Sequence[Line], stories: Mapping[str, str]
) -> list[_Answering]:
    """Return the sides that use the question's own words, where rules tell what they are of."""
    if answer_type(question) not in ("number", "time", "person"):
        return []
    return _differing(question, list(_answering(question, citations, lines, stories)))


def _reworded(
    question: str, citations: Sequence[Citation], lines: Sequence[Line], stories: Mapping[str, str], scored: Scored
) -> list[_Answering]:
    """Return the sides that use words of their own, which are likely of the same thing."""
    by_story: dict[str, list[Line]] = {}
    for line in lines:
        by_story.setdefault(stories.get(line.article.id, line.article.id), []).append(line)
    for citation in sorted(citations, key=lambda one: one.number):
        answer = [line for line in lines if _inside(citation, line)]
        story = stories.get(citation.article_id, citation.article_id)
        others = {name: told for name, told in by_story.items() if name != story}
        if found := rivals(question, answer, others, scored):
            sides = [_Answering(one, _citing(citations, one)) for one in found[:MOST_SIDES]]
            return sorted(sides, key=lambda one: one.told.line.article.published or date.min)
    return []


def _answering(
    question: str, citations: Sequence[Citation], lines: Sequence[Line], stories: Mapping[str, str]
) -> Iterator[_Answering]:
    """Yield what each independent source tells: what the answer cites of it, else the one thing that it tells."""
    kind = answer_type(question)
    by_story: dict[str, list[_Answering]] = {}
    for line in lines:
        told = _read(question, kind, line)
        if told is not None:
            citation = _citing(citations, told)
            story = stories.get(line.article.id, line.article.id)
            by_story.setdefault(story, []).append(_Answering(told, citation))
    for group in by_story.values():
        cited = [one for one in group if one.citation] or group
        if not any(_conflict(cited[0].told, one.told) for one in cited[1:]):
            yield min(cited, key=lambda one: one.citation.number if one.citation else 0)


def _lines(hits: Iterable[Hit]) -> Iterator[Line]:
    """Yield each prose sentence of the hits once; instructions to a machine tell nothing."""
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        for span in hit.article.sentences:
            place = (hit.article.id, span.start)
            inside = span.start < hit.passage.end and hit.passage.start < span.end
            if not inside or place in seen or hit.passage.kind == "caption" or span.end - span.start > _LONGEST:
                continue
            seen.add(place)
            if not addressed(span.of(hit.article.text)):
                yield Line(hit.article, span)


def _read(question: str, kind: AnswerType, line: Line) -> Figure | Moment | Holder | None:
    reading = asked(question, line.language)
    if kind == "number":
        return figures.read(reading, line)
    if kind == "time":
        return moments.read(reading, line)
    return holders.read(reading, line) if kind == "person" else None


def _conflict(one: Told, other: Told) -> bool:
    if isinstance(one, Figure) and isinstance(other, Figure):
        return figures.conflict(one, other)
    if isinstance(one, Moment) and isinstance(other, Moment):
        return moments.conflict(one, other)
    return isinstance(one, Holder) and isinstance(other, Holder) and holders.conflict(one, other)


def _differing(question: str, found: Sequence[_Answering]) -> list[_Answering]:
    """Return the sources that differ from the first that the answer cites, and it; each different thing comes first."""
    cited = [one for one in found if one.citation]
    if not cited:
        return []
    first = min(cited, key=lambda one: one.citation.number if one.citation else 0)
    reading, line = asked(question, first.told.line.language), first.told.line
    against = [one for one in found if _conflict(first.told, one.told) and share_a_name(reading, line, one.told.line)]
    if not against:
        return []
    with_it = [one for one in found if one is not first and one not in against and _words(one) == _words(first)]
    distinct = list({_words(one): one for one in reversed([first, *against])}.values())[::-1]
    rest = [one for one in (*against, *with_it) if one not in distinct]
    return sorted([*distinct, *rest][:MOST_SIDES], key=lambda one: one.told.line.article.published or date.min)


def _words(one: _Answering) -> object:
    told = one.told
    return told.value if isinstance(told, Figure) else told.span.of(told.line.article.text).lower()


def _citing(citations: Sequence[Citation], told: Told) -> Citation | None:
    return next((one for one in citations if _holds(one, told.line.article, told.span)), None)


def _holds(citation: Citation, article: Article, span: Span) -> bool:
    same = (citation.article_id, citation.revision) == (article.id, article.revision)
    return same and citation.start <= span.start and span.end <= citation.end


def _inside(citation: Citation, line: Line) -> bool:
    return _holds(citation, line.article, line.span)


def _cited(told: Told, number: int) -> Citation:
    article = told.line.article
    whole = widened(article, told.line.span)
    return cite(article, Span(min(whole.start, told.cited.start), max(whole.end, told.cited.end)), number)


def _sides(shown: Sequence[tuple[Told, Citation]]) -> Iterator[Side]:
    dates = [citation.published for _, citation in shown]
    newest = max((day for day in dates if day), default=date.min)
    for told, citation in shown:
        later = citation.published == newest and len(set(dates)) > 1
        value = told.span.of(told.line.article.text)
        yield Side(value, citation.number, citation.publisher or citation.title, citation.published, later)


def _about(question: str) -> str:
    return f"“{question.strip().rstrip('?')}”"
