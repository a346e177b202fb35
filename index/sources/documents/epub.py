"""Books and magazines as EPUB: the chapters in their order are one article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from index.errors import UnreadableSource
from index.sources.dates import parse_date
from index.sources.documents.markup import DAMAGED, author_of, guarded, parsed, said, title_of
from index.sources.documents.package import Package
from index.sources.text import one_line
from index.sources.xml import local, text_of_xml
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_CONTENTS = 0.6  # share of a chapter's characters in links from which it is a table of contents
# The numbers of the printed pages, which stand in the middle of sentences, and lists of what stands where.
_UNSEEN = (
    "//*[@*[name()='epub:type' and (contains(.,'pagebreak') or .='toc' or .='landmarks')]]|//*[@role='doc-pagebreak']"
)


@guarded
def read_epub(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of an EPUB file."""
    package = Package(data, source)
    home, opf = _opf(package, source)
    blocks: list[str] = []
    captions: list[str] = []
    for name in _chapters(package, home, opf, source):
        tree = parsed(text_of_xml(package.part(name), "", source), source)
        for unseen in tree.xpath(_UNSEEN):
            unseen.drop_tree()
        if _is_contents(tree):
            continue
        told, apart = said(tree)
        blocks += told
        captions += apart
    yield _page(_stated(opf), blocks, captions, source, origin)


def _page(stated: dict[str, list[str]], blocks: list[str], captions: list[str], source: str, origin: str) -> Page:
    return Page(
        source=source,
        text="\n\n".join(blocks),
        title=title_of(next(iter(stated.get("title", ())), "")),
        byline=author_of(stated.get("creator", ())),
        publisher=next(iter(stated.get("publisher", ())), ""),
        language=next(iter(stated.get("language", ())), "")[:10].lower(),
        origin=origin,
        published=parse_date(next(iter(stated.get("date", ())), "")),
        captions=tuple(captions),
        marked=True,
    )


def _opf(package: Package, source: str) -> tuple[str, _Element]:
    """Return the folder and the root of the file that names a book's parts."""
    if _CONTAINER not in package.names:
        raise UnreadableSource(source, "no EPUB is in this file, whatever its name says.")
    found = [one.get("full-path") for one in package.xml(_CONTAINER).iter("{*}rootfile")]
    path = next((str(one) for one in found if one), "")
    return posixpath.dirname(path), package.xml(path)


def _chapters(package: Package, home: str, opf: _Element, source: str) -> list[str]:
    """Return the names of the chapters in reading order. Raises UnreadableSource where a shop locked them."""
    items = {one.get("id"): one for one in opf.iter("{*}item")}
    spine = [items[one.get("idref")] for one in opf.iter("{*}itemref") if one.get("idref") in items]
    names = [
        posixpath.normpath(posixpath.join(home, unquote(str(one.get("href") or "").partition("#")[0])))
        for one in spine
        if one.get("media-type") in _TYPES and "nav" not in (one.get("properties") or "").split()
    ]
    present = [name for name in dict.fromkeys(names) if name in package.names]
    if _LOCKS in package.names:
        locked = {unquote(one.get("URI") or "") for one in package.xml(_LOCKS).iter("{*}CipherReference")}
        if locked & set(present):
            raise UnreadableSource(source, "the book is locked by the shop that sold it; only unlocked books are read.")
    if not present:
        raise UnreadableSource(source, DAMAGED)
    return present


def _stated(opf: _Element) -> dict[str, list[str]]:
    """Return what a book says of itself by the names of Dublin Core; of its dates only that of its publication."""
    found: dict[str, list[str]] = {}
    for element in opf.iter("{http://purl.org/dc/elements/1.1/}*"):
        event = next((value for name, value in element.attrib.items() if str(name).endswith("event")), "publication")
        if event in ("publication", "original-publication") and (text := one_line("".join(element.itertext()))):
            found.setdefault(local(element), []).append(text)
    return found


def _is_contents(tree: HtmlElement) -> bool:
    links = sum(len(one_line(link.text_content())) for link in tree.iter("a"))
    return links > _CONTENTS * len(one_line(tree.text_content()))
