"""Whether a shortened sentence joins only what its source joins.

A statement that leaves words out brings together what stood apart. That is sound where it leaves out a whole part
between two marks, or words inside one part; not where it goes from the middle of one part into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from bot.answer.prove.support import days
from bot.answer.prove.support.names import CALENDAR
from bot.answer.prove.support.roles import does
from bot.answer.prove.support.source import Source
from bot.answer.prove.support.synonyms import same
from index.text.language import Located, located, terms, unified

_MARK = re.compile(r"[;—()]|(?<!\d)[–:]|[–:](?!\d)|,(?!\d)")
_AND = re.compile(r"\b(?:and|but|or)\b", re.I)
_BREAK = re.compile(
    r"\b(?:and|but|or|while|whereas|when|because|if|that|who|which|where|"
    r"(?:after|before|as|since|until)(?= (?:he|she|it|they)\b))\b",
    re.I,
)
_WHO = re.compile(r"who|whom|whose|which|where", re.I)
_SMALL_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|became|can|could|may|did)\b", re.I)
_SUBJECT = re.compile(
    r"\b(?:he|she|it|they|we|you|i|half|most|some|all|none|both|each|those|others|\d+|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)\b",
    re.I,
)
_PREPOSITION = re.compile(
    r"^\W*(?:in|at|on|of|by|from|for|with|over|under|near|to|into|after|before|during|since|until|about|around)\b", re.I
)
_NOT = re.compile(
    r"\b(?:rather than|instead of|except|not|never|no|nor|neither|without|hardly|barely)\b|\w+n['’]t\b", re.I
)
_PART_OF = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|most|some|many|several|few|none|part|"
    r"percent|majority|minority|any|each|dozens|hundreds) of (?:the |all |its |their |his |her |those |these )?$",
    re.I,
)
_RELATIVE = re.compile(r"^\W*(?:\w+ (?:of )?)?(?:who|whom|whose|which)\b", re.I)
_CALENDAR = frozenset(terms(" ".join(CALENDAR), "en"))
_APPOSED = re.compile(r", (?:[^\W\d][\w’'.-]* ){0,5}[^\W\d_a-z][\w’'-]*$")  # "the operator, Quay Lines"
_HERS, _HIS = re.compile(r"\b(?:she|hers?)\b", re.I), re.compile(r"\b(?:he|him|his)\b", re.I)


def missing(told: str, source: Source) -> Iterator[str]:
    """Yield, in words for the record, what a statement joins that its source keeps apart."""
    told, text, language = unified(told), unified(source.text), source.article.language
    mine, theirs = located(told, language), located(text, language)
    pairs = _aligned(mine, theirs)
    if not pairs:
        return
    opening = theirs[pairs[0][1]]
    if _inside(text, opening.start, theirs[pairs[-1][1]].start) or _goes_on(
        text, theirs, [there for _, there in pairs]
    ):
        yield "begun inside a part"
    if _PART_OF.search(text[: opening.start]) and not _PART_OF.search(told[: mine[pairs[0][0]].start]):
        yield "scope"
    for (here, there), (on, beyond) in pairwise(pairs):
        gap, own = text[theirs[there].end : theirs[beyond].start], told[mine[here].end : mine[on].start]
        if _NOT.search(_whole(gap)) and not _NOT.search(own):
            yield "denial left out"
        if _PART_OF.search(gap) and not _PART_OF.search(own):
            yield "scope"
        if beyond - there > 1 and not _sound(text, theirs, there, beyond, own):
            yield f"joint of {theirs[there].word} and {theirs[beyond].word}"
    if _other_person(told, text):
        yield "person"


def _aligned(mine: Sequence[Located], theirs: Sequence[Located]) -> list[tuple[int, int]]:
    """Return the places of the terms that stand in both in the same order."""
    ours, others = (same([one.term for one in found]) for found in (mine, theirs))
    blocks = (block for block in LCSseq.opcodes(ours, others) if block.tag == "equal")
    return [(b.src_start + step, b.dest_start + step) for b in blocks for step in range(b.src_end - b.src_start)]


def _sound(text: str, place: Sequence[Located], left: int, right: int, own: str) -> bool:
    """Tell whether the words between two terms can be left out."""
    gap, skipped = text[place[left].end : place[right].start], place[left + 1 : right]
    if re.search(r"[.!?][”\"’)]* ", gap) or not _says(days.blanked(gap)):
        return True
    if _parallel(gap, place[left], place[right], skipped):
        return False
    if gap[:1] == "," and _APPOSED.search(text[: place[left].end]):
        gap = gap[1:]
    gap = _whole(_unshared(gap, own))
    marks = list(_MARK.finditer(gap))
    if not marks:
        parted = [one for one in _BREAK.finditer(gap) if _says(gap[: one.start()])]
        return not any(_WHO.fullmatch(one[0]) or _says(gap[one.end() :]) for one in parted)
    if _says(gap[marks[-1].end() :]) or not _says(gap[: marks[0].start()]):
        return False
    return _listed(text, place, left, right) or _describes(text, gap, place[right], skipped, len(marks))


def _unshared(gap: str, own: str) -> str:
    """Return a gap without the words with which it ends as the statement's own does: "…, because it may"."""
    theirs, ours = gap.lower().split(), own.lower().split()
    ending = 0
    while ending < len(ours) and theirs[-1 - ending : len(theirs) - ending] == ours[-1 - ending : len(ours) - ending]:
        ending += 1
    kept = re.match(rf"(?:\s*\S+){{{len(theirs) - ending}}}", gap)
    return kept[0] if kept else ""


