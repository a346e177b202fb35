"""The names in a text: its capitalised words."""

from __future__ import annotations

import re

_CALENDAR = """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday i a the an he she it they we you his her its their our this that these those
"""


CALENDAR = frozenset(_CALENDAR.split())


_NAME = re.compile(r"(?<![\w'’])[^\W\d_a-zà-öø-ÿ][\w’'-]*(?:\.(?=\w))?[\w’'-]*")


def names(text: str) -> list[str]:
    """Return the capitalised words of a text except those that only open a sentence, and calendar words."""
    found = []
    for match in _NAME.finditer(text):
        opens = not text[: match.start()].strip(" “\"‘'(") or text[: match.start()].rstrip(" “\"‘'(")[-1:] in ".!?:"
        word = re.sub(r"['’]s?$", "", match[0]).strip(".")
        if word and word.lower() not in CALENDAR and not (opens and not in_capitals(word)):
            found.append(word)
    return found


def in_capitals(word: str) -> bool:
    """Tell whether a word of several letters is written in capitals."""
    return len(word) > 1 and word.upper() == word
