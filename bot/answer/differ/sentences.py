"""Stored sentences in their context, and whether two of them are on one matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.answer.differ.figures import names
from bot.answer.write.offer import addressed
from bot.reading.quantities import Quantity
from index.text.language import terms
from index.values import Article, Span

# Days between reports of one time, or else names that they share: on the fitted pairs 2 wrong notices less, none right.
_SOON, _SHARED = 31, 2
_COUNTED = re.compile(r"(?!(?:19|20)\d\d$)\d+")  # Platform 9, mill 77; a year may go without saying


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article; its context is the article's title and opening, its paragraph and itself."""

    article: Article
    span: Span

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    @cached_property
    def paragraph(self) -> Span:
        return next((one for one in self.article.blocks if one.start <= self.span.start < one.end), self.span)

    @cached_property
    def context(self) -> str:
        parts = (*self.article.paragraphs[:1], self.paragraph, self.span)
        return "\n".join([self.article.title, *(part.of(self.article.text) for part in parts)])

    def terms(self, text: str) -> frozenset[str]:
        return frozenset(terms(text, self.article.language or "en"))

    def names(self, text: str) -> frozenset[str]:
        """Return the terms of the names in a text, its publisher's aside."""
        return self.terms(" ".join(names(text))) - self.terms(self.article.publisher)


@dataclass(frozen=True, slots=True)
class Report:
    """What a sentence says, by a figure where that is what differs; `quote` is what to show of it."""

    sentence: Sentence
    quote: Span
    figure: Quantity | None = None


def same_matter(question: str, one: Sentence, other: Sentence, *, whenever: bool = False) -> bool:
    """Tell whether another source's sentence may be on what is asked and what the answer's sentence is on.

    All names and numbers of the question, years aside, stand around it, or half of its words and a shared name where it
    has no name; and both are of one month or share names, unless they may be of `whenever`. Instructions to a machine
    are on nothing.
    """
    asked, named, around = one.terms(question), one.names(question), other.terms(other.context)
    shared = one.names(one.context) & other.names(other.context)
    first, second = one.article.published, other.article.published
    soon = whenever or not (first and second) or abs((first - second).days) <= _SOON
    counted = {term for term in asked if _COUNTED.fullmatch(term)}
    on_it = named <= around if named else bool(shared) and 2 * len(asked & around) >= len(asked)
    return on_it and counted <= around and (soon or len(shared) >= _SHARED) and not addressed(other.text)
