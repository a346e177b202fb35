"""How a model hands over statements: lines that name keys, or the same as JSON. Tolerant in form, strict in size."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.model.fence import unescaped
from bot.model.replies import structured
from bot.model.replies.keys import Keys
from bot.model.replies.refusal import refuses
from bot.values import Draft
from index.text.segment import segment

MOST_DRAFTS = 8
MOST_KEYS = 8  # of one draft
LONGEST_DRAFT = 400  # characters; a longer one is no short statement, and the reader's screen is small
LONGEST_REPLY = 20_000  # characters that are read
LONGEST_LINE = 3_000

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^\s*```\w*\s*$", re.M)
_TAG = re.compile(r"^\s*</?(?:article|think|answer)\b[^>]*>?\s*$", re.I)
_DECORATION = re.compile(r"^\s*(?:[>#|]+\s*)+")
_BULLET = re.compile(r"^\s*(?:[-*•–—+·]\s+)+")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2})[.):]\s+")
_ENDED = re.compile(r"[.…。][”\"'’»)]*$")


def read(text: str, known: Collection[str]) -> tuple[Draft, ...] | None:
    """Return the statements of a reply, none where it refuses, or None where nothing can be read.

    `known` are the keys offered in this call; a draft has at most MOST_KEYS of them, in order, and no others. Its text
    is "" where the reply names keys alone, or says more than LONGEST_DRAFT characters beside them.
    """
    keys = Keys(known)
    text = _FENCE.sub("", _THOUGHT.sub("", text[:LONGEST_REPLY])).strip()
    data = list(structured.found(text))
    drafts = [draft for one in data for draft in structured.drafts(one, keys)]
    empty = any(map(structured.empty, data))
    return _chosen(drafts if drafts or empty else _from_lines(text, keys), empty=empty)


def _chosen(drafts: list[Draft], *, empty: bool) -> tuple[Draft, ...] | None:
    """Return what a reply states, nothing where it begins by refusing: what follows is of other things."""
    refusing = [refuses(draft.text, cited=bool(draft.keys)) for draft in drafts]
    stated = [_short(draft) for draft, refused in zip(drafts, refusing, strict=True) if not refused]
    stated = [draft for draft in stated if draft.text or draft.keys]
    if any(refusing[:1]) or (not stated and (empty or any(refusing))):
        return ()
    distinct = list(dict.fromkeys(stated))
    cited = [draft for draft in distinct if draft.keys][:MOST_DRAFTS]
    others = [draft for draft in distinct if not draft.keys][: MOST_DRAFTS - len(cited)]
    return tuple(draft for draft in distinct if draft in cited or draft in others) or None


def _short(draft: Draft) -> Draft:
    return Draft(draft.text if len(draft.text) <= LONGEST_DRAFT else "", draft.keys[:MOST_KEYS])


def _from_lines(text: str, keys: Keys) -> list[Draft]:
    """Read lines. Of those without a key, headings and introductions are talk around the answer."""
    drafts: list[Draft] = []
    number = 1
    for line in text.splitlines():
        line = line[:LONGEST_LINE]
        if _TAG.match(line):
            continue
        line = _DECORATION.sub("", unescaped(line))
        numbered = _NUMBER.match(line)
        if numbered and int(numbered[1]) == number:
            line, number = line[numbered.end() :], number + 1
        else:
            numbered = None
        listed = bool(numbered or _BULLET.match(line))
        for said, named in keys.parts(structured.EMPHASIS.sub(r"\2", _BULLET.sub("", line))):
            if named:
                drafts.append(Draft(said, named))
            else:
                drafts += [Draft(one, ()) for one in _sentences(said) if listed or _ENDED.search(one) or refuses(one)]
    return _paired(drafts)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text without keys, each of which is to be found among the articles by itself."""
    found = (span.of(text) for span in segment(text, "en"))
    return [one for one in found if any(map(str.isalnum, one))]


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
