"""How a model hands over statements: lines that name keys, or the same as JSON. Tolerant in form, strict in size."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from bot.answer.write.fence import unescaped
from bot.answer.write.keys import Keys
from bot.answer.write.refusal import refuses
from bot.values import Draft

MOST_DRAFTS = 8
MOST_KEYS = 8  # of one draft
LONGEST_DRAFT = 400  # characters; a longer one is no short statement, and the reader's screen is small
LONGEST_REPLY = 20_000  # characters that are read
_TRIES = 100  # brackets at which JSON is looked for

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^\s*```\w*\s*$", re.M)
_TAG = re.compile(r"^\s*</?(?:article|think|answer)\b[^>]*>?\s*$", re.I)
_OPENING = re.compile(r"[\[{]")
_DECORATION = re.compile(r"^\s*(?:[>#|]+\s*)+")
_BULLET = re.compile(r"^\s*(?:[-*•–—+·]\s+)+")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2})[.):]\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")
_ENDED = re.compile(r"[.…。][”\"'’»)]*$")
_FIELDS = ("text", "statement", "sentence", "claim", "fact")
_WORDS = re.compile(r"\w+\W+\w+")


def read(text: str, known: Collection[str]) -> tuple[Draft, ...] | None:
    """Return the statements of a reply, none where it refuses, or None where nothing can be read.

    `known` are the keys offered in this call; a draft has at most MOST_KEYS of them, in order, and no others. Its text
    is "" where the reply names keys alone, or says more than LONGEST_DRAFT characters beside them.
    """
    keys = Keys(known)
    text = _FENCE.sub("", _THOUGHT.sub("", text[:LONGEST_REPLY])).strip()
    data = list(_data(text))
    drafts = [draft for one in data for draft in _from_data(one, keys)]
    empty = any(map(_empty, data))
    return _chosen(drafts if drafts or empty else _from_lines(text, keys), empty=empty)


def _chosen(drafts: list[Draft], *, empty: bool) -> tuple[Draft, ...] | None:
    """Return what a reply states, nothing where it begins by refusing: what follows is of other things."""
    refusing = [refuses(draft.text, cited=bool(draft.keys)) for draft in drafts]
    stated = [_short(draft) for draft, refused in zip(drafts, refusing, strict=True) if not refused]
    stated = [draft for draft in stated if draft.text or draft.keys]
    if any(refusing[:1]) or (not stated and (empty or any(refusing))):
        return ()
    return tuple(list(dict.fromkeys(stated))[:MOST_DRAFTS]) or None


def _short(draft: Draft) -> Draft:
    return Draft(draft.text if len(draft.text) <= LONGEST_DRAFT else "", draft.keys[:MOST_KEYS])


def _data(text: str) -> Iterator[Any]:
    """Yield the JSON in a reply: objects, lists of them, and lists of strings on lines of their own."""
    decoder, place = json.JSONDecoder(), 0
    for _ in range(_TRIES):
        opening = _OPENING.search(text, place)
        if opening is None:
            return
        place = opening.start() + 1
        try:
            found, end = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            continue
        before, after = text[: opening.start()].rpartition("\n")[2], text[end:].partition("\n")[0]
        if (found and (isinstance(found, dict) or any(isinstance(one, dict) for one in found))) or (
            all(isinstance(one, str) for one in found) and found != {} and not (before + after).strip(" ,.;`")
        ):
            yield found
            place = end


def _empty(data: Any) -> bool:
    """Tell whether data holds a list of statements, and none in it."""
    return data == [] or (isinstance(data, dict) and [] in data.values())


def _from_data(data: Any, keys: Keys) -> Iterator[Draft]:
    if isinstance(data, str):
        yield from ((Draft("", (key,)) for key in keys.found(data)) if keys.alone(data) else [_draft(data, keys)])
    elif isinstance(data, list):
        for one in data:
            yield from _from_data(one, keys)
    elif isinstance(data, dict):
        yield from _from_object(data, keys)


def _from_object(data: dict[str, Any], keys: Keys) -> Iterator[Draft]:
    """Read an object: a statement, statements by their keys, or what is inside it, whatever its fields are called."""
    texts = [value for value in data.values() if isinstance(value, str) and not keys.alone(value)]
    named = [key for value in data.values() for key in _named(value, keys)]
    within = [value for value in data.values() if _holds(value)]
    by_key = [(key, value) for key, value in data.items() if keys.alone(key) and isinstance(value, str)]
    text = next((data[field] for field in _FIELDS if data.get(field) in texts), next(filter(_WORDS.search, texts), ""))
    if by_key:
        yield from (_draft(f"[{key}] {value}", keys) for key, value in by_key)
    elif within and not (named and text):
        yield from _from_data(within, keys)
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
    parts = list(keys.parts(_EMPHASIS.sub(r"\2", unescaped(text))))
    said = " ".join(part for part, _ in parts if part)
    return Draft(
        said if any(map(str.isalnum, said)) else "", tuple(dict.fromkeys(key for _, of in parts for key in of))
    )


def _from_lines(text: str, keys: Keys) -> list[Draft]:
    """Read lines. Of those without a key, headings and introductions are talk around the answer."""
    drafts: list[Draft] = []
    number = 1
    for line in text.splitlines():
        if _TAG.match(line):
            continue
        line = _DECORATION.sub("", unescaped(line))
        numbered = _NUMBER.match(line)
        if numbered and int(numbered[1]) == number:
            line, number = line[numbered.end() :], number + 1
        else:
            numbered = None
        listed = bool(numbered or _BULLET.match(line))
        for said, named in keys.parts(_EMPHASIS.sub(r"\2", _BULLET.sub("", line))):
            if named or (any(map(str.isalnum, said)) and (listed or _ENDED.search(said) or refuses(said))):
                drafts.append(Draft(said, named))
    return _paired(drafts)


def _paired(drafts: list[Draft]) -> list[Draft]:
    """Return drafts in which a statement and its keys that stand on two lines are one, whichever comes first."""
    keys_first = bool(drafts) and not drafts[0].text
    paired: list[Draft] = []
    for draft in drafts:
        last = paired[-1] if paired else Draft("", ())
        first, second = (last, draft) if keys_first else (draft, last)
        if paired and first.keys and not first.text and second.text and not second.keys:
            paired[-1] = Draft(second.text, first.keys)
        else:
            paired.append(draft)
    return paired
