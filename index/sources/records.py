"""Articles that come as JSON: one object, an array, `{"articles": […]}`, or one object a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace

from index.errors import UnreadableSource
from index.sources.decode import decode
from index.sources.fields import read_fields
from index.sources.html import fragment
from index.sources.text import tidy
from index.values import Failure, Page

_LISTS = ("articles", "items", "entries", "data", "results", "docs")
_IDS = ("id", "_id", "guid", "uuid", "articleid", "article_id", "slug")
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|td|blockquote|article|section)>|<br\s*/?>", re.IGNORECASE)


def read_json(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the article or articles of a JSON document."""
    found = _parse(decode(data), source)
    if isinstance(found, dict):
        listed = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), None)
        if listed is None or read_fields(found).text:
            yield _page(found, source, origin)
            return
        found = listed
    if not isinstance(found, list):
        raise UnreadableSource(source, "the JSON holds neither an object nor an array of articles.")
    if not found:
        raise UnreadableSource(source, "the JSON holds no article.")
    known: set[str] = set()
    for number, record in enumerate(found, 1):
        yield from _try(record, source, number, f"record {number}", origin, known)


def read_jsonl(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield one article a line; a line that is none is one failure and the rest goes on."""
    empty = True
    number = 0
    known: set[str] = set()
    for line, text in enumerate(decode(data).split("\n"), 1):
        if not text.strip():
            continue
        empty, number = False, number + 1
        try:
            record = _parse(text, source)
        except UnreadableSource as error:
            yield Failure(f"{source}#{number}", f"line {line}: {error.reason}")
            continue
        yield from _try(record, source, number, f"line {line}", origin, known)
    if empty:
        raise UnreadableSource(source, "the file holds no line with an article.")


def _try(
    record: object, source: str, number: int, place: str, origin: str, known: set[str]
) -> Iterator[Page | Failure]:
    """Yield the article of one record of many; `known` are the keys of those before it."""
    try:
        page = _page(record, source, origin)
    except UnreadableSource as error:
        yield Failure(f"{source}#{number}", f"{place}: {error.reason}")
        return
    said = _key(page.title, page.text)
    key = _key(page.url or _id(record)) if page.url or _id(record) else said
    key = _key(key, said) if key in known else key
    known.add(key)
    yield replace(page, source=f"{source}#{key}")


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
    body = fields.text.strip()
    tags = len(_MARKUP.findall(body[:20_000]))
    markup = tags > 1 or (tags == 1 and (body.startswith("<") or body.endswith(">")))
    return fields.page(tidy(fragment(fields.text) if markup else fields.text), source, origin, marked=markup)


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
