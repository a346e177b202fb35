"""From a request to the sentences that are quoted for it: which articles are meant, and what of each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answer.extracts.choosing import MOST, about, quoted, standing_for
from bot.answer.extracts.requests import Request, request
from bot.answer.prove.compose import quotations
from bot.answer.prove.prove import Claims
from bot.answer.quote.cosines import Encode
from bot.answer.related import NEAR, near
from bot.values import Citation, Inquiry, Quote
from index.errors import NotIndexed
from index.text.language import terms
from index.values import Article, Filters, Hit, Results, Span

if TYPE_CHECKING:
    from index.library import Library

_HITS = 20
_STORIES = {"article": 1, "compare": 2, "articles": 3, "about": 3, "news": 3}
_EACH = 2  # sentences of each article where several are quoted
_BEHIND = 0.75  # of how near the nearest sentence is, for a sentence beside it


@dataclass(frozen=True, slots=True)
class Taken:
    """What is quoted for a request, perhaps nothing, and what was searched for it; `which`: it names no article."""

    claims: Claims
    results: Results
    which: bool = False


def taken(
    library: Library,
    name: str,
    inquiry: Inquiry,
    topic: str,
    filters: Filters,
    encode: Encode,
    known: Sequence[Citation] = (),
) -> Taken | None:
    """Return what is quoted where a text asks for an extract; None for an ordinary question. Blocks.

    Who asks for more of one article gets other sentences of it than those `known` from the answers before.
    """
    if inquiry.more and inquiry.only:
        return _more(library, name, inquiry, topic, encode, known)
    asked = request(inquiry.own or topic, library)
    if asked is None or (asked.kind == "news" and inquiry.articles):
        return None
    results = library.search(name, asked.topic or topic, k=_HITS, filters=filters)
    inside = inquiry.articles if inquiry.only or not asked.topic or asked.this else ()
    if asked.topic and not inquiry.only:
        articles = _named(library, name, asked, inside, filters, results)
    else:
        articles = _known(library, name, inside)[: _STORIES[asked.kind]]
    if asked.kind == "news" and not (articles := [one for one in articles if _is_title(asked.topic, one)]):
        return None
    quotes = _quotes(asked, articles, results, encode)
    claims = quotations(quotes, {one.id: one for one in articles})
    return Taken(claims, results, which=not asked.topic and not articles)


def _more(
    library: Library, name: str, inquiry: Inquiry, topic: str, encode: Encode, known: Sequence[Citation]
) -> Taken:
    articles = _known(library, name, inquiry.articles[:1])
    quotes = [quote for one in articles for quote in standing_for(one, encode, besides=known)]
    return Taken(quotations(quotes, {one.id: one for one in articles}), library.search(name, topic, k=_HITS))


def _named(
    library: Library, name: str, asked: Request, inside: Sequence[str], filters: Filters, results: Results
) -> list[Article]:
    """Return the articles that a topic names, best first: of the conversation where these do, else of all."""
    for one in inside:
        within = library.search(name, asked.topic, k=_HITS, filters=replace(filters, article_id=one))
        if any(near(within, hit) for hit in within.hits):
            return [within.hits[0].article]
    best: dict[str, float] = {}
    hits = [hit for hit in results.hits if near(results, hit)]
    for hit in hits:
        best[hit.article.id] = max(best.get(hit.article.id, 0.0), hit.score + _entitled(asked.topic, hit))
    articles = {hit.article.id: hit.article for hit in hits}
    ranked = sorted(articles.values(), key=lambda one: -best[one.id])
    return ranked[: _STORIES[asked.kind]]


def _entitled(topic: str, hit: Hit) -> float:
    """Return the share of a topic's words that an article's title has."""
    wanted = set(terms(topic, hit.article.language))
    return len(wanted & set(terms(hit.article.title, hit.article.language))) / max(len(wanted), 1)


def _is_title(topic: str, article: Article) -> bool:
    return set(terms(topic, article.language)) <= set(terms(article.title, article.language))


def _known(library: Library, name: str, inside: Sequence[str]) -> list[Article]:
    """Return the articles of the conversation that are still here, else the only one that there is."""
    ids = list(inside) or [one.id for one in library.articles(name)]
    found: list[Article] = []
    for one in ids if inside or len(ids) == 1 else ():
        with suppress(NotIndexed):  # removed since it was cited
            found.append(library.article(name, one))
    return found


def _quotes(asked: Request, articles: Sequence[Article], results: Results, encode: Encode) -> list[Quote]:
    if asked.kind != "about" or not asked.topic:
        most = MOST if len(articles) == 1 else _EACH
        return [quote for one in articles for quote in standing_for(one, encode, most)]
    told = {one.id: about(asked.topic, one, _spans(one, results), encode, results.scale) for one in articles}
    best = max((found[0][0] for found in told.values() if found), default=0.0)
    quotes: list[Quote] = []
    for one in articles:
        if _is_title(asked.topic, one):
            quotes += standing_for(one, encode, _EACH)
        elif best >= NEAR:
            quotes += quoted(one, [span for near_by, span in told[one.id][:_EACH] if near_by >= _BEHIND * best])
    return quotes


def _spans(article: Article, results: Results) -> list[Span]:
    hits = [hit.passage for hit in results.hits if hit.article.id == article.id]
    return [one for one in article.sentences if any(hit.start <= one.start < hit.end for hit in hits)]
