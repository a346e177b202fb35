"""Deep links: an article's address with a text fragment that jumps to the quote.

A text fragment is `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG, URL Fragment Text Directives). A browser looks for
each of the four parts inside one block of the page, between word boundaries, ignoring case, accents, the shape of
quotation marks and the amount of white space; only the stretch from `start` to `end` may cross blocks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from urllib.parse import quote, urldefrag, urlsplit

from index.values import Article, Block, Span

# Words of context that tell equal quotes apart, and words at each end of a range.
_CONTEXT_WORDS = (3, 6, 12)
_RANGE_WORDS = (5, 8, 12, 20, 3)

# Scripts written without spaces are cut where a dictionary segmenter also cuts: around katakana, and after the
# hiragana that follow kanji. Han without hiragana (Chinese) is cut at punctuation only.
_WORD = re.compile(
    r"[\u30a1-\u30ff]+|[\u3400-\u9fff\uf900-\ufaff\u3005]+[\u3041-\u309f]*|[\u3041-\u309f]+|[\u3000-\u303f\uff00-\uff65]+"
    r"|[^\s\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65]+"
)
_QUOTATION_MARKS = str.maketrans("‘’‚‛′“”„‟″«»", '\'\'\'\'\'"""""""')


@dataclass(frozen=True, slots=True)
class _Directive:
    start: Span
    end: Span | None = None
    prefix: Span | None = None
    suffix: Span | None = None


def deep_link(article: Article, start: int, end: int, limit: int = 512) -> str:
    """Return the link to `article.text[start:end]`, at most `limit` characters long.

    Tried in turn: the exact quote (with context where it is not unique), a range of its first and last words, the
    article's plain address, which is all that an `origin` without `url` gets. Empty when the address itself is longer
    than `limit` (Discord's for a link button), missing, or neither http nor https.
    """
    address = _address(article.url)
    if not address:
        origin = _address(article.origin)
        return origin if len(origin) <= limit else ""
    page = _fold(f"{article.title}\n\n{article.text}")
    fallback = address if len(address) <= limit else ""
    for directive in _directives(article, Span(start, end)):
        link = address + ("" if "#" in address else "#") + ":~:text=" + _written(directive, article.text)
        if len(link) <= limit:
            if _unmistakable(directive, article.text, page):
                return link
            fallback = link if fallback in ("", address) else fallback
    return fallback


def _address(url: str) -> str:
    """The URL in ASCII without an earlier text directive; empty unless it is a web address."""
    url = quote(url.strip(), safe="!#$%&'()*+,/:;=?@[]~")
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    base, fragment = urldefrag(url)
    fragment = fragment.partition(":~:")[0]
    return f"{base}#{fragment}" if fragment else base


def _directives(article: Article, wanted: Span) -> Iterator[_Directive]:
    """Yield the ways to name the quote, the most exact and shortest first."""
    blocks = article.blocks or (Block(0, len(article.text), "prose"),)
    inside = [index for index, block in enumerate(blocks) if block.start < wanted.end and block.end > wanted.start]
    words = _words(article.text, wanted.start, wanted.end)
    if not inside or not words:
        return
    first, last = blocks[inside[0]], blocks[inside[-1]]
    wanted = Span(words[0].start, words[-1].end)
    before = _words(article.text, first.start, wanted.start)
    after = _words(article.text, wanted.end, last.end)
    contexts = list(_contexts(before, after))
    contexts += _contexts(
        before or _neighbour(article.text, blocks, inside[0], -1),
        after or _neighbour(article.text, blocks, inside[-1], 1),
    )
    if len(inside) == 1:
        yield from (_Directive(wanted, None, prefix, suffix) for prefix, suffix in contexts)
    alone = len(inside) == 1
    head = [word for word in words if word.end <= first.end]
    tail = [word for word in words if word.start >= last.start]
    for count, (prefix, suffix) in product(_RANGE_WORDS, contexts):
        start = Span(wanted.start, head[: _share(count, head, alone)][-1].end)
        end = Span(tail[-_share(count, tail, alone) :][0].start, wanted.end)
        if start.end <= end.start:
            yield _Directive(start, end, prefix, suffix)


def _share(count: int, words: list[Span], alone: bool) -> int:
    """How many of `words` one end of a range takes; at most half where both ends are in one block, to stay apart."""
    return max(1, min(count, len(words) // 2 if alone else len(words)))


def _contexts(before: list[Span], after: list[Span]) -> Iterator[tuple[Span | None, Span | None]]:
    """Yield prefix and suffix, from none to many words of both."""
    yield None, None
    for count in _CONTEXT_WORDS:
        prefix = Span(before[-count:][0].start, before[-1].end) if before else None
        suffix = Span(after[0].start, after[:count][-1].end) if after else None
        if prefix:
            yield prefix, None
        if suffix:
            yield None, suffix
        if prefix and suffix:
            yield prefix, suffix


def _neighbour(text: str, blocks: tuple[Block, ...], index: int, step: int) -> list[Span]:
    """Words of the block next to one; none for captions, whose place on the page is not known."""
    beside = index + step
    if not 0 <= beside < len(blocks) or "caption" in (blocks[index].kind, blocks[beside].kind):
        return []
    return _words(text, blocks[beside].start, blocks[beside].end)


def _words(text: str, start: int, end: int) -> list[Span]:
    return [Span(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]


def _written(directive: _Directive, text: str) -> str:
    parts = [_encoded(directive.start, text)]
    if directive.end:
        parts.append(_encoded(directive.end, text))
    if directive.prefix:
        parts.insert(0, _encoded(directive.prefix, text) + "-")
    if directive.suffix:
        parts.append("-" + _encoded(directive.suffix, text))
    return ",".join(parts)


def _encoded(span: Span, text: str) -> str:
    """Percent-encode every character but letters, digits, `.`, `_` and `~`: `-`, `,` and `&` are syntax here."""
    return quote(" ".join(span.of(text).split()), safe="").replace("-", "%2D")


def _unmistakable(directive: _Directive, text: str, page: str) -> bool:
    """Whether both ends occur once in the page, wherever it puts its captions."""
    prefix, suffix = directive.prefix, directive.suffix
    if directive.end is None:
        return _once(page, text, prefix, directive.start, suffix)
    return _once(page, text, prefix, directive.start, None) and _once(page, text, None, directive.end, suffix)


def _once(page: str, text: str, *parts: Span | None) -> bool:
    pattern = r"\s*".join(re.escape(_fold(part.of(text))) for part in parts if part)
    return len(list(islice(re.finditer(pattern, page), 2))) == 1


def _fold(text: str) -> str:
    """Make equal what a browser's search holds equal."""
    return unicodedata.normalize("NFKD", text).translate(_QUOTATION_MARKS).casefold()
