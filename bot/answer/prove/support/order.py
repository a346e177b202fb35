"""Whether a statement keeps the order of its source.

Who did what to whom is told by the order of words. Of 166 false statements written without knowing the check 25 passed
on order and limits alone, 2 with `joints`, `speakers` and `voice`; grammatical parses did no better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from rapidfuzz.distance import LCSseq

from bot.answer.prove.support import days, joints, speakers
from bot.answer.prove.support.counts import UNITS
from bot.answer.prove.support.numbers import numbers
from bot.answer.prove.support.roles import does
from bot.answer.prove.support.source import Source
from bot.answer.prove.support.synonyms import same
from bot.answer.prove.support.voice import active
from index.text.language import located_terms, words

_FRONTED = re.compile(
    r"^(?:in|on|at|by|after|before|since|during|from|until|under|within|of|about|around)\b[^,]{3,80},\s", re.I
)
_PART_OF_DAY = re.compile(r"^ (?:early |late )?(?:morning|afternoon|evening|night)\b", re.I)
ENGLISH = "en"
ORDERED = 0.75  # least share of the words that stand in the order of the source


def missing(statement: str, source: Source) -> Iterator[str]:
    """Yield, in words for the record, what a statement rearranges or repeats.

    Of a language whose small words are not known here, only a run of the source's own words is borne.
    """
    told = speakers.told(statement)
    yield from speakers.missing(statement, source)
    if source.article.language != ENGLISH:
        if f" {' '.join(words(told))} " not in f" {' '.join(words(source.text))} ":
            yield "order"
        return
    yield from _rearranged(told, source)
    if Counter(number.value for number in numbers(days.blanked(told))) - Counter(one.value for one in source.numbers):
        yield "number told more often"


def _rearranged(told: str, source: Source) -> list[str]:
    """Return what a statement rearranges; nothing where it does not in another voice of its own or of its source."""
    found = list(_moved(told, source))
    if found:
        for mine, theirs in product(
            (told, active(told, nobody=True)), (source.text, active(source.text), _behind(source.text))
        ):
            if mine and theirs and not list(_moved(mine, replace(source, text=theirs), ordered=1.0)):
                return []
    return found


def _behind(text: str) -> str | None:
    """Return a text with the phrase that opens it behind its first part; None where it opens with none."""
    front = _FRONTED.match(text)
    if front is None:
        return None
    first, mark, rest = re.split(r"([,;.]|$)", text[front.end() :], maxsplit=1)
    return f"{first} {front[0].rstrip(', ')}{mark}{rest}"


def _moved(told: str, source: Source, ordered: float = ORDERED) -> Iterator[str]:
    if len(days.days(source.text)) < 2:
        told, source = _dateless(told), replace(source, text=_dateless(source.text))
    yield from joints.missing(_FRONTED.sub("", told), source)
    mine, theirs = _shared(told, source)
    if _kept(mine, theirs) < ordered or _marked_moved(told, mine, theirs, source):
        yield "order"
    if _turned(told, source):
        yield "subject"


def _marked_moved(told: str, mine: Sequence[str], theirs: Sequence[str], source: Source) -> bool:
    """Tell whether a name or a figure stands out of the order of the source."""
    language = source.article.language
    placed = located_terms(told, language)
    objects = {same([stem])[0] for (_, verb), (stem, _) in pairwise(placed) if does(told, verb)}
    marked = (
        objects
        | {same([stem])[0] for stem, word in located_terms(told, language) if word[0].isdigit() or word[0].isupper()}
        | set(_terms(" ".join(number.text for number in numbers(told)), language))
    )
    kept = {
        theirs[at]
        for block in LCSseq.opcodes(mine, theirs)
        if block.tag == "equal"
        for at in range(block.dest_start, block.dest_end)
    }
    return any(term in marked and term not in kept for term in mine)


def _turned(told: str, source: Source) -> bool:
    """Tell whether what stands before a verb of a statement stands only behind that verb in the source."""
    language = source.article.language
    ordered = _terms(source.text, language)
    mine = located_terms(_FRONTED.sub("", told), language)
    for place, (stem, word) in enumerate(mine):
        verb = same([stem])[0]
        if place and verb in ordered and does(told, word):
            at = len(ordered) - 1 - ordered[::-1].index(verb)
            if any(
                term in ordered[at:] and term not in ordered[:at] for term in same(stem for stem, _ in mine[:place])
            ):
                return True
    return False


def _shared(told: str, source: Source) -> tuple[list[str], list[str]]:
    """Return the terms of both that the source has, in order; a single date may stand anywhere, and what is fronted."""
    language = source.article.language
    ordered = [term for term in _terms(source.text, language) if term not in UNITS]
    return [term for term in _terms(_FRONTED.sub("", told), language) if term in set(ordered)], ordered


def _terms(text: str, language: str) -> list[str]:
    return same(stem for stem, _ in located_terms(text, language))


def _dateless(text: str) -> str:
    for told in sorted(days.days(text), key=lambda one: -one.start):
        text = text[: told.start] + _PART_OF_DAY.sub("", text[told.end :])
    return text


def _kept(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Return the share of a sequence that stands in another in the same order: their longest common subsequence."""
    return LCSseq.similarity(mine, theirs) / len(mine) if mine else 1.0
