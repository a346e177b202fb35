"""Untrusted XML to elements: nothing external is loaded, no entity is expanded, what is damaged is repaired."""

from __future__ import annotations

import html
import re
import zlib
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.charset import decode_declared
from index.sources.decode import Undecodable

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 52_428_800  # of an unpacked sitemap, as its protocol says; no feed of 50,000 entries comes near
_GZIP = b"\x1f\x8b"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ENCODING = re.compile(rb"^[^<]{0,10}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
# HTML's entities, bare ampersands and unclosed void elements outside of CDATA: libxml2 drops or misplaces the words.
_DAMAGE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<(?P<void>(?:br|hr|img)(?:\s[^<>]*)?)(?<!/)>"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?P<name>\w{2,31};|#\d{1,7};|#x[0-9a-f]{1,6};)?",
    re.DOTALL | re.IGNORECASE,
)
_END = re.compile(r"</\s*(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>", re.IGNORECASE)
_EMPTY = re.compile(r"\s*(?:<[?!][^<>]*>\s*)*<[^<>]*/>")
_ENTRY_END = re.compile(r"</\s*(?:\w+:)?(?:item|entry|url|sitemap)\s*>", re.IGNORECASE)
_MARKUP = ("<", ">", "&", '"', "'")
_REPAIRABLE = 5_000_000  # characters; repairing takes up to a second for each million
_PROLOGUE = 10_000  # characters in which a document type stands
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def unpacked(data: bytes, source: str) -> bytes:
    """Return bytes that may be gzipped, never more than MAX_BYTES. Raises UnreadableSource."""
    if data.startswith(_GZIP):
        reader = zlib.decompressobj(wbits=31)
        try:
            data = reader.decompress(data, MAX_BYTES + 1)
        except zlib.error as error:
            raise UnreadableSource(source, "its gzip compression is damaged.") from error
        if not reader.eof and len(data) <= MAX_BYTES:
            raise UnreadableSource(source, "its gzip compression is cut short.")
    if len(data) > MAX_BYTES:
        raise UnreadableSource(source, f"it unpacks to more than {MAX_BYTES // 1_000_000} MB.")
    return data


def text_of_xml(data: bytes, charset: str, source: str) -> str:
    """Return the text of a document by its marks, its HTTP charset and its declaration. Raises UnreadableSource."""
    declared = _ENCODING.match(data[:400])
    try:
        return decode_declared(data, charset, declared[1].decode() if declared else "")
    except Undecodable as error:
        raise UnreadableSource(source, "this is no text: it is binary or in an encoding that is not known.") from error


def root_of(text: str) -> _Element | None:
    """Return the root element of a document, repaired where that is possible; None when it is no XML."""
    text = _without_doctype(_DECLARATION.sub("", text)).strip()
    if not text:
        return None
    root = _parsed(text, recover=False)
    if root is None and len(text) <= _REPAIRABLE:
        text = _DAMAGE.sub(_repaired, _ILLEGAL.sub("", text))
    return _parsed(text, recover=True) if root is None else root


def _parsed(text: str, *, recover: bool) -> _Element | None:
    from lxml import etree

    parser = etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8",
        remove_comments=True, remove_pis=True, strip_cdata=True, collect_ids=False,
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode(errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def arrived(text: str) -> tuple[str, bool]:
    """Return the part of a feed or sitemap whose entries arrived to their ends, and whether that is all of it.

    Half an address is the address of nothing, or of another article.
    """
    last = max((entry.end() for entry in _ENTRY_END.finditer(text)), default=0)
    if _END.search(text, last) or _EMPTY.match(text):
        return text, True
    return text[:last] or text, False


def local(element: _Element) -> str:
    """Return an element's name in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def inner(element: _Element) -> str:
    """Return what stands inside an element, as HTML."""
    from lxml import etree

    parts = [html.escape(element.text or "", quote=False)]
    return "".join([*parts, *(etree.tostring(child, encoding="unicode", method="html") for child in element)]).strip()


def _without_doctype(text: str) -> str:
    start = text[:_PROLOGUE].upper().find("<!DOCTYPE")
    found = _DOCTYPE.match(text, start) if start >= 0 else None
    return text[found.end() :] if found else text


def _repaired(found: re.Match[str]) -> str:
    if found["void"]:
        return f"<{found['void']}/> "
    if found[0].startswith("<"):
        return found[0]
    name = found["name"] or ""
    letter = html.unescape(f"&{name}")
    if letter in _MARKUP or not name:
        return f"&{name}" if name else "&amp;"
    return f"&amp;{name}" if letter.startswith("&") else _ILLEGAL.sub("", letter)
