"""What holds of every article that was cut here, asked of one that comes from a file. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np

from index.portable.shapes import PassageRow
from index.text.split import runs
from index.values import Article, Block, Span

Range = TypeVar("Range", Block, Span)
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
        block = _holding(article.blocks, sentence.start)
        if block is None or sentence.end > block.end or block.kind == "heading":
            yield f"the sentence at {sentence.start} is not inside a paragraph"
        elif not sentence.of(article.text).strip():
            yield f"the sentence at {sentence.start} is blank"


def passage_faults(article: Article, passages: Sequence[PassageRow], dimension: int) -> Iterator[str]:
    """Yield what is wrong with the passages of a revision; `dimension` is that of their vectors, 0 without any."""
    spans = [Span(row.start, row.end) for row in passages]
    places = {Span(run.pieces[0].start, run.pieces[-1].end): (run.kind, run.section) for run in runs(article)}
    if _unordered(spans):
        yield "its passages overlap or are out of order"
    for span, row in zip(spans, passages, strict=True):
        ends = [_holding(article.sentences, place) for place in (span.start, span.end - 1)]
        over = _holding(list(places), span.start)
        if span.start >= span.end or None in ends:
            yield f"the passage at {row.start} does not begin and end in a sentence"
        elif over is None or span.end > over.end or (row.kind, row.section) != places[over]:
            yield f"the passage at {row.start} does not stand in the section that it names"
        if len(row.vector) != 4 * dimension or not _unit(row.vector):
            yield f"the passage at {row.start} has no unit vector of {dimension} numbers"


def _holding(ranges: Sequence[Range], place: int) -> Range | None:
    """Return the range that holds a character, of ranges in order."""
    found = bisect_right(ranges, place, key=lambda one: one.start) - 1
    return ranges[found] if found >= 0 and place < ranges[found].end else None


def _unordered(spans: Sequence[Span]) -> bool:
    empty = any(span.start >= span.end for span in spans)
    return empty or any(one.end > other.start for one, other in pairwise(spans))


def _unit(data: bytes) -> bool:
    """Tell whether bytes are the numbers of a vector of length 1; no bytes are none."""
    row = np.frombuffer(data, "<f4")
    return not len(row) or bool(abs(float(np.linalg.norm(row.astype(np.float64))) - 1) < UNIT)
