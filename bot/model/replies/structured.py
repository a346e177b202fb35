"""Statements in the JSON of a model, whatever its fields are called and whatever stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.model.fence import unescaped
from bot.model.replies.keys import Keys
from bot.values import Draft

TRIES = 100  # brackets at which JSON is looked for
_FIELDS = ("text", "statement", "sentence", "claim", "fact")
_OPENING = re.compile(r"[\[{]")
_WORDS = re.compile(r"\w+\W+\w+")
EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


def found(text: str) -> Iterator[Any]:
    """Yield the JSON in a reply: objects, lists of them, and lists of strings on lines of their own."""
    decoder, place = json.JSONDecoder(), 0
    for _ in range(TRIES):
        opening = _OPENING.search(text, place)
        if opening is None:
            return
        place = opening.start() + 1
        try:
            data, end = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            continue
        before, after = text[: opening.start()].rpartition("\n")[2], text[end:].partition("\n")[0]
        if (data and (isinstance(data, dict) or any(isinstance(one, dict) for one in data))) or (
            all(isinstance(one, str) for one in data) and data != {} and not (before + after).strip(" ,.;`")
        ):
            yield data
            place = end


def empty(data: Any) -> bool:
    """Tell whether data holds a list of statements, and none in it."""
    return data == [] or (isinstance(data, dict) and [] in data.values())


def drafts(data: Any, keys: Keys, depth: int = 6) -> Iterator[Draft]:
    """Yield the statements in data down to `depth`."""
    if isinstance(data, str):
        yield from ((Draft("", (key,)) for key in keys.found(data)) if keys.alone(data) else [_draft(data, keys)])
    elif isinstance(data, list):
        for one in data if depth else ():
            yield from drafts(one, keys, depth - 1)
    elif isinstance(data, dict):
        yield from _from_object(data, keys, depth)


def _from_object(data: dict[str, Any], keys: Keys, depth: int) -> Iterator[Draft]:
    """Read an object: a statement, statements by their keys, or what is inside it, whatever its fields are called."""
    texts = [value for value in data.values() if isinstance(value, str) and not keys.alone(value)]
    named = [key for value in data.values() for key in _named(value, keys)]
    within = [value for value in data.values() if _holds(value)]
    by_key = [(key, value) for key, value in data.items() if keys.alone(key) and isinstance(value, str)]
    text = next((data[field] for field in _FIELDS if data.get(field) in texts), next(filter(_WORDS.search, texts), ""))
    if by_key:
        yield from (_draft(f"[{key}] {value}", keys) for key, value in by_key)
    elif within and not (named and text):
        yield from drafts(within, keys, depth)
    else:
        draft = _draft(text, keys)
        yield Draft(draft.text, tuple(dict.fromkeys((*draft.keys, *named))))


def _named(value: Any, keys: Keys) -> tuple[str, ...]:
    """Return the keys that a field names, as one string or as a list of them."""
    strings = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    return tuple(key for one in strings if keys.alone(one) for key in keys.found(one))


def _holds(value: Any) -> bool:
    """Tell whether a field holds further statements."""
    inside = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    return any(isinstance(one, dict) or (isinstance(one, str) and _WORDS.search(one)) for one in inside)


def _draft(text: str, keys: Keys) -> Draft:
    """Return one statement with all keys of its text."""
    parts = list(keys.parts(EMPHASIS.sub(r"\2", unescaped(text))))
    said = " ".join(part for part, _ in parts if part)
    return Draft(
        said if any(map(str.isalnum, said)) else "", tuple(dict.fromkeys(key for _, of in parts for key in of))
    )
