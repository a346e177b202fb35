"""What one search finds: the closest passages, and what the answerer without a model makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.answer.quote.cosines import Encode as Encode
from bot.answer.quote.evidence import framing
from bot.answer.quote.extract import extract
from bot.answer.quote.headline import said
from bot.answer.quote.readers import Reading
from bot.monitoring.parts import part
from bot.values import Extract, Inquiry, Numbered
from index.library import Library
from index.stories.distinct import distinct
from index.text.language import terms
from index.values import Article, Filters, Hit, Results

HITS = 10
CARRIED, CARRYING = 3, 2  # passages of each article of the last turn, and of how many articles
# A follow-up's own hits that come before those carried over; the extractor reads eight.
LEADING = 5
# When the latest is asked for, an article competes whose best passage has this share of the best search score and whose
# best quote is at most this far, in log odds, behind: 0.75 lets in articles that only mention the topic.
NEAR = 0.8
BEHIND = 3.0
# Cosine of a quotation and a follow-up none of whose words stand in its passage: on the sample conversations (both
# halves) right ones have 0.22 to 0.38, wrong ones below 0.15 and once 0.28; at 0.2 and at 0.1 one follow-up of 93 more
# goes wrong.
HEARD = 0.15
_FRAME = re.compile(r"\b(?:(?:how|wie) \w+|exactly|genau)\b", re.I)  # words of a follow-up that no passage need hold


@dataclass(frozen=True, slots=True)
class Found:
    """Passages, best first, and the quotations among them."""

    results: Results
    extract: Extract

    @property
    def articles(self) -> dict[str, Article]:
        return {hit.article.id: hit.article for hit in self.results.hits}


@part("quote")
def find(
    library: Library,
    name: str,
    inquiry: Inquiry,
    topic: str,
    filters: Filters,
    encode: Encode,
    *,
    newest_first: bool,
    reading: Reading | None = None,
) -> Found:
    """Search as an inquiry asks and extract what answers it.

    A follow-up is answered from the articles of the last turn by its own words, where these say it; else from all, with
    the words before it.
    """
    reading = reading or Reading()
    inside = _inside(library, name, inquiry, topic, filters, reading)
    if inquiry.only and inside is not None:
        return Found(inside, _extract(inquiry.own or topic, inside, encode, reading, newest_first=newest_first))
    results = _everywhere(library, name, inquiry, topic, filters, reading)
    if inquiry.own and inside is not None:
        extracted = _extract(inquiry.own, inside, encode, reading, newest_first=newest_first)
        if extracted.outcome == "answered":
            hits = _distinct([*inside.hits, *results.hits])[:HITS]
            return Found(replace(results, hits=tuple(hits)), extracted)
    alone = not inquiry.articles
    found = Found(results, _extract(topic, results, encode, reading, newest_first=newest_first, alone=alone))
    if inquiry.own and topic != inquiry.own and not _heard(inquiry.own, found, encode):
        return replace(found, extract=Extract("not_found", (), found.extract.confidence))
    return found


def _inside(
    library: Library, name: str, inquiry: Inquiry, topic: str, filters: Filters, reading: Reading
) -> Results | None:
    """Return the passages of the articles cited last that are nearest to a follow-up and the words before it."""
    if not (inquiry.own or inquiry.only) or not inquiry.articles:
        return None
    query = f"{inquiry.before} {inquiry.own}".strip() or topic
    found = [_search(library, name, query, replace(filters, article_id=one), reading) for one in inquiry.articles]
    hits = sorted((hit for one in found for hit in one.hits), key=lambda hit: -hit.score)
    hits = [hit for hit in hits if not (inquiry.more and _shown(hit, inquiry.numbered))]
    return replace(found[0], hits=tuple(hits[:HITS]))


def _everywhere(
    library: Library, name: str, inquiry: Inquiry, topic: str, filters: Filters, reading: Reading
) -> Results:
    """Return the passages of the whole library for a question, its translation, and more of the articles cited last."""
    results = _search(library, name, topic, filters, reading)
    hits = list(results.hits)
    for other in inquiry.also:
        hits = _alternating(hits, _search(library, name, other, filters, reading).hits)
    if inquiry.also:  # each search let one of several copies speak, perhaps not the same
        by_id = {hit.passage.id: hit for hit in hits}
        scores = {key: hit.score for key, hit in by_id.items()}
        hits = [by_id[key] for key in distinct(scores, name, library.catalogue, len(scores))]
    for article in inquiry.articles[:CARRYING]:
        within = replace(filters, article_id=article)
        carried = library.search(name, topic, k=CARRIED, filters=within).hits
        hits = _distinct([*hits[:LEADING], *carried, *hits[LEADING:]])
    hits = [hit for hit in hits if not (inquiry.more and _shown(hit, inquiry.numbered))]
    return replace(results, hits=tuple(hits[:HITS]))


def _search(library: Library, name: str, query: str, filters: Filters, reading: Reading) -> Results:
    return reading.passages(lambda most: library.search(name, query, k=most, filters=filters), HITS)


def _heard(own: str, found: Found, encode: Encode) -> bool:
    """Tell whether what answers has to do with a follow-up's own words, and not with the question before alone."""
    if found.extract.outcome != "answered":
        return True
    quote = found.extract.quotes[0]
    article = found.articles[quote.article_id]
    passages = [hit.passage for hit in found.results.hits if hit.article.id == quote.article_id]
    around = next((one for one in passages if one.start < quote.end and quote.start < one.end), quote)
    asked = set(terms(_FRAME.sub("", own), article.language)) - framing()
    if not asked or asked & set(terms(around.of(article.text), article.language)):
        return True
    both = encode([own, said(article, quote)], queries=1)
    return found.results.scale.of(float(both[0] @ both[1])) >= HEARD


