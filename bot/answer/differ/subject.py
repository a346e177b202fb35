"""What a question asks about, and whether a stored sentence tells of the same thing.

Strict on purpose: a sentence that may speak of something else is left out, a false disagreement is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.prove.support.names import CALENDAR, names
from bot.answer.prove.support.synonyms import same
from index.text.language import located_terms, terms
from index.values import Article, Span

_PRONOUN = re.compile(r"^It\b")
_DELIMITER = re.compile(
    r"[;:()–—]|,\s|\s(?:and|but|while|whereas|when|after|before|as|because|where|which|who|that|although|though)\s"
)
_DENYING = re.compile(
    r"\?\W*$|\b(?:den(?:y|ies|ied)|wrong\w*|false\w*|untrue|claim\w*|alleg\w*|reject\w*|film|novel|rumou?rs?|legend|"
    r"talk (?:that|of)|speculat\w*|gossip|tipped|favou?rites?|nonsense|invented|invention|hoax)\b",
    re.I,
)
_SAYS = re.compile(r"^.*\b(?:said|says|told|stated|reported|reports|announced|confirmed|counted)\b")
# Words that narrow nothing: what is left, in all, on board, in the evening.
HARMLESS = frozenset(same(terms(
    "left total totals altogether together evening night morning afternoon noon board aboard people persons exactly "
    "precisely officially finally report lists today yesterday tonight tomorrow week month year "
    "monday tuesday wednesday thursday friday saturday sunday",
    "en",
)))  # fmt: skip
_NARROWED = re.compile(
    r"\b(?:again|twice|once|nearly|almost|repeatedly|jointly|every|each|per|daily|yearly|weekly|monthly|alone|"
    r"over the (?:years|decades)|(?:a|an) (?:day|week|month|year)|re-?\w*opened|partly|partially)\b",
    re.I,
)
# Told as possible, intended, denied or as somebody's earlier word: not what the source says now.
_UNSETTLED = re.compile(
    r"\b(?:not|never|no longer|if|unless|could|(?-i:may)|might|would|should|feared?|expect\w*|hop(?:e|es|ed)|plan\w*|"
    r"schedul\w*|intend\w*|due|meant|was to|were to|target\w*|estimat\w*|"
    r"had (?:said|spoken|put|told|reported|given|been put)|spoke of|originally|initially|at first|earlier|"
    r"previous(?:ly)?|first reports?|wrongly|rumou?rs?|postponed|delayed)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one language reads it: stems of its names and numbers, and of its other words in their order."""

    text: str
    names: frozenset[str]
    core: tuple[str, ...]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A stored sentence and the text around it."""

    article: Article
    span: Span

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    @property
    def paragraph(self) -> Span:
        inside = (one for one in self.article.blocks if one.start <= self.span.start < one.end)
        return next(inside, self.span)

    @property
    def before(self) -> Span | None:
        """The sentence before this one in its paragraph."""
        place = bisect_left(self.article.sentences, self.span.start, key=lambda one: one.start)
        before = self.article.sentences[place - 1] if place else None
        return before if before and before.start >= self.paragraph.start else None

    @property
    def language(self) -> str:
        return self.article.language or "en"


@lru_cache(maxsize=256)
def asked(question: str, language: str) -> Asked:
    """Return a question as read in a language; in one without capitals all words count as its topic."""
    found = located_terms(question, language)
    opening = re.match(r"\W*(\w+)", question)
    first = opening[1] if opening else ""
    shouted = question.isupper()
    named = [word != first and not shouted and (word[0].isupper() or word[0].isdigit()) for _, word in found]
    stems = same(stem for stem, _ in found)
    beside = {
        stem
        for place, stem in enumerate(stems)
        if not named[place] and any(named[max(0, place - 1) : place + 2])
    }  # fmt: skip
    return Asked(
        question,
        frozenset(stem for stem, name in zip(stems, named, strict=True) if name),
        tuple(dict.fromkeys(stem for stem, name in zip(stems, named, strict=True) if not name)),
        frozenset(beside),
    )


@lru_cache(maxsize=4096)
def ordered(text: str, language: str) -> tuple[str, ...]:
    """Return the terms of a text in order, synonyms as one."""
    return tuple(same(terms(text, language)))


@lru_cache(maxsize=4096)
def stems(text: str, language: str) -> frozenset[str]:
    return frozenset(ordered(text, language))


def about(question: Asked, line: Line) -> bool:
    """Tell whether a sentence is about whom or what a question names, and all else it asks stands around it.

    The names stand in the sentence; or in the one before, where it opens with "It"; or in the title or the one before,
    where it says "the ferry" of what the question calls "the ferry Saint Brannoc", and names nothing else. A sentence
    that asks or denies is about nothing.
    """
    if denied(line.text):
        return False
    here, language = stems(line.text, line.language), line.language
    wide = stems(around(line), language) | here
    if not question.names | set(question.core) <= wide:
        return False
    if question.names <= here:
        return bool(question.names) or set(question.core) <= here
    before = stems(line.before.of(line.article.text), language) if line.before else frozenset()
    if _PRONOUN.match(line.text):
        return question.names <= here | before and _opens_with(question, line)
    described = any(stem in question.beside for stem in _definite(line))
    return described and question.names <= before | stems(line.article.title, language) and not foreign(question, line)


def denied(text: str) -> bool:
    """Tell whether a sentence asks, denies or tells what is only claimed or told of."""
    return bool(_DENYING.search(text))


def foreign(question: Asked, line: Line) -> bool:
    """Tell whether a sentence names whom or what a question does not, its publisher aside."""
    known = question.names | stems(line.article.publisher, line.language)
    return any(not stems(name, line.language) <= known for name in names(line.text))


def around(line: Line) -> str:
    """Return the title, the opening paragraph and the paragraph of a sentence."""
    opening = line.article.paragraphs[0].of(line.article.text) if line.article.paragraphs else ""
    return f"{line.article.title}\n{opening}\n{line.paragraph.of(line.article.text)}"


def share_a_name(question: Asked, one: Line, other: Line) -> bool:
    """Tell whether a question names something, or else two sentences stand beside a common name."""
    mine, theirs = ({*names(around(line))} - {line.article.publisher} for line in (one, other))
    return bool(question.names or mine & theirs)


def clause(text: str, start: int, end: int) -> str:
    """Return the clause in which a part of a sentence stands."""
    first = max((m.end() for m in _DELIMITER.finditer(text) if m.end() <= start), default=0)
    last = min((m.start() for m in _DELIMITER.finditer(text) if m.start() >= end), default=len(text))
    return text[first:last]


def plain(question: Asked, text: str, language: str) -> bool:
    """Tell whether a clause says nothing beyond what a question asks that could narrow it to something else."""
    told = _SAYS.sub("", text)
    beyond = stems(told, language) - question.names - set(question.core) - HARMLESS
    return not _NARROWED.search(told) and not any(stem[0].isalpha() for stem in beyond)


def unsettled(text: str) -> bool:
    """Tell whether a clause tells something as possible, planned, denied or said before."""
    return bool(_UNSETTLED.search(text))


def _opens_with(question: Asked, line: Line) -> bool:
    """Tell whether the sentence before opens with what the question names, so that "It" is most likely that."""
    before = line.before.of(line.article.text) if line.before else ""
    opening = same(terms(before, line.language))[:1]
    return bool(set(opening) & (question.names | question.beside))


def _definite(line: Line) -> Iterator[str]:
    for match in re.finditer(r"\bthe ([a-z]\w+)\b", line.text, re.I):
        if match[1].lower() not in CALENDAR:
            yield from same(terms(match[1], line.language))
