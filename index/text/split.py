"""Article to sentences and passages; every offset is recorded while cutting."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.text.segment import segment
from index.values import Article, Passage, PassageKind, Span

TokenCounter = Callable[[Sequence[str]], list[int]]

TARGET_TOKENS = 200  # leaves room for title and section below the 256 tokens that the default model reads
SHORTEST_PIECE = 32  # characters; below this a model whose limit is smaller than title and section truncates
TITLE_BYTES, SECTION_BYTES = 100, 60  # a tokenizer makes at most one token of a byte, so the context has a known bound


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive pieces that one passage may hold together, with the tokens each adds."""

    kind: PassageKind
    section: str
    pieces: tuple[Span, ...]


def passage_id(library: str, article_id: str, revision: int, start: int, end: int) -> str:
    """Return the id of a passage: the same place of the same revision has the same id everywhere."""
    key = "\x1f".join((library, article_id, str(revision), str(start), str(end)))
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def sentences(article: Article) -> tuple[Span, ...]:
    """Return the sentences of prose and captions in text order; none crosses a block."""
    return tuple(
        Span(block.start + part.start, block.start + part.end)
        for block in article.blocks
        if block.kind != "heading"
        for part in segment(block.of(article.text), article.language)
    )


def split(
    article: Article, count_tokens: TokenCounter, max_tokens: int, library: str
) -> tuple[Article, tuple[Passage, ...]]:
    """Return the article with its sentences and the passages that cover them, none over `max_tokens` as embedded."""
    article = replace(article, sentences=sentences(article))
    passages = tuple(
        _passage(article, library, run, pieces)
        for run in runs(article)
        for pieces in _packed(article, run, count_tokens, max_tokens)
    )
    return article, passages


def embedding_input(article: Article, passage: Passage) -> str:
    """Return what the model reads for a passage: the title and section it stands under, then its text."""
    heads = (shortened(article.title, TITLE_BYTES), shortened(passage.section, SECTION_BYTES))
    return "\n".join([*(head for head in heads if head), passage.text])


def runs(article: Article) -> Iterator[Run]:
    """Group sentences by what a passage may join: prose under one heading, or one caption."""
    waiting = list(reversed(article.sentences))
    section, prose = "", list[Span]()
    for block in article.blocks:
        inside: list[Span] = []
        while waiting and waiting[-1].start < block.end:
            inside.append(waiting.pop())
        if block.kind == "prose":
            prose += inside
            continue
        if prose:
            yield Run("prose", section, tuple(prose))
            prose = []
        if block.kind == "heading":
            section = block.of(article.text)
        elif inside:
            yield Run("caption", "", tuple(inside))
    if prose:
        yield Run("prose", section, tuple(prose))


def _packed(article: Article, run: Run, count_tokens: TokenCounter, max_tokens: int) -> Iterator[list[Span]]:
    """Cut a run into the fewest passages that fit, of about equal size.

    Equal shares nearly always fit, which one count of them all tells; only where one does not are pieces tried one by
    one. Counting every piece as it joined took half of the time of indexing apart from embedding.
    """

    def sizes(groups: Sequence[Sequence[Span]]) -> list[int]:
        return count_tokens([embedding_input(article, _passage(article, "", run, group)) for group in groups])

    def size(pieces: Sequence[Span]) -> int:
        return sizes([pieces])[0]

    def costs(pieces: Sequence[Span]) -> list[int]:
        return count_tokens([piece.of(article.text) for piece in pieces])

    room = max(1, min(max_tokens, TARGET_TOKENS))
    shares = list(_shares(run.pieces, costs(run.pieces), room, lambda group: True))
    if max(sizes(shares)) <= max_tokens:
        return iter(shares)
    pieces = [part for piece in run.pieces for part in _fitting(piece, article.text, size, max_tokens)]
    return _shares(pieces, costs(pieces), room, lambda group: size(group) <= max_tokens)


def _shares(
    pieces: Sequence[Span], costs: Sequence[int], room: int, fits: Callable[[Sequence[Span]], bool]
) -> Iterator[list[Span]]:
    """Yield as few groups of pieces as `room` tokens each allow, of about equal cost, none growing beyond what fits."""
    count = -(-sum(costs) // room)
    share, filled, current = sum(costs) / count, 0, list[Span]()
    for piece, cost in zip(pieces, costs, strict=True):
        over = filled + cost / 2 > share and current
        if over or (current and not fits([*current, piece])):
            yield current
            filled, current = 0, []
        current.append(piece)
        filled += cost
    if current:
        yield current


def _fitting(piece: Span, text: str, size: Callable[[Sequence[Span]], int], max_tokens: int) -> Iterator[Span]:
    """Halve a piece that no passage can hold until its parts fit; a break falls between words where there are any."""
    if piece.end - piece.start < SHORTEST_PIECE or size([piece]) <= max_tokens:
        yield piece
        return
    middle = (piece.start + piece.end) // 2
    space = text.rfind(" ", piece.start + 1, middle + 1)
    cut = space if space > 0 else text.find(" ", middle, piece.end - 1)
    left, right = (cut, cut + 1) if cut > 0 else (middle, middle)
    yield from _fitting(Span(piece.start, left), text, size, max_tokens)
    yield from _fitting(Span(right, piece.end), text, size, max_tokens)


def _passage(article: Article, library: str, run: Run, pieces: Sequence[Span]) -> Passage:
    return passage_at(article, library, pieces[0].start, pieces[-1].end, run.kind, run.section)


def passage_at(article: Article, library: str, start: int, end: int, kind: PassageKind, section: str) -> Passage:
    """Return the passage at a place of an article."""
    return Passage(
        start,
        end,
        id=passage_id(library, article.id, article.revision, start, end),
        article_id=article.id,
        revision=article.revision,
        text=article.text[start:end],
        kind=kind,
        section=section,
    )


def shortened(text: str, size: int) -> str:
    """Return a text on one line, cut to at most `size` bytes."""
    return " ".join(text.split()).encode()[:size].decode(errors="ignore").strip()
