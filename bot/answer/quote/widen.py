"""What a sentence needs beside it to be understood as a quotation: the one before, the head of its list, its item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.quote.headline import is_headline
from bot.values import Quote
from index.text.lists import items, listed
from index.values import Article, Span

LONGEST = 600  # characters of a quote with its neighbour
LONGEST_LIST = 300  # characters of a list down to the line that is quoted; of a longer one the line stands alone

_LEANING = re.compile(
    r"(?:He|She|They|It|His|Her|Hers|Its|Their|Theirs|This|These|Those|Both|Er|Sie|Es|Dies|Diese[rsnm]?|Ihre?|Seine?|"
    r"Il|Elle|Ils|Elles|Ce|Cela|Cette|Él|Ella|Ellos|Ellas|Esto|Este|Esta|Он|Она|Оно|Они|Это|Его|Её)\b|"
    r"(?:The|A) (?:former|latter|second|third|other)\b|"
    r"(?:But|And|So|However,|Then|Instead,|Yet|Still,) (?:he|she|it|they)\b"
)
_SPEAKER = re.compile(
    r"[”\"»]\s*(?:(?:he|she|they|it)\s+\w+|(?:said|says|added|told|asked|explained|wrote|replied)\s+(?:he|she|they)\b)"
)
_SPEECH = re.compile(r"^[“\"«„][^“”\"«»„]*[”\"»][.,]?$")


def widened(article: Article, span: Span) -> Span:
    """Return a sentence with the one before it, if it leans on that one and both are short enough to quote.

    A line of a list is returned from the list's head on, what stands in an item of a list as the whole item, a headline
    as it is.
    """
    if is_headline(span):
        return span
    for item in items(article):
        if item.start <= span.start < item.end:
            return Span(item.start, item.end)
    line = next((one for one in listed(article) if one.line.start <= span.start < one.line.end), None)
    if line is not None:
        start = line.head.start if line.head else span.start
        return Span(start, span.end) if span.end - start <= LONGEST_LIST else span
    before = _before(article, span)
    if before is None or span.end - before.start > LONGEST or not leans(span.of(article.text)):
        return span
    return Span(before.start, span.end)


def joined(quotes: Sequence[Quote], quote: Quote, article: Article) -> list[Quote]:
    """Return quotes with one more; where it touches one in its paragraph the two become one, in the better's place."""
    for place, other in enumerate(quotes):
        if other.article_id != quote.article_id or is_headline(other) or is_headline(quote):
            continue
        start, end = min(other.start, quote.start), max(other.end, quote.end)
        gap = article.text[min(other.end, quote.end) : max(other.start, quote.start)]
        if not gap.strip() and "\n" not in gap and end - start <= 2 * LONGEST:
            return [*quotes[:place], replace(other, start=start, end=end), *quotes[place + 1 :]]
    return [*quotes, quote]


def leans(text: str) -> bool:
    """Tell whether a sentence leans on the one before it."""
    opens, closes = text.find("“"), text.find("”")
    cut_speech = closes >= 0 and not 0 <= opens < closes
    return bool(_LEANING.match(text) or _SPEAKER.search(text) or _SPEECH.match(text) or cut_speech)


def _before(article: Article, span: Span) -> Span | None:
    """Return the sentence right before, of the same kind and with nothing but blanks between."""
    place = bisect_left(article.sentences, span.start, key=lambda sentence: sentence.start)
    if place == 0 or place > len(article.sentences):
        return None
    before = article.sentences[place - 1]
    if article.text[before.end : span.start].strip() or _kind(article, before.start) != _kind(article, span.start):
        return None
    return before


def _kind(article: Article, at: int) -> str:
    return next((block.kind for block in article.blocks if block.start <= at < block.end), "")
