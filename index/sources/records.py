"""Articles that come as JSON: one object, an array, `{"articles": […]}`, or one object a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from index.errors import UnreadableSource
from index.sources.addresses import resolve
from index.sources.decode import decode
from index.sources.fields import field_name, read_fields, unwrapped
from index.sources.html import fragment, unescaped
from index.sources.text import tidy
from index.values import Failure, Page

_LISTS = ("articles", "items", "entries", "data", "results", "docs", "posts", "hits", "edges", "nodes")
_WRAPS = ("response", "hits")
_IDS = ("id", "_id", "guid", "uuid", "articleid", "article_id", "slug")
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|td|blockquote|article|section)>|<br\s*/?>", re.IGNORECASE)
_OPENED = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|article|section)(?:\s[^<>]*)?>", re.IGNORECASE)

_INLINE = re.compile(r"<br\s*/?>|</(?:a|b|strong|em|i|u|span|sup|sub|mark|small|s|del)>", re.IGNORECASE)


def read_json(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the article or articles of a JSON document."""
    found = _parse(decode(data), source)
    if isinstance(found, dict):
        listed = _listed(found)
        if listed is None or read_fields(found).text:
            yield _page(found, source, origin)
            return
        found = listed
    if not isinstance(found, list):
        raise UnreadableSource(source, "the JSON holds neither an object nor an array of articles.")
    if not found:
        raise UnreadableSource(source, "the JSON holds no article.")
    known = Counter(name for record in found for name in _names(record))
    for number, record in enumerate(found, 1):
        yield from _try(record, source, number, f"record {number}", origin, known)


def read_jsonl(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield one article a line; a line that is none is one failure and the rest goes on."""
    number = 0
    lines = [(line, text) for line, text in enumerate(decode(data).split("\n"), 1) if text.strip()]
    known = Counter(name for _, text in lines for name in _names_in(text))
    for line, text in lines:
        number += 1
        try:
            record = _parse(text, source)
        except UnreadableSource as error:
            yield Failure(f"{source}#{number}", f"line {line}: {error.reason}")
            continue
        yield from _try(record, source, number, f"line {line}", origin, known)
    if not lines:
        raise UnreadableSource(source, "the file holds no line with an article.")


def _try(
    record: object, source: str, number: int, place: str, origin: str, known: Counter[str]
) -> Iterator[Page | Failure]:
    """Yield the article of one record of many; `known` counts the names of all, and the keys of those before it.

    A name that several records bear is none of them: a constant id, or the address of a page that goes on. These are
    known by their text, whatever their title, and by both where others say the same.
    """
    try:
        page = _page(record, source, origin)
    except UnreadableSource as error:
        yield Failure(f"{source}#{number}", f"{place}: {error.reason}")
        return
    own = [name for name in _names(record) if known[name] == 1]
    key = own[0] if own else _key(*_names(record), page.title, page.text)
    known[f"#{key}"] += 1
    again = known[f"#{key}"] - 1
    yield replace(page, source=f"{source}#{_key(key, str(again)) if again else key}")


def _listed(found: Mapping[str, object], depth: int = 2) -> list[object] | None:
    """Return the list of records in an answer of a service, which may lie in a wrap: {"data": {"articles": […]}}."""
    for key in (*_LISTS, *_WRAPS):
        inside = found.get(key)
        if isinstance(inside, list) and key in _LISTS:
            return inside
        if isinstance(inside, dict) and depth and (listed := _listed(inside, depth - 1)) is not None:
            return listed
    return None


def _names_in(text: str) -> list[str]:
    try:
        return _names(json.loads(text))
    except (ValueError, RecursionError):
        return []


def _names(record: object) -> list[str]:
    """Return the keys of what a record may be known by: the address or id that it states, then its text."""
    stated = unwrapped(record) if isinstance(record, dict) else {}
    addresses = {key: value for key, value in stated.items() if field_name(str(key)) in ("url", "publisher")}
    named = _place(read_fields(addresses).url) or _id(stated)
    text = read_fields(stated).text.strip()
    return [_key(*said) for said in ((named,), ("", text)) if said[-1]]


def _place(url: str) -> str:
    """Return an address without what changes while it stays that of one page: scheme, marks of campaigns, a slash."""
    return (resolve(url, url) or url).partition("://")[2].rstrip("/")


def _key(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _id(record: object) -> str:
    """Return what a record calls its own id, "" where it has none: its place in a growing export is nobody's name."""
    named = {str(key).casefold(): value for key, value in record.items()} if isinstance(record, dict) else {}
    found = next((named[key] for key in _IDS if isinstance(named.get(key), str | int)), "")
    return str(found)


def _page(record: object, source: str, origin: str) -> Page:
    if not isinstance(record, dict):
        raise UnreadableSource(source, "an article must be a JSON object with a text.")
    fields = read_fields(record)
    if not fields.text.strip():
        raise UnreadableSource(source, 'the record has no text; name it "text", "body" or "content".')
    body = unescaped(fields.text.strip())
    tags = len(_MARKUP.findall(body[:20_000]))
    ended = tags == 1 and (body.startswith("<") or body.endswith(">"))
    markup = tags > 1 or ended or _OPENED.match(body) is not None
    text, captions = fragment(body) if markup else (_without_marks(fields.text), ())
    return fields.page(tidy(text), source, origin, captions, marked=markup)


def _without_marks(text: str) -> str:
    """Return a text whose lines are paragraphs without the few tags that stand in some."""
    return "\n".join(fragment(line)[0] if _INLINE.search(line) else line for line in text.split("\n"))


def _parse(text: str, source: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise UnreadableSource(source, f"not valid JSON at {where}: {error.msg}.") from error
    except RecursionError as error:
        raise UnreadableSource(source, "the JSON is nested too deeply to be an article.") from error
    except ValueError as error:
        raise UnreadableSource(source, "the JSON holds a number that is too long to read.") from error
