"""The lines above a story: headline, byline, date, and labelled facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.clean.captions import is_credit
from index.clean.lines import Draft
from index.clean.mastheads import is_masthead, may_be_masthead
from index.sources.datelines import is_labelled, read_dateline
from index.sources.dates import parse_date
from index.sources.fields import address, field_name, unbyline

DEEP = 8  # blocks from the top within which head matter is looked for
_LONGEST_TITLE = 250
_SENTENCE, _STANDFIRST = 60, 2  # characters of a paragraph; so many of them are a story and no standfirst
_LABEL = re.compile(r"([^\W\d_][\w ]{1,20}?) ?: (.{1,250})")
_BY = re.compile(r"(?:by|von|par|por) (?=[A-ZÀ-Þ])(?:[^.!?:;]|(?<!\w{4})\.(?= |$)){2,120}", re.IGNORECASE)
_NAME = re.compile(r"(?:and|und|et|y|&|for|the|de|van|von|der|da|del|la|le|in|at|[/|•·–-]|[A-ZÀ-ÞĀ-ž][\w.’'-]*),?")
_JOB = re.compile(
    r"(?:[^\W\d_][\w-]* ){0,3}(?:writer|reporter|correspondent|editor|redakteur(?:in)?|korrespondent(?:in)?)",
    re.IGNORECASE,
)
_FIRM = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Bros)\.$")
_BEFORE_DATE = re.compile(r"\s*[|•·–—,]\s*|\s+(?=\d)|\s+(?=[A-Z][a-z]{2,8}\.? \d)")
_BETWEEN = " ,|•·–—-"
_DAY_OF = re.compile(r"[\s,]+(?:on|am|den|vom|le|el|il|em|op)$", re.IGNORECASE)
_IN_PLACE = re.compile(r",? (?:in|aus|from|à|en|em|te|i) [A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}$")
_AND = re.compile(r"(?:^| )(?:and|und|et|y|e|och|og|en|&) ")
_LAST_PART = re.compile(r"(.+?)(?:, | ?[|•·] ?)([^,|•·]+)")
_PIPE = re.compile(r"\s*[|•·]\s*")
_STOPS = (".", ",", ";", ":", "。", ".”", "!”", "?”", ",”", '."', '!"', '?"', ',"')
_QUESTION = ("?", "!", "…", "？", "！")


@dataclass(slots=True)
class Head:
    """What the head of an article says; empty where it says nothing."""

    title: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: date | None = None
    modified: date | None = None


def read_head(drafts: Sequence[Draft], title: str) -> tuple[Head, list[Draft]]:
    """Return what stands above the story, and the blocks without it. `title` is the source's own, if it gave one."""
    head = Head(title=title)
    rest: list[Draft] = []
    in_head = True
    for at, draft in enumerate(drafts):
        told = sum(map(_is_told, rest)) if in_head else 0
        in_head = in_head and at < DEEP and not _is_story(draft) and told < _STANDFIRST
        following = drafts[at + 1 : at + 2]
        labelled = in_head and not rest and not (at == 0 and _is_quoting(head, draft.text, following))
        if labelled and _takes_label(head, draft.text):
            continue
        if in_head and len(rest) < 2 and _takes_masthead(head, draft, following):
            continue
        if not at and not head.title and _is_letterhead(draft, drafts[1:3]):
            head.publisher = draft.text
            continue
        signs = len(rest) <= _STANDFIRST and (head.byline or is_labelled(draft.text))
        if in_head and told and not signs and read_dateline(draft.text):
            in_head = False  # a day behind the first paragraph is one of the story's
        if in_head and (_takes(head, draft) or (len(rest) < 2 and _takes_bare_name(head, draft, following))):
            continue
        if in_head and _is_title(head, rest, draft, following):
            head.title = head.title or draft.text
            continue
        if (in_head or draft.marked) and same_words(draft.text, head.title):
            continue
        rest.append(draft)
    return head, rest


