"""How a model hands over statements: lines that end in keys, or the same as JSON. Tolerant in form, strict in size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.answer.write.fence import unescaped
from bot.values import Draft
from index.sources.text import one_line

REFUSAL = "THE ARTICLES DO NOT SAY"
MOST_DRAFTS = 8
LONGEST_DRAFT = 400  # characters; a longer one is no short statement, and the reader's screen is small

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^\s*```\w*\s*$", re.M)
_KEY = r"[A-Za-z0-9][A-Za-z0-9_-]{2,15}"
_KEYS = rf"[\[(]\s*{_KEY}(?:[\s,;]+{_KEY})*\s*[\])]"
_ENDING = re.compile(rf"(?P<keys>(?:[\s,;]*{_KEYS})+)[\s.]*$")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


def read(text: str) -> tuple[Draft, ...] | None:
    """Return the statements of a reply, none where it is the refusal, or None where it follows no protocol."""
    text = _FENCE.sub("", _THOUGHT.sub("", text)).strip()
    drafts = _from_json(text)
    if drafts is not None:
        return tuple(drafts[:MOST_DRAFTS])
    lines = _from_lines(text)
    if lines:
        return tuple(lines[:MOST_DRAFTS])
    return () if refuses(text) else None


def refuses(text: str) -> bool:
    """Tell whether a reply holds the refusal phrase, however it is spelled or marked up."""
    return REFUSAL.lower() in " ".join(re.sub(r"[\W_]+", " ", text).lower().split())


def _from_json(text: str) -> list[Draft] | None:
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        data = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return None
    items = data.get("statements") if isinstance(data, dict) else None
    return list(_from_items(items)) if isinstance(items, list) else None


def _from_items(items: list[Any]) -> Iterator[Draft]:
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("text"), str):
            keys = item.get("keys")
            named = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
            draft = _draft(item["text"])
            if draft is not None:
                yield Draft(draft.text, tuple(dict.fromkeys((*draft.keys, *named))))


def _from_lines(text: str) -> list[Draft]:
    """Read lines; those that neither begin as an item nor end in keys are talk around the answer."""
    drafts = []
    for line in text.splitlines():
        listed = bool(_BULLET.match(line))
        draft = _draft(_BULLET.sub("", line))
        if draft is not None and (draft.keys or listed):
            drafts.append(draft)
    return drafts


def _draft(line: str) -> Draft | None:
    """Return one statement and its keys; None for what is empty, the refusal, or no short statement."""
    line = _EMPHASIS.sub(r"\2", one_line(unescaped(line)))
    ending = _ENDING.search(line)
    text = (line[: ending.start()] if ending else line).strip()
    text = re.sub(r"\s+([.!?])$", r"\1", text)
    if not any(char.isalnum() for char in text) or refuses(text) or len(text) > LONGEST_DRAFT:
        return None
    keys = re.findall(_KEY, ending["keys"]) if ending else []
    return Draft(text, tuple(dict.fromkeys(keys)))