def _whole(gap: str) -> str:
    """Return a gap without a part that stands whole at its start, from one mark to the next or to an and."""
    opening = _MARK.search(gap)
    if opening is None or _says(gap[: opening.start()]):
        return gap
    closing = _MARK.search(gap, opening.end()) or _AND.search(gap, opening.end())
    if closing is None:
        return gap
    rest = gap[closing.end() :]
    return _whole(closing[0] + rest) if _RELATIVE.match(rest) and _MARK.search(rest) else rest


def _says(text: str) -> bool:
    """Tell whether a piece of text has more than small words: a term that is no calendar word, or a subject."""
    return bool(_SUBJECT.search(text)) or any(term not in _CALENDAR for term in terms(text, "en"))


def _parallel(gap: str, left: Located, right: Located, skipped: Sequence[Located]) -> bool:
    """Tell whether what is left out is said of its own thing: 5.4 percent [in June from 5.9 percent] in May."""
    if any(one.term in (left.term, right.term) for one in skipped):
        return True
    dated = days.days(gap) and days.days(right.word)
    figures = right.word[0].isdigit() and not dated and re.search(r"\d", days.blanked(gap))
    return bool(dated) or bool(figures and not _MARK.match(gap))


def _listed(text: str, place: Sequence[Located], left: int, right: int) -> bool:
    """Tell whether one of the things that a subject does is left out: the council [met and] approved it."""
    joined = _AND.search(text[place[right - 1].end : place[right].start])
    return bool(joined) and does(text, place[left + 1].word) and does(text, place[right].word)


def _describes(text: str, gap: str, right: Located, skipped: Sequence[Located], marks: int) -> bool:
    """Tell whether what is left out, up to one mark, only describes the name behind it or tells where and when."""
    if marks != 1 or any(does(text, one.word) for one in skipped):
        return False
    return right.word[0].isupper() or (bool(_PREPOSITION.match(gap)) and not does(text, right.word))


def _inside(text: str, first: int, last: int) -> bool:
    """Tell whether a statement begins within a relative clause and goes on behind its end."""
    marks = [mark.end() for mark in _MARK.finditer(text, 0, first)]
    end = _MARK.search(text, first)
    return bool(marks and _RELATIVE.match(text[marks[-1] :]) and end and end.start() < last)


def _goes_on(text: str, place: Sequence[Located], kept: Sequence[int]) -> bool:
    """Tell whether a statement begins behind a verb and goes on with another of the same subject: beat Ann and won."""
    part = max((mark.end() for mark in _MARK.finditer(text, 0, place[kept[0]].start)), default=0)
    head = [one for one in place[: kept[0]] if one.start >= part]
    if not any(does(text, one.word) for one in head):
        return False
    between = ((text[place[at - 1].end : place[at].start], place[at].word) for at in kept[1:])
    return any(_AND.search(gap) and (does(text, word) or _SMALL_VERB.search(gap)) for gap, word in between)


def _other_person(told: str, text: str) -> bool:
    """Tell whether a statement says he of somebody whom its source calls she, or the reverse."""
    for one, other in ((_HERS, _HIS), (_HIS, _HERS)):
        if one.search(told) and not one.search(text) and other.search(text):
            return True
    return False
