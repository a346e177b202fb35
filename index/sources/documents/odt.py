"""Articles written in LibreOffice and other writers of OpenDocument texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.datelines import read_foot
from index.sources.dates import parse_date
from index.sources.documents.markup import MAX_ELEMENTS, author_of, counted, guarded, headline, said, title_of
from index.sources.documents.package import PROTECTED, Package
from index.sources.text import one_line
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
# Elements of OpenDocument 1.3, part 3, as elements of HTML; a text box is a sequence of paragraphs.
_HTML = {
    "text": "div", "section": "div", "text-box": "div", "p": "p", "h": "h2", "list": "ul", "list-item": "li",
    "list-header": "div", "table": "table", "table-header-rows": "thead", "table-row": "tr", "table-cell": "td",
    "line-break": "br", "note-body": "div", "a": "a", "numbered-paragraph": "li",
}  # fmt: skip
_NEVER = {
    "tracked-changes", "annotation", "note-citation", "forms", "table-of-content", "alphabetical-index", "index-title",
    "table-index", "illustration-index", "sequence-decls", "ruby-text", "title", "desc", "image", "object", "script",
    "covered-table-cell", "variable-decls", "user-field-decls", "event-listeners",
}  # fmt: skip
_CAPTIONS = {"Illustration", "Caption", "Figure", "Drawing", "Table"}  # styles that LibreOffice gives to captions
_TITLE, _HEAD = "Title", "Table_20_Heading"
_SPACES = {"s": " ", "tab": " "}


@dataclass(slots=True)
class _Styles:
    """The names of styles that strike, hide or raise text, or mark a caption, the title or a table's heads."""

    struck: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    captions: set[str] = field(default_factory=lambda: set(_CAPTIONS))
    titles: set[str] = field(default_factory=lambda: {_TITLE})
    heads: set[str] = field(default_factory=lambda: {_HEAD})


@guarded
def read_odt(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of an OpenDocument text; comments and recorded deletions are not looked at."""
    package = Package(data, source)
    if _MANIFEST in package.names and b"encryption-data" in package.part(_MANIFEST):
        raise UnreadableSource(source, PROTECTED)
    if _CONTENT not in package.names:
        raise UnreadableSource(source, "no OpenDocument text is in this file, whatever its name says.")
    content = package.xml(_CONTENT)
    text = next(content.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"), None)
    if text is None:
        raise UnreadableSource(source, "this is an OpenDocument file of another kind; only texts are read.")
    styles = _styles([content, *([package.xml(_STYLES)] if _STYLES in package.names else [])])
    counted(text, MAX_ELEMENTS, source)
    tree = _Writer(styles).document(text)
    blocks, captions = said(tree)
    stated = _stated(package)
    yield Page(
        source=source,
        text="\n\n".join(blocks),
        title=headline(tree) or title_of(stated.get("title", "")),
        byline=author_of([stated.get("initial-creator") or stated.get("creator", "")]),
        language=stated.get("language", "")[:10].lower(),
        origin=origin,
        published=read_foot(blocks).published,
        created=parse_date(stated.get("creation-date", "")),
        captions=tuple(captions),
        marked=True,
    )


def _stated(package: Package) -> dict[str, str]:
    if _META not in package.names:
        return {}
    elements = [one for one in package.xml(_META).iter() if isinstance(one.tag, str) and one.text]
    return {_name(one): one_line(one.text or "") for one in elements}


def _styles(roots: list[_Element]) -> _Styles:
    found = _Styles()
    for style in (style for root in roots[::-1] for style in root.iter("{*}style")):
        name, parent = _attribute(style, "name"), _attribute(style, "parent-style-name")
        for names in (found.struck, found.hidden, found.raised):
            names |= {name} if parent in names else set()
        if parent in _CAPTIONS:
            found.captions.add(name)
        if parent == _TITLE:
            found.titles.add(name)
        if parent == _HEAD:
            found.heads.add(name)
        for properties in style.iter("{*}text-properties", "{*}section-properties"):
            if _attribute(properties, "text-line-through-style") not in ("", "none"):
                found.struck.add(name)
            if _attribute(properties, "display") == "none":
                found.hidden.add(name)
            place = _attribute(properties, "text-position").split(" ")[0]
            if place == "super" or (place.endswith("%") and not place.startswith(("-", "0"))):
                found.raised.add(name)
    return found


class _Writer:
    """Writes elements of OpenDocument as elements of HTML."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._notes: list[HtmlElement] = []
        self._boxes: list[HtmlElement] = []  # of the paragraph that is being written, behind which they stand

    def document(self, text: _Element) -> HtmlElement:
        """Return a text as a page, its footnotes at the end."""
        from lxml.html import Element

        body = Element("body")
        self._into(text, body)
        body.extend([*self._boxes, *self._notes])
        return body

    def _into(self, source: _Element, target: HtmlElement) -> None:
        _say(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._child(child, target)
            _say(target, child.tail)

    def _child(self, child: _Element, target: HtmlElement) -> None:
        name, style = _name(child), _attribute(child, "style-name")
        if name in _SPACES:
            _say(target, _SPACES[name])
        elif name == "frame":
            self._frame(child, target)
        elif name == "custom-shape":
            self._boxes.append(self._written(child, "div"))
        elif name in _NEVER or self._is_hidden(child, style):
            return
        elif name == "note-body":
            self._notes.append(self._written(child, "div"))
        else:
            tag = self._tag(name, style)
            target.append(self._written(child, tag)) if tag else self._into(child, target)
            if name in ("p", "h"):
                target.extend(self._boxes)
                self._boxes.clear()

    def _is_hidden(self, child: _Element, style: str) -> bool:
        told = [child, *child.iterchildren("{*}hidden-paragraph")]
        hidden = any(_attribute(one, "is-hidden") == "true" for one in told)
        return hidden or style in self._styles.hidden or _attribute(child, "display") == "none"

    def _tag(self, name: str, style: str) -> str:
        if name == "p" and style in self._styles.captions:
            return "figcaption"
        if name == "p" and style in self._styles.titles:
            return "h1"
        if name == "p" and style in self._styles.heads:
            return "b"
        if style in self._styles.struck:
            return "s"
        return "sup" if name == "span" and style in self._styles.raised else _HTML.get(name, "")

    def _written(self, child: _Element, tag: str) -> HtmlElement:
        from lxml.html import Element

        made = Element(tag, {"class": "title"} if tag == "h1" else {})
        self._into(child, made)
        return made

    def _frame(self, frame: _Element, target: HtmlElement) -> None:
        """Write a picture with its description, or a text box, which stands beside the paragraph that holds it."""
        from lxml.html import Element

        told = [one_line(one.text or "") for one in frame.iterchildren("{*}desc", "{*}title")]
        if frame.find("{*}image") is not None:
            target.append(Element("img", alt=next((text for text in told if text), "")))
        for box in frame.iterchildren("{*}text-box"):
            self._boxes.append(self._written(box, "div"))


def _say(target: HtmlElement, text: str | None) -> None:
    """Put text at the end of an element."""
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
