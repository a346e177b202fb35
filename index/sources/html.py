"""Articles saved as web pages. The only importer of trafilatura and lxml."""

from __future__ import annotations

import json
import logging
import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from index.errors import UnreadableSource
from index.sources.dates import parse_date
from index.sources.decode import decode
from index.sources.fields import address
from index.sources.text import heading, one_line, tidy
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

MAX_BYTES = 3_000_000  # of markup without embedded pictures; trafilatura needs up to 3 s for each megabyte
_DATA_URI = re.compile(rb"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=\s%]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CAPTION = "//figcaption|//*[contains(@class,'wp-caption-text')]|//*[@itemprop='caption']"
_MODIFIED = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @name='last-modified' "
    "or @itemprop='dateModified' or @name='dateModified']/@content | //time[@itemprop='dateModified']/@datetime"
)
_BLOCKS = {"p", "quote", "head", "item", "code", "row", "fw", "ab"}
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "”", '"', "»", ")")
_LEFTOVERS = 250  # characters
_FRAME = re.compile("<(?:html|body|!doctype)", re.IGNORECASE)
_PIECE = re.compile("<(?:p|div|article|section|h1)[ >]", re.IGNORECASE)
_FAST_DATES = {"extensive_search": False, "original_date": True}  # the full search triples the time of a page


def read_html(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of a web page; navigation, share bars, comments and footers stay behind."""
    data = _DATA_URI.sub(b"", data)
    if len(data) > MAX_BYTES:
        raise UnreadableSource(
            source, f"the page has more than {MAX_BYTES // 1_000_000} MB of markup; save only the article."
        )
    tree = _tree(_text(data))
    if tree is None:
        raise UnreadableSource(source, "no web page is in this file.")
    modified, language, captions = _modified(tree), _language(tree), _captions(tree)
    document = _extract(tree)
    blocks = _document_blocks(document) if document is not None else []
    if document is None or not _says_something(blocks):
        raise UnreadableSource(
            source, "no article text was found on the page; a list, a login or a script-only page has none."
        )
    yield Page(
        source=source,
        text="\n\n".join(blocks),
        title=one_line(document.title or ""),
        byline=one_line((document.author or "").replace(";", ",")),
        publisher=one_line(document.sitename or ""),
        url=address(one_line(document.url or "")),
        origin=origin,
        language=language,
        published=parse_date(document.date or ""),
        modified=modified,
        captions=captions,
    )


def fragment(markup: str) -> str:
    """Return the blocks of an article body that a record carries as HTML."""
    tree = _tree(f"<html><body><article>{markup[:MAX_BYTES]}</article></body></html>")
    if tree is None:
        return markup
    lines = [
        one_line(element.text_content()) for element in tree.xpath("//p|//h1|//h2|//h3|//h4|//li|//blockquote[not(p)]")
    ]
    return "\n\n".join(line for line in lines if line) or one_line(tree.text_content())


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return decode(data)


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
    framed = _FRAME.search(text[:20_000]) or not _PIECE.search(text)
    return text if framed else f"<html><body>{text}</body></html>"


def _extract(tree: HtmlElement) -> Document | None:
    from lxml import etree
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=dict(_FAST_DATES)
        )
    except (etree.LxmlError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None
    return None if isinstance(found, dict) else found


def _document_blocks(document: Document) -> list[str]:
    if document.body is None:
        return []
    blocks: list[str] = []
    for element in document.body.iter():
        if element.tag not in _BLOCKS or any(parent.tag in _BLOCKS for parent in element.iterancestors()):
            continue
        cells = [one_line("".join(cell.itertext())) for cell in element] if element.tag == "row" else []
        text = " | ".join(cells) if cells else one_line("".join(element.itertext()))
        if text:
            blocks.append(heading(text) if element.tag == "head" else text)
    return blocks


def _says_something(blocks: list[str]) -> bool:
    """Tell an article from the leftovers of a login page: it has a sentence, or a lot of words."""
    return any(block.endswith(_SENTENCE_ENDS) for block in blocks) or sum(map(len, blocks)) > _LEFTOVERS


def _captions(tree: HtmlElement) -> tuple[str, ...]:
    """Take the captions out of the page, so that none is fused with a paragraph."""
    found: list[str] = []
    for element in tree.xpath(_CAPTION):
        if element.getparent() is not None:
            found.append(one_line(element.text_content()))
            element.drop_tree()
    return tuple(caption for caption in dict.fromkeys(found) if caption)


def _modified(tree: HtmlElement) -> date | None:
    stated = [*tree.xpath(_MODIFIED), *_linked_data(tree, "dateModified")]
    return next((found for value in stated[:10] if (found := parse_date(str(value)))), None)


def _linked_data(tree: HtmlElement, key: str) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting: deque[Any] = deque([json.loads(str(script))])
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.popleft()
            if isinstance(node, dict):
                if isinstance(node.get(key), str):
                    yield node[key]
                waiting += [value for value in node.values() if isinstance(value, dict | list)]
            elif isinstance(node, list):
                waiting += node


def _language(tree: HtmlElement) -> str:
    stated = tree.xpath("/html/@lang") or tree.xpath("//meta[@property='og:locale']/@content")
    return str(stated[0])[:10].lower() if stated else ""
