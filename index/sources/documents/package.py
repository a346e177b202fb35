"""The zip packages that .docx, .odt and .epub files are: their parts within bounds, their XML without entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.archives import Budget, content, opened, unpackable
from index.sources.documents.markup import DAMAGED
from index.sources.xml import root_of, text_of_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 30_000_000  # bytes of one part; the text of a thousand pages takes about 10 in a Word file
PROTECTED = "the document is protected by a password; save it without one."
_ENTRY = {
    ".docx": re.compile(r"word/document\d*\.xml"),
    ".odt": re.compile(r"application/vnd\.oasis\.opendocument\.text"),
    ".epub": re.compile(r"application/epub\+zip"),
}


class Package:
    """The parts of a package by their names; nothing is written to disk."""

    def __init__(self, data: bytes, source: str) -> None:
        """Raises UnreadableSource where the bytes are no package."""
        try:
            self._archive = opened(data, source)
        except UnreadableSource as error:
            raise UnreadableSource(source, DAMAGED) from error
        self._source, self._left = source, Budget(unpackable(len(data)))
        self._parts = {info.filename: info for info in self._archive.infolist()}
        self.names = tuple(self._parts)

    def part(self, name: str) -> bytes:
        """Return a part's bytes. Raises UnreadableSource where it is missing, damaged, encrypted or a trap."""
        info = self._parts.get(name)
        if info is None:
            raise UnreadableSource(self._source, DAMAGED)
        if info.flag_bits & 0x1:
            raise UnreadableSource(self._source, PROTECTED)
        return content(self._archive, info, self._source, MAX_PART, self._left, damaged=DAMAGED)

    def xml(self, name: str) -> _Element:
        """Return the root element of a part; the types and entities that it declares are left out."""
        root = root_of(text_of_xml(self.part(name), "", self._source))
        if root is None:
            raise UnreadableSource(self._source, DAMAGED)
        return root


def package_kind(data: bytes) -> str:
    """Return ".docx", ".odt" or ".epub" for the bytes of such a package, "" for any others."""
    try:
        package = Package(data, "")
        said = package.part("mimetype")[:80].decode("ascii", "replace").strip() if "mimetype" in package.names else ""
    except UnreadableSource:
        return ""
    return next(
        (kind for kind, entry in _ENTRY.items() if any(entry.fullmatch(name) for name in (said, *package.names))), ""
    )
