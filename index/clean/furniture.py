"""What surrounds an article on a page and is none of its author's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.clean.lines import Draft
from index.clean.phrases import COMMENTS, FIXED, LEADING, READ_MORE

LONGEST = 200  # characters; no line of page furniture is longer
_STORY = 300  # characters of text above a line "Comments" that make it a footer and not a button under the headline
_COMMENTS = re.compile(COMMENTS, re.IGNORECASE)
_FIXED = re.compile(rf"(?:{'|'.join(FIXED)})\s*[.!:…»>→]?", re.IGNORECASE)
_LEADING = re.compile(rf"(?:{'|'.join(LEADING)})", re.IGNORECASE)
_READ_MORE = re.compile(rf"(?:{READ_MORE})[:…]?", re.IGNORECASE)
_SENTENCE = re.compile('[.!?…。！？][”"’»)]*$')
_SPOKEN = re.compile('[“”„"«»]')


def without_furniture(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop share bars, newsletter boxes, link lines and everything from the comments on (33 of 381 real pages)."""
    kept: list[Draft] = []
    written = 0
    for draft in _without_link_list(drafts):
        short = len(draft.text) <= LONGEST
        if short and _COMMENTS.fullmatch(draft.text):
            if written >= _STORY:
                break
        elif not (short and _is_furniture(draft.text)):
            kept.append(draft)
            written += len(draft.text)
    return kept


def _without_link_list(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Cut a closing "Related" with the titles below it; a sentence below shows that the story goes on."""
    end = len(drafts)
    for at in range(len(drafts) - 1, -1, -1):
        text = drafts[at].text
        if len(text) <= LONGEST and _READ_MORE.fullmatch(text):
            end = at
        elif len(text) > LONGEST or _SENTENCE.search(text):
            break
    return drafts[:end]


def _is_furniture(text: str) -> bool:
    if _SPOKEN.search(text):
        return False
    return bool(_FIXED.fullmatch(text)) or (not text.endswith(".") and bool(_LEADING.fullmatch(text)))
