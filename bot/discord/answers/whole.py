"""A whole article in pages that fit a message, the quotation in bold where it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord.answers.card import head_text
from bot.discord.text.escaping import bold, escape, size
from bot.values import Citation
from bot.words.words import _
from index.values import Article, Block, Span

BUDGET = 2800
"""Characters of a page's text as it is shown; the head and bold take the rest of a message's 4,000."""
_MARKS = 8  # characters around a block: bold, or what makes it small, and the line between


def pages(article: Article) -> list[list[Block]]:
    """Return the blocks of each page; one that is longer than a page is cut at a sentence, else anywhere."""
    made: list[list[Block]] = []
    left = 0
    for part in _parts(article):
        cost = size(escape(part.of(article.text))) + _MARKS
        if cost > left:
            made.append([])
            left = BUDGET
        made[-1].append(part)
        left -= cost
    return made or [[]]


def page_of(made: list[list[Block]], quote: Span) -> int:
    """Return the number of the page, from 1, on which a quotation begins."""
    held = (n for n, blocks in enumerate(made, 1) if any(one.start <= quote.start < one.end for one in blocks))
    return next(held, 1)


def page_text(article: Article, citation: Citation, made: list[list[Block]], page: int) -> str:
    """Return one page under the article's head."""
    quote = Span(citation.start, citation.end)
    body = _joined(article.text, made[page - 1], quote)
    foot = _("-# Page {page} of {pages}").format(page=page, pages=len(made)) if len(made) > 1 else ""
    return "\n\n".join(part for part in (head_text(citation), body, foot) if part)


def _parts(article: Article) -> Iterator[Block]:
    for block in article.blocks:
        start = block.start
        while block.end - start > BUDGET or size(escape(article.text[start : block.end])) + _MARKS > BUDGET:
            end = _cut(article, Span(start, block.end))
            yield Block(start, end, block.kind)
            start = end
        if start < block.end:
            yield Block(start, block.end, block.kind)


def _cut(article: Article, rest: Span) -> int:
    """Return where a page's worth of a block ends. Half the budget fits whatever escapes it needs."""
    most = rest.start + BUDGET // 2 // 2
    ends = [one.end for one in article.sentences if rest.start < one.end <= most]
    return ends[-1] if ends else most


def _joined(text: str, blocks: list[Block], quote: Span) -> str:
    """Return blocks with blank lines between them; the parts of a block that was cut go on in its line."""
    rows: list[str] = []
    for number, block in enumerate(blocks):
        going_on = number and blocks[number - 1].end == block.start
        rows += ["" if not number else " " if going_on else "\n\n", _shown(text, block, quote)]
    return "".join(rows)


def _shown(text: str, block: Block, quote: Span) -> str:
    if block.kind == "heading":
        return bold(" ".join(block.of(text).split()))
    first, last = max(block.start, quote.start), min(block.end, quote.end)
    if first >= last:
        shown = escape(block.of(text))
    else:
        shown = f"{escape(text[block.start : first])}{bold(text[first:last])}{escape(text[last : block.end])}"
    return f"-# {' '.join(shown.split())}" if block.kind == "caption" else shown.strip()