def remembering(encode: Encode, kept: Callable[[Sequence[str]], NDArray[np.float32]] | None = None) -> Encode:
    """Return the same encoder, asked once for each text.

    What is compared with a question is of the articles and goes to `kept`; the questions themselves are kept nowhere.
    """
    known: dict[tuple[str, bool], NDArray[np.float32]] = {}

    def remembered(texts: Sequence[str], *, queries: int = 0) -> NDArray[np.float32]:
        keys = [(text, place < queries) for place, text in enumerate(texts)]
        new = [key for key in dict.fromkeys(keys) if key not in known]
        asked, read = [text for text, question in new if question], [text for text, question in new if not question]
        if kept is None or not queries:
            known.update(zip(new, encode([*asked, *read], queries=len(asked)), strict=True) if new else ())
        else:
            known.update(zip([(text, True) for text in asked], encode(asked, queries=len(asked)), strict=True))
            known.update(zip([(text, False) for text in read], kept(read), strict=True))
        return np.stack([known[key] for key in keys]) if texts else encode([])

    return remembered


def _extract(
    topic: str, results: Results, encode: Encode, reading: Reading, *, newest_first: bool, alone: bool = False
) -> Extract:
    best = extract(topic, results, encode, reading, alone=alone and not newest_first)
    if not newest_first or best.outcome == "not_found":
        return best
    near = {hit.article.id: hit.article for hit in results.hits if hit.score >= NEAR * results.hits[0].score}
    for article in sorted(near.values(), key=lambda article: article.published or date.min, reverse=True):
        hits = tuple(hit for hit in results.hits if hit.article.id == article.id)
        found = extract(topic, replace(results, hits=hits), encode, reading)
        if found.outcome == "answered" and found.quotes[0].score >= best.quotes[0].score - BEHIND:
            return found
    return best


def _alternating(hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    """Hits of two searches in turn: scores of different queries do not compare."""
    longest = max(len(hits), len(others))
    return _distinct(hit for place in range(longest) for side in (hits, others) for hit in side[place : place + 1])


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    return list({hit.passage.id: hit for hit in hits}.values())


def _shown(hit: Hit, numbered: Sequence[Numbered]) -> bool:
    """Tell whether a passage was shown in a conversation, in the same revision: what changed since was not."""
    passage = hit.passage
    shown = [one for one in numbered if (one.article_id, one.revision) == (passage.article_id, passage.revision)]
    return any(one.start < passage.end and passage.start < one.end for one in shown)
