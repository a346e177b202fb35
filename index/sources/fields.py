"""What articles call their own title, author and dates, in records, front matter and header lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import urlsplit

from index.sources.dates import day_order, parse_date
from index.sources.text import one_line, plain
from index.values import Page

_ALIASES = {
    "title": ("title", "headline", "webtitle", "name", "titel", "titre"),
    "text": ("text", "body", "content", "articlebody", "bodytext", "fulltext", "maintext", "html", "contenthtml"),
    "byline": ("byline", "author", "authors", "primaryauthor", "by", "writer", "creator", "autor", "auteur", "von",
               "par"),
    "publisher": ("publisher", "source", "sitename", "site", "outlet", "publication", "newspaper", "verlag", "éditeur"),
    "url": ("url", "link", "canonicalurl", "canonical", "permalink", "sourceurl", "href", "articleurl", "weburl"),
    "published": (
        "published", "publisheddate", "datepublished", "publicationdate", "publishedat", "publishdate", "pubdate",
        "date", "datum", "firstpublished", "publishedon", "webpublicationdate", "publishedtime",
        "veröffentlicht", "publié",
    ),
    "modified": (
        "modified", "updated", "datemodified", "updatedat", "modifiedat", "lastmod", "lastmodified", "lastupdated",
        "updateddate", "modifieddate", "modifiedtime", "aktualisiert",
    ),
    "language": ("language", "lang", "inlanguage", "sprache", "langue"),
}  # fmt: skip
_FIELD = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_MOMENTS = ("$date", "$numberLong", "seconds", "_seconds", "date")  # of MongoDB, Firestore
_MICROSOFT = re.compile(r"/Date\((\d{10,13})(?:[+-]\d{4})?\)/")
_LONGEST = 500
_NAMES = ("name", "title", "main", "rendered", "url", "@id")
_TEXTS = ("rendered", "html", "text", "value")
_WRAPS = ("fields", "attributes", "_source", "source", "node", "article", "post", "data")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record says of itself; `text` is its raw body."""

    title: str = ""
    text: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    modified: date | None = None
    language: str = ""

    def page(self, text: str, source: str, origin: str, captions: Sequence[str] = (), *, marked: bool = False) -> Page:
        """Return the page with this text, whose headings may be `marked`, and everything that the record says of it."""
        return Page(
            source=source,
            text=text,
            title=self.title,
            byline=self.byline,
            publisher=self.publisher,
            url=self.url,
            origin=origin,
            language=self.language,
            published=self.published,
            modified=self.modified,
            captions=tuple(captions),
            marked=marked,
        )


def field_name(key: str) -> str:
    """Return which of our fields a publisher's key means, or an empty string."""
    return _FIELD.get(re.sub(r"[\W_]+", "", key.casefold()), "")


def read_fields(record: Mapping[object, object]) -> Fields:
    """Return the fields of a record; the first alias that holds something wins, in the order of the alias table."""
    record = unwrapped(record)
    found: dict[str, object] = {}
    ranked = sorted(record.items(), key=lambda item: _rank(str(item[0])))
    for key, value in ranked:
        name = field_name(str(key))
        if name == "publisher" and isinstance(value, str) and _ADDRESS.match(value.strip()):
            name = "url"
        if name and value and name not in found:
            found[name] = value
    language = _plain(found.get("language"))[:10].lower()
    order = day_order(language, urlsplit(_plain(found.get("url"))).hostname or "")
    return Fields(
        title=plain(_plain(found.get("title"))),
        text=_body(found.get("text")),
        byline=unbyline(_plain(found.get("byline"))),
        publisher=_plain(found.get("publisher")),
        url=address(_plain(found.get("url"))),
        published=parse_date(_moment(found.get("published")), order),
        modified=parse_date(_moment(found.get("modified")), order),
        language=language,
    )


def unbyline(text: str) -> str:
    """Return an author line without its leading "By"."""
    return re.sub(r"^(?:by|von|par|por)\s+(?=\w)", "", text, flags=re.IGNORECASE)


def address(text: str) -> str:
    """Return a web address, or nothing when the text is none: only http and https may become a link."""
    return text if _ADDRESS.match(text) else ""


def unwrapped(record: Mapping[object, object]) -> Mapping[object, object]:
    """Return a record with what a search engine, a service or a graph wraps: {"_source": {"title": …, "body": …}}."""
    inside = [one for key in _WRAPS if isinstance(one := record.get(key), Mapping)]
    texts = [one for one in inside if any(field_name(str(key)) == "text" for key in one)]
    if len(texts) != 1 or any(field_name(str(key)) == "text" and record[key] for key in record):
        return record
    return {**record, **texts[0]}


def _rank(key: str) -> int:
    name = field_name(key)
    return _ALIASES[name].index(re.sub(r"[\W_]+", "", key.casefold())) if name else 0


def _plain(value: object, depth: int = 3) -> str:
    """Return a name from what records hold for one: a string, an object with a name, or a list of either."""
    if depth and isinstance(value, Mapping):
        return _plain(next((value[key] for key in _NAMES if value.get(key)), None), depth - 1)
    if depth and isinstance(value, list):
        return ", ".join(part for item in value[:20] if (part := _plain(item, depth - 1)))[:_LONGEST]
    return one_line(unescape(value[: 2 * _LONGEST]))[:_LONGEST].strip() if isinstance(value, str) else ""


def _body(value: object) -> str:
    """Return a text, also one that lies in an object (WordPress's "rendered") or in a list of paragraphs."""
    if isinstance(value, list):
        return "\n\n".join(part for item in value if (part := _body(item)))
    if isinstance(value, Mapping):
        return next((found for key in _TEXTS if isinstance(found := value.get(key), str)), "")
    return value if isinstance(value, str) else ""


def _moment(value: object) -> object:
    """Return a date, also one that a database wraps: {"$date": …}, {"seconds": …}."""
    while isinstance(value, Mapping):
        value = next((value[key] for key in _MOMENTS if value.get(key)), None)
    if isinstance(value, str) and (found := _MICROSOFT.fullmatch(value.strip())):
        return found[1]
    return value
