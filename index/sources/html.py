"""Articles saved as web pages. The only importer of trafilatura and lxml."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.blocks import Leaf, leaves, prepare
from index.sources.charset import decode_declared
from index.sources.datelines import Dateline
from index.sources.edges import with_edges
from index.sources.facts import Facts, read_facts
from index.sources.fields import address
from index.sources.headline import headline, people, without_places
from index.sources.pagedates import UNDATED, stated_dates
from index.sources.regain import regained
from index.sources.teasers import is_remark
from index.sources.text import ends_sentence, heading, one_line, tidy
from index.sources.weight import MAX_BYTES, markup_of
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

MAX_ELEMENTS = 40_000  # long reference pages have 20,000; trafilatura needs 3 s for this many
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CAPTION = "//figcaption|//*[contains(@class,'wp-caption-text')]|//*[@itemprop='caption']"
_BLOCKS = {"p", "quote", "head", "item", "code", "row", "fw", "ab"}
LEFTOVERS = 250  # characters
_PARAGRAPH = 60  # characters
_FRAME = re.compile("<(?:html|body|!doctype)", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|div|br|h[1-6]|ul|li)\b", re.IGNORECASE)
_PIECE = re.compile("<(?:p|div|article|section|h1)[ >]", re.IGNORECASE)
# What trafilatura and htmldate let through on damaged pages, seen by fuzzing.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_FAST_DATES = {"extensive_search": False, "original_date": True}  # the full search triples the time of a page


@dataclass(frozen=True, slots=True)
class Extract:
    """The article on a page, as far as it is told from what surrounds it."""

    blocks: tuple[str, ...]
    captions: tuple[str, ...]
    title: str
    byline: str
    publisher: str
    url: str
    dates: Dateline

    def says_something(self) -> bool:
        """Tell an article from the leftovers of a login page: it has a sentence, or a lot of words."""
        return any(ends_sentence(block) for block in self.blocks) or sum(map(len, self.blocks)) > LEFTOVERS


def read_html(data: bytes, source: str, origin: str, url: str = "") -> Iterator[Page | Failure]:
    """Yield the one article of a web page; navigation, share bars, comments and footers stay behind.

    `url` is where the page was saved, "" where nobody said it.
    """
    tree = parsed(markup_of(data, source), source)
    facts = read_facts(tree)
    found = extract(tree, facts, url)
    if not found.says_something():
        raise UnreadableSource(
            source, "no article text was found on the page; a list, a login or a script-only page has none."
        )
    yield page_of(found, facts, source, url=found.url or url, origin=origin)


def page_of(found: Extract, facts: Facts, source: str, *, url: str, origin: str) -> Page:
    """Return the page with an extracted article and what the page says of itself."""
    return Page(
        source=source,
        text="\n\n".join(found.blocks),
        title=found.title,
        byline=found.byline,
        publisher=facts.publisher or found.publisher,
        url=url,
        origin=origin,
        language=facts.language,
        published=found.dates.published,
        modified=found.dates.modified,
        captions=found.captions,
        marked=True,
    )


def parsed(data: bytes, source: str, charset: str = "") -> HtmlElement:
    """Return a page's elements, decoded by the HTTP header's charset, else by its own. Raises UnreadableSource."""
    declared = _CHARSET.search(data[:4096])
    tree = _tree(decode_declared(data, charset, declared[1].decode("ascii") if declared else ""))
    if tree is None:
        raise UnreadableSource(source, "no web page is in this file.")
    if sum(1 for _ in islice(tree.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise UnreadableSource(source, f"the page has more than {MAX_ELEMENTS:,} elements; save only the article.")
    return tree


def extract(tree: HtmlElement, facts: Facts, url: str = "") -> Extract:
    """Return the article on a page that says `facts` of itself and was found at `url`, "" of a file.

    The captions are taken out of the tree, so that none is fused with a paragraph.
    """
    apart = captions(tree)
    prepare(tree)
    document = _extract(tree)
    if document is None:
        return Extract((), apart, "", "", "", "", UNDATED)
    blocks = _document_blocks(document)
    shown = leaves(tree)
    blocks = with_edges(tree, shown, regained(tree, blocks) or blocks)
    sites = (facts.publisher, one_line(document.sitename or ""))
    return Extract(
        blocks=tuple(blocks),
        captions=apart,
        title=headline(tree, one_line(document.title or ""), sites, url, above=_above(shown, blocks)),
        byline=people(
            ", ".join(facts.authors) or without_places(_written_by(document.author or "", shown)), sites, url
        ),
        publisher=one_line(document.sitename or ""),
        url=address(one_line(document.url or "")),
        dates=stated_dates(tree, shown, blocks, url, facts),
    )


def _written_by(author: str, page: Sequence[Leaf]) -> str:
    """Return who wrote an article, "" for one who only stands among those who comment on it (1 of 213 real pages)."""
    named = [leaf for leaf in page if author and author in leaf.text]
    remarks = all(map(is_remark, named)) and not all(map(is_remark, page))
    return "" if named and remarks else without_places(author)


def _above(page: Sequence[Leaf], blocks: Sequence[str]) -> list[str]:
    """Return what stands on a page above the first paragraph of its article, the nearest first."""
    told = {block for block in blocks if ends_sentence(block) and len(block) >= _PARAGRAPH}
    first = next((at for at, leaf in enumerate(page) if leaf.block in told), len(page))
    return [leaf.text for leaf in page[:first][::-1]]


def unescaped(markup: str) -> str:
    """Return HTML that was escaped once more on its way into a record or a feed."""
    return unescape(markup) if "<" not in markup and _ESCAPED.search(markup) else markup


def fragment(markup: str) -> tuple[str, tuple[str, ...]]:
    """Return the blocks of an article body that a record carries as HTML, and the captions in it."""
    tree = _tree(f"<html><body><article>{markup[:MAX_BYTES]}</article></body></html>")
    if tree is None:
        return markup, ()
    apart = captions(tree)
    prepare(tree)
    return "\n\n".join(leaf.block for leaf in leaves(tree)) or one_line(tree.text_content()), apart


def _tree(text: str) -> HtmlElement | None:
    from lxml import etree
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without an article is told to the user here

    try:
        tree: HtmlElement | None = load_html(_whole(tidy(text)))
    except (etree.LxmlError, ValueError, TypeError, AttributeError, AssertionError):
        return None
    return tree


def _whole(text: str) -> str:
    """Give a saved piece of a page the frame that trafilatura asks for."""
    framed = _FRAME.search(text[:20_000])
    if framed:  # what a filing or a mailing list writes before the page is none of it
        return text if framed[0].casefold() == "<body" else text[framed.start() :]
    return f"<html><body>{text}</body></html>" if _PIECE.search(text) else text


def _extract(tree: HtmlElement) -> Document | None:
    from lxml import etree
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=dict(_FAST_DATES)
        )
    except (etree.LxmlError, *_FAULTS):
        return None
    return None if isinstance(found, dict) else found


def _document_blocks(document: Document) -> list[str]:
    """Return the blocks that trafilatura made of a page; what stands in one of them on lines of its own stays apart."""
    if document.body is None:
        return []
    blocks: list[str] = []
    for element in document.body.iter():
        if element.tag not in _BLOCKS or any(parent.tag in _BLOCKS for parent in element.iterancestors()):
            continue
        cells = [one_line(" ".join(cell.itertext())) for cell in element] if element.tag == "row" else []
        text = " | ".join(cells) if cells else one_line("".join(_said(element)))
        if text:
            blocks.append(heading(text) if element.tag == "head" else text)
    return blocks


def _said(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        apart = " " if child.tag in (*_BLOCKS, "lb", "list", "cell") else ""
        yield apart
        yield from _said(child)
        yield apart + (child.tail or "")


def captions(tree: HtmlElement) -> tuple[str, ...]:
    """Take the captions out of a page and return them, so that none is fused with a paragraph."""
    found: list[str] = []
    for element in tree.xpath(_CAPTION):
        if element.getparent() is not None:
            found.append(one_line(element.text_content()))
            element.drop_tree()
    return tuple(caption for caption in dict.fromkeys(found) if caption)
