"""RSS and Atom elements to listings. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from index.sources.addresses import resolve
from index.sources.fields import unbyline
from index.sources.listing import Entry, Listing, listed
from index.sources.moments import parse_moment
from index.sources.text import plain
from index.sources.xml import inner, local

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST = 500  # characters of a title or name
LONGEST_CONTENT = 1_000_000  # characters of one entry's text
_PUBLISHED = ("published", "pubdate", "issued", "date", "created")
_UPDATED = ("updated", "modified", "lastbuilddate")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
# Vocabularies whose titles and authors are of pictures or sound.
_OTHERS = ("mrss", "itunes", "podcast", "georss", "play")

Facts = dict[str, "_Element"]


def read_rss(root: _Element, base: str, whole: bool) -> Listing:
    """Return the listing of an RSS 0.9x, 1.0 or 2.0 document."""
    channel = next((child for child in root if local(child) == "channel"), root)
    base = _base(channel, _base(root, base))
    facts = _facts(channel)
    items = (element for element in root.iter("{*}item") if not _other(element))
    return listed(Listing("rss", _line(facts, "title")), (_rss_entry(item, base) for item in items), whole=whole)


def read_atom(root: _Element, base: str, whole: bool) -> Listing:
    """Return the listing of an Atom 0.3 or 1.0 document."""
    base, facts = _base(root, base), _facts(root)
    people = _people(root)
    entries = (_atom_entry(entry, base, people) for entry in root.iterchildren("{*}entry"))
    return listed(Listing("atom", _line(facts, "title")), entries, whole=whole)


def _rss_entry(item: _Element, base: str) -> Entry:
    base, facts = _base(item, base), _facts(item)
    guid = _text(facts, "guid") or item.get(_ABOUT, "").strip()
    permanent = "guid" not in facts or facts["guid"].get("isPermaLink", "true").lower() != "false"
    link = _text(facts, "origlink") or _text(facts, "link") or _href(item)
    return Entry(
        url=resolve(base, link) or (resolve("", guid) if permanent else ""),
        title=_line(facts, "title"),
        published=_moment(facts, _PUBLISHED),
        updated=_moment(facts, _UPDATED),
        summary=_text(facts, "description")[:LONGEST_CONTENT],
        content=_text(facts, "encoded")[:LONGEST_CONTENT],
        byline=_names(item, "creator") or _names(item, "author"),
        guid=guid[:LONGEST],
        publisher=_line(facts, "source"),
    )


def _atom_entry(item: _Element, base: str, people: str) -> Entry:
    base, facts = _base(item, base), _facts(item)
    guid = _text(facts, "id")
    origin = _facts(facts["source"]) if "source" in facts else {}
    return Entry(
        url=resolve(base, _href(item)) or resolve("", guid),
        title=_line(facts, "title"),
        published=_moment(facts, _PUBLISHED),
        updated=_moment(facts, _UPDATED),
        summary=_markup(facts.get("summary")),
        content=_markup(facts.get("content")),
        byline=_people(item) or people,
        guid=guid[:LONGEST],
        publisher=_line(origin, "title"),
    )


def name(text: str) -> str:
    """Return the name in "anna@news.example (Anna Kowalski)", and any other name as it is."""
    address, opened, rest = text.partition("(")
    if "@" in address:
        return rest.rstrip(") ") if opened else ""
    return unbyline(text)


def _names(item: _Element, key: str) -> str:
    """Return everybody whom an item names so, each once."""
    own = (child for child in item.iterchildren("*") if local(child) == key and not _other(child))
    named = (name(plain("".join(child.itertext()))) for child in own)
    return ", ".join(dict.fromkeys(filter(None, named)))[:LONGEST]


def _facts(element: _Element) -> Facts:
    """Return an element's children by lower-case name; the first that holds a text wins."""
    found: Facts = {}
    for child in element.iterchildren("*"):
        key = local(child)
        if not _other(child) and (key not in found or not _filled(found[key])):
            found[key] = child
    return found


def _other(element: _Element) -> bool:
    namespace = str(element.tag).rpartition("}")[0]
    return any(word in namespace for word in _OTHERS)


def _filled(element: _Element) -> bool:
    return len(element) > 0 or bool((element.text or "").strip())


def _text(facts: Facts, key: str) -> str:
    return "".join(facts[key].itertext()).strip() if key in facts else ""


def _line(facts: Facts, key: str) -> str:
    return plain(_text(facts, key))[:LONGEST]


def _markup(element: _Element | None) -> str:
    """Return a text construct's HTML: XHTML elements serialised, everything else as written."""
    if element is None or element.get("src"):
        return ""
    return (inner(element) if len(element) else "".join(element.itertext()).strip())[:LONGEST_CONTENT]


def _people(element: _Element) -> str:
    named = [_line(_facts(child), "name") for child in element.iterchildren("{*}author")]
    return ", ".join(filter(None, named))[:LONGEST]


def _moment(facts: Facts, keys: Sequence[str]) -> datetime | None:
    stated = (parse_moment(_text(facts, key)) for key in keys if key in facts)
    return next((moment for moment in stated if moment), None)


def _href(element: _Element) -> str:
    """Return the address of an element's page: its link for people, not the ones to comments, pictures or itself."""
    found = ""
    for link in element.iterchildren("{*}link"):
        kind = link.get("type", "text/html")
        if link.get("href") and link.get("rel", "alternate") == "alternate" and (not found or "html" in kind):
            found = str(link.get("href"))
            if "html" in kind:
                break
    return found


def _base(element: _Element, base: str) -> str:
    return resolve(base, element.get(f"{_XML}base", "")) or base
