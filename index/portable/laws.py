"""What holds of every article that was cut here, asked of one that comes from a file. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from index.portable.shapes import PassageRow
from index.values import Article, Block, Span

GAP = "\n\n"
UNIT = 1e-3  # how far the length of a unit vector may be from 1; float32 rounds at 1e-7, half precision at 1e-3


def faults(article: Article) -> Iterator[str]:
    """Yield what is wrong with the blocks and sentences of a revision, each as half a sentence."""
    text, at = article.text, 0
    for block in article.blocks:
        if block.start != at or block.end <= at or block.end > len(text) or "\n" in block.of(text):
            yield f"the block at {block.start} is not where the text has one"
            return
        if text[block.end : block.end + len(GAP)] not in (GAP, ""):
            yield f"the block at {block.start} is not followed by a blank line"
        at = block.end + len(GAP)
    if not article.blocks or at != len(text) + len(GAP):
        yield "its blocks do not cover its text"
    yield from _sentence_faults(article)


def _sentence_faults(article: Article) -> Iterator[str]:
    if _unordered(article.sentences):
        yield "its sentences overlap or are out of order"
    for sentence in article.sentences:
        block = block_at(article, sentence.start)
        if block is None or sentence.end > block.end or block.kind == "heading":
            yield f"the sentence at {sentence.start} is not inside a paragraph"
        elif not sentence.of(article.text).strip():
            yield f"the sentence at {sentence.start} is blank"


def passage_faults(article: Article, passages: Sequence[PassageRow], dimension: int) -> Iterator[str]:
    """Yield what is wrong with the passages of a revision; `dimension` is that of their vectors, 0 without any."""
    spans = [Span(row.start, row.end) for row in passages]
    headings = [block for block in article.blocks if block.kind == "heading"]
    if _unordered(spans):
        yield "its passages overlap or are out of order"
    for span, row in zip(spans, passages, strict=True):
        inside = span.start < span.end <= len(article.text)
        if not inside or not _in_sentence(article, span.start) or not _in_sentence(article, span.end - 1):
            yield f"the passage at {row.start} does not begin and end in a sentence"
        elif (row.kind, row.section) != _section(article, headings, span):
            yield f"the passage at {row.start} does not stand in the section that it names"
        if len(row.vector) != 4 * dimension or not _unit(row.vector):
            yield f"the passage at {row.start} has no unit vector of {dimension} numbers"


def _section(article: Article, headings: Sequence[Block], span: Span) -> tuple[str, str]:
    """Return the kind of the blocks that a range lies in, "" where they differ, and the heading over it."""
    first = bisect_right(article.blocks, span.start, key=lambda block: block.start) - 1
    last = bisect_left(article.blocks, span.end, key=lambda block: block.start)
    kinds = {block.kind for block in article.blocks[first:last]}
    if kinds == {"caption"}:
        return "caption", ""
    over = bisect_left(headings, span.start, key=lambda block: block.start)
    return ("prose" if kinds == {"prose"} else ""), (headings[over - 1].of(article.text) if over else "")


def block_at(article: Article, place: int) -> Block | None:
    """Return the block that holds a character."""
    found = bisect_right(article.blocks, place, key=lambda block: block.start) - 1
    return article.blocks[found] if found >= 0 and place < article.blocks[found].end else None


def _in_sentence(article: Article, place: int) -> bool:
    found = bisect_right(article.sentences, place, key=lambda sentence: sentence.start) - 1
    return found >= 0 and place < article.sentences[found].end


def _unordered(spans: Sequence[Span]) -> bool:
    empty = any(span.start >= span.end for span in spans)
    return empty or any(one.end > other.start for one, other in pairwise(spans))


def _unit(data: bytes) -> bool:
    """Tell whether bytes are the numbers of a vector of length 1; no bytes are none."""
    row = np.frombuffer(data, "<f4")
    return not len(row) or bool(abs(float(np.linalg.norm(row.astype(np.float64))) - 1) < UNIT)