def same_words(one: str, other: str) -> bool:
    """Tell whether two titles differ in nothing but case and punctuation."""
    return bool(one) and re.sub(r"[\W_]+", "", one.casefold()) == re.sub(r"[\W_]+", "", other.casefold())


def _is_story(draft: Draft) -> bool:
    return not draft.marked and len(draft.text) > _LONGEST_TITLE


def _is_told(draft: Draft) -> bool:
    return not draft.marked and len(draft.text) >= _SENTENCE and draft.text.endswith(_STOPS)


def _is_title(head: Head, before: Sequence[Draft], draft: Draft, after: Sequence[Draft]) -> bool:
    if head.title or before or not after or len(draft.text) > _LONGEST_TITLE:
        return False
    text = draft.text
    if draft.marked:
        return True
    if _takes(Head(), after[0]) or _takes_label(Head(), after[0].text):
        return True
    if text.endswith(_STOPS) or is_credit(text):
        return False
    return not text.endswith((*_QUESTION, "”", '"', "»")) or len(text) <= 120


def _is_quoting(head: Head, text: str, after: Sequence[Draft]) -> bool:
    """Tell a headline such as "Source: the ferry had no pilot" from a label: that one names, or has another below."""
    match = _LABEL.fullmatch(text)
    if not match or head.title or (after and _takes_label(Head(), after[0].text)):
        return False
    words = match[2].split()
    named = all(_NAME.fullmatch(word) for word in words) or len(words) == 1
    return field_name(match[1]) in ("byline", "publisher", "language") and not named


def _takes_masthead(head: Head, draft: Draft, after: Sequence[Draft]) -> bool:
    """Take "The Harbour Post" or "The Harbour Post, 2 May 2025" below the headline, where a byline or date stands."""
    if draft.marked or not head.title or head.publisher:
        return False
    # Reading a date in any language takes milliseconds; few lines begin with a newspaper's name.
    if not any(is_masthead(draft.text[:end]) for end in (len(draft.text), *_ends(draft.text))):
        return False
    name, dated = _without_date(draft.text)
    if not is_masthead(name) or not (dated or head.byline or head.published or (after and _takes(Head(), after[0]))):
        return False
    head.publisher, head.published = name, head.published or dated
    return True


def _is_letterhead(draft: Draft, following: Sequence[Draft]) -> bool:
    """Tell "THE HARBOUR POST" above a headline, below which a byline or a day may stand but no story yet."""
    if not (draft.text.isupper() and is_masthead(draft.text.title())) or len(following) < _STANDFIRST:
        return False
    below = following[0]
    return not (_is_told(below) or _is_story(below) or _takes(Head(), below) or _takes_label(Head(), below.text))


def _takes(head: Head, draft: Draft) -> bool:
    """Take a byline or date into `head`; False when the line is neither. Two labelled dates may stand beside a bar."""
    labelled = is_labelled(draft.text) and _takes_date(head, draft.text)
    return labelled or _takes_byline(head, draft.text) or _takes_date(head, draft.text)


def _takes_label(head: Head, text: str) -> bool:
    match = _LABEL.fullmatch(text)
    name = field_name(match[1]) if match else ""
    if not match or not name or name == "text" or match[1].casefold() in ("name", "site", "content"):
        return False
    value = match[2].strip()
    if name in ("published", "modified"):
        found = parse_date(value)
        if found is None:
            return False
        setattr(head, name, getattr(head, name) or found)
        return True
    if name == "url" or (name == "publisher" and address(value)):
        head.url = head.url or address(value)
        return bool(address(value))
    if name != "title" and (len(value) > 120 or (value.endswith(_STOPS) and not _FIRM.search(value))):
        return False
    value = unbyline(value) if name == "byline" else value
    setattr(head, name, getattr(head, name) or value)
    return True


