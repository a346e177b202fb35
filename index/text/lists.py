"""The lists of an article: runs of short lines that are no sentences, each with the line or heading above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.values import Article, Block, Span

LONGEST_LINE, LONGEST_HEAD, LONGEST_ITEM = 90, 200, 400  # characters
_CELLS = " | "
_LABEL = re.compile(r"\w: ?\S")
_ITEM = re.compile(r"(?:[•·▪‣]|\(?\d{1,2}[.)]|\[?\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\b\.?)?[\]:]?)\s")
_SENTENCE = (".", "!", "?", "…", "”", '"', "»", "。", "！")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list and what it stands under; `head` is None where nothing is known to stand above."""

    line: Span
    head: Span | None


def listed(article: Article) -> tuple[Listed, ...]:
    """Return the lines of every list of two and more lines, in order, each with its head.

    That is the heading or the line with a colon above, the first row of a table, else for labels with values
    ("For: 14") the sentence above. A row with the heads of its columns ("Year: 2024 | Tonnes: 21") says all by itself.
    """
    found: list[Listed] = []
    for above, run in _runs(article):
        head, table = _head(above, run, article.text), False
        for block in run:
            text = block.of(article.text)
            if text.endswith(":"):
                head, table = block, False
                continue
            found.append(Listed(block, head))
            if _CELLS in text and not table and not _is_told(text):
                head, table = block, True
    return tuple(found)


def items(article: Article) -> tuple[Block, ...]:
    """Return the paragraphs that are items of a list: a number, a bullet or the hour of an entry, then what is said."""
    blocks = (block for block in article.paragraphs if block.end - block.start <= LONGEST_ITEM)
    return tuple(block for block in blocks if _ITEM.match(block.of(article.text)))


def heads_of(article: Article, spans: Sequence[Span]) -> list[str]:
    """Return for each of these sentences and lines what it stands under, "" for nothing.

    That is the head of its list, or the paragraph that asks before one that answers, of interviews and the like.
    """
    heads = {one.line.start: one.head.of(article.text) for one in listed(article) if one.head}
    blocks, asked = article.blocks, _answers(article)
    starts = [block.start for block in blocks]
    places = [bisect_right(starts, span.start) - 1 for span in spans]
    return [heads.get(span.start) or asked.get(place, "") for span, place in zip(spans, places, strict=True)]


def _answers(article: Article) -> dict[int, str]:
    """Return what is asked by the place of the paragraph after it; nothing where an article asks but once."""
    texts = [block.of(article.text) for block in article.blocks]
    asked = {place + 1: text for place, text in enumerate(texts) if _asks(text)}
    return asked if len(asked) > 1 else {}


def _asks(text: str) -> bool:
    return text.endswith("?") and len(text) <= LONGEST_HEAD and not text.startswith(("“", '"', "„", "«"))


def _runs(article: Article) -> Iterator[tuple[Block | None, Sequence[Block]]]:
    """Yield each run of lines with the block above it."""
    blocks = article.blocks
    start = 0
    for end in range(len(blocks) + 1):
        if end < len(blocks) and blocks[end].kind == "prose" and _is_line(blocks[end].of(article.text)):
            continue
        if end - start > 1:
            yield blocks[start - 1] if start else None, blocks[start:end]
        start = end + 1


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST_LINE and not text.endswith(_SENTENCE)


def _is_told(row: str) -> bool:
    return _CELLS in row and all(": " in cell for cell in row.split(_CELLS))


def _head(above: Block | None, run: Sequence[Block], text: str) -> Block | None:
    if above is None or above.kind == "caption":
        return None
    if above.kind == "heading" or above.of(text).endswith(":"):
        return above
    if any(_is_told(block.of(text)) for block in run):
        return None
    labels = sum(bool(_LABEL.search(block.of(text))) for block in run)
    return above if labels >= 0.6 * len(run) and above.end - above.start <= LONGEST_HEAD else None
