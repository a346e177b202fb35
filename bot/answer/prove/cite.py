"""From a quoted span to its citation, and the sentences around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.answer.prove.link import deep_link
from bot.answer.quote.headline import is_headline, said
from bot.values import Citation, Quote
from index.errors import NotIndexed
from index.values import Article, Block, Span

if TYPE_CHECKING:
    from index.library import Library

# Sentences shown on each side of a quote.
_AROUND = 2


def merged(quotes: Iterable[Quote]) -> list[Quote]:
    """Return the quotes in their order; overlapping ones of one article revision become one, where the first stood."""
    kept: list[Quote] = []
    for quote in quotes:
        touching = [other for other in kept if _overlap(other, quote)]
        for other in touching:
            quote = _joined(other, quote)
        place = kept.index(touching[0]) if touching else len(kept)
        kept = (
            [other for other in kept[:place] if other not in touching]
            + [quote]
            + [other for other in kept[place:] if other not in touching]
        )
    return kept


def _overlap(one: Quote, other: Quote) -> bool:
    same = (one.article_id, one.revision) == (other.article_id, other.revision)
    return same and one.start < other.end and other.start < one.end


def _joined(one: Quote, other: Quote) -> Quote:
    return Quote(
        min(one.start, other.start), max(one.end, other.end), one.article_id, one.revision, max(one.score, other.score)
    )


def cite(article: Article, span: Span, number: int) -> Citation:
    """Return the numbered citation of `article.text[span.start:span.end]`."""
    caption = any(_holds(block, span.start) for block in article.captions)
    return Citation(
        number=number,
        article_id=article.id,
        revision=article.revision,
        title=article.title,
        publisher=article.publisher,
        byline=article.byline,
        published=article.published,
        updated=article.modified,
        url=article.url or article.origin,
        link=deep_link(article, span.start, span.end),
        quote=said(article, span),
        start=span.start,
        end=span.end,
        kind="headline" if is_headline(span) else "caption" if caption else "prose",
        position=position(article, span),
        paywalled=article.paywalled,
    )


def position(article: Article, span: Span) -> str:
    """Say where a span stands: `paragraph 7 of 22`, `paragraphs 7–8 of 22`, `caption 2 of 5`, `headline`, or ""."""
    if is_headline(span):
        return "headline"
    for name, blocks in (("paragraph", article.paragraphs), ("caption", article.captions)):
        numbers = [
            number for number, block in enumerate(blocks, 1) if block.start < span.end and span.start < block.end
        ]
        if len(numbers) > 1:
            return f"{name}s {numbers[0]}–{numbers[-1]} of {len(blocks)}"
        if numbers:
            return f"{name} {numbers[0]} of {len(blocks)}"
    return ""


def context(library: Library, name: str, citation: Citation) -> tuple[str, str, str]:
    """Return the sentences before a quote, the quote, and the sentences after it, of the revision that is cited.

    The white space between them is the article's: a blank line where a paragraph ends. At most two on each side, from
    the same run of paragraphs or the same caption; the quote alone when the library called `name` no longer holds that
    revision.
    """
    try:
        article = library.article(name, citation.article_id, citation.revision)
    except NotIndexed:
        return "", citation.quote, ""
    if citation.kind == "headline" and article.title == citation.quote and article.sentences:
        opening = Span(article.sentences[0].start, article.sentences[:_AROUND][-1].end)
        return "", citation.quote, f"\n\n{opening.of(article.text)}"
    if article.text[citation.start : citation.end] != citation.quote:
        return "", citation.quote, ""
    region = _region(article, citation)
    nearby = [
        sentence for sentence in article.sentences if region.start <= sentence.start and sentence.end <= region.end
    ]
    before = [sentence.start for sentence in nearby if sentence.start < citation.start][-_AROUND:]
    after = [sentence.end for sentence in nearby if sentence.end > citation.end][:_AROUND]
    head = article.text[before[0] : citation.start] if before else ""
    tail = article.text[citation.end : after[-1]] if after else ""
    return head.lstrip(), citation.quote, tail.rstrip()


def _region(article: Article, citation: Citation) -> Span:
    """The blocks around a quote up to the next one of another kind; of captions only its own, they are no text."""
    inside = [
        index for index, block in enumerate(article.blocks) if block.start < citation.end and citation.start < block.end
    ]
    if not inside:
        return Span(citation.start, citation.end)
    first, last = inside[0], inside[-1]
    if article.blocks[first].kind != "caption":
        while first and article.blocks[first - 1].kind == article.blocks[first].kind:
            first -= 1
        while last + 1 < len(article.blocks) and article.blocks[last + 1].kind == article.blocks[last].kind:
            last += 1
    return Span(article.blocks[first].start, article.blocks[last].end)


def _holds(block: Block, place: int) -> bool:
    return block.start <= place < block.end