def _takes_byline(head: Head, text: str) -> bool:
    if head.byline and _JOB.fullmatch(text):
        head.byline += f", {text}"
        return True
    if _PIPE.search(text) and not _BY.match(text):
        return _takes_bar(head, _PIPE.split(text))
    by, before = _BY.search(text), None
    if by and by.start() and (before := parse_date(text[: by.start()].strip(_BETWEEN))):
        text = text[by.start() :]
    if not _BY.match(text):  # reading dates in any language takes milliseconds
        return False
    names, dated = _without_date(text)
    names = _DAY_OF.sub("", names) if dated else names
    if not _BY.fullmatch(names):
        return False
    words = _without_place(unbyline(names), dated=dated is not None).split()
    if not words or len(words) > 16 or not all(_NAME.fullmatch(word) for word in words):
        return False
    everyone = " ".join(words).strip(" ,|•·–-")
    people, paper = found.groups() if (found := _LAST_PART.fullmatch(everyone)) else ("", "")
    if people and is_masthead(paper):
        head.publisher = head.publisher or paper
    else:
        people, _, paper = everyone.partition(" for ")
        head.publisher = head.publisher or paper
    head.byline = head.byline or people
    head.published = head.published or before or dated
    return True


def _without_place(names: str, *, dated: bool) -> str:
    """Return "Jane Doe" of "Jane Doe in Norvik" and, with a day behind it, of "Jane Doe, Norvik".

    A place of one word is told from a further person, who has two names, and one of more where "and" names the last.
    """
    names = _IN_PLACE.sub("", names.strip(" ,|•·–-"))
    people, _, place = names.rpartition(", ")
    other = not is_masthead(place) and (" " not in place or _AND.search(people))
    return people if dated and " " in people and other and not _AND.search(place) else names


def _takes_bar(head: Head, parts: Sequence[str]) -> bool:
    """Take "Jane Doe | The Harbour Post | 2 May 2025"."""
    dates = [found for part in parts if (found := parse_date(part))]
    names = [part for part in parts if not parse_date(part)]
    if not dates or len(names) > 2 or not all(_NAME.fullmatch(word) for name in names for word in name.split()):
        return False
    head.published = head.published or dates[0]
    head.byline = head.byline or (unbyline(names[0]) if names else "")
    head.publisher = head.publisher or (names[1] if len(names) > 1 else "")
    return True


def _takes_bare_name(head: Head, draft: Draft, after: Sequence[Draft]) -> bool:
    """Take "Jane Doe" without a "By" below the headline, where a date stands next to it."""
    words = draft.text.split()
    named = 2 <= len(words) <= 6 and all(map(_NAME.fullmatch, words)) and words[0][0].isupper()
    dated = head.published or (after and _takes_date(Head(), after[0].text))
    other = may_be_masthead(draft.text) or "for" in words  # "Bad News for Elder Quay"
    if draft.marked or head.byline or other or not (head.title and named and dated):
        return False
    said = unbyline(draft.text)
    head.byline = said if said == draft.text else said.removesuffix(".")
    return True


def _without_date(text: str) -> tuple[str, date | None]:
    """Split "By Jane Doe | 3 May 2024" into its names and its date.

    Readers of dates pass over a word before one: "Courier 3 May 2024" is that day too, and the word is no part of it.
    """
    names, dated = text, None
    for mark in _BEFORE_DATE.finditer(text):
        found = parse_date(text[mark.end() :].strip())
        if found and found == (dated or found):
            names, dated = text[: mark.start()], found
        elif dated:
            break
    return names, dated


def _ends(text: str) -> Iterator[int]:
    """Yield where what stands before a date may end."""
    return (mark.start() for mark in _BEFORE_DATE.finditer(text))


def _takes_date(head: Head, text: str) -> bool:
    found = read_dateline(text)
    if found is None:
        return False
    head.published = head.published or found.published
    head.modified = head.modified or found.modified
    return True
