"""Names in a text, and whether it speaks of its source as a report."""

from __future__ import annotations

import re

AGE = re.compile(r"-year-old\b|\byears? old\b|\baged\b|\bat the age of\b", re.I)
_CALENDAR = """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday i a the an he she it they we you his her its their our this that these those
"""
CALENDAR = frozenset(_CALENDAR.split())
_NAME = re.compile(r"(?<![\w'’])[^\W\d_a-zà-öø-ÿ][\w’'-]*(?:\.(?=\w))?[\w’'-]*")
_REPORTED = re.compile(
    r"\b(?:report\w*|wr(?:ote|itten|ites)|publish\w+|article|stor(?:y|ies)|according to|news|cover\w*)\b", re.I
)


def reports(text: str) -> bool:
    """Tell whether a statement speaks of its source as a report."""
    return bool(_REPORTED.search(text))


def names(text: str) -> list[str]:
    """Return the capitalised words of a text except those that only open a sentence, and calendar words."""
    found = []
    for match in _NAME.finditer(text):
        opens = not text[: match.start()].strip(" “\"‘'(") or text[: match.start()].rstrip(" “\"‘'(")[-1:] in ".!?:"
        word = re.sub(r"['’]s?$", "", match[0]).strip(".")
        if word and word.lower() not in CALENDAR and not (opens and not _inner_capital(word)):
            found.append(word)
    return found


def _inner_capital(word: str) -> bool:
    return len(word) > 1 and word.upper() == word
