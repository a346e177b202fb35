"""A stored sentence with what stands nearest to it: all that a statement about it may take facts from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.answer.support import days
from bot.answer.support.days import Day
from bot.answer.support.numbers import Number, numbers
from bot.answer.support.synonyms import same
from bot.values import Offered
from index.language import normalised, terms
from index.values import Article

_LEANING = re.compile(
    r"^[“\"‘]?(?:\w+ )?(?:It|Its|He|His|She|Her|They|Their|This|That|These|Those|There|Er|Sie|Es|Il|Elle|Él|Ella)\b"
    r"|[”\",] (?:he|she|they|it) \w+ed\b|[”\",] (?:he|she|they|it) (?:said|told|says|wrote)\b|^\W*(?:No\w*|None)\b"
)
_PERCENT = re.compile(r"\bper cent\b|%", re.I)

_PHRASES = (
    (re.compile(r"\bvoted? down\b", re.I), "rejected"),
    (re.compile(r"\b(?:gives|gave|given|give) up\b", re.I), "abandons"),
    (re.compile(r"\bto stop (\w+)ing\b", re.I), r"not to \1"),
)


@dataclass(frozen=True)
class Source:
    """One stored sentence, or several that stand together; `around` is the text before and after it and its credits."""

    text: str
    around: str
    article: Article

    @cached_property
    def leans(self) -> bool:
        """Whether a pronoun sends the reader to the sentences around."""
        return bool(_LEANING.search(self.text))

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(days.blanked(self.text))

    @cached_property
    def nearby_numbers(self) -> list[Number]:
        return numbers(days.blanked(self.around))

    @cached_property
    def days(self) -> list[Day]:
        """The dates of the text, or, where it tells none, of what stands around it."""
        told = days.days(self.text) or days.days(self.around)
        return days.meant(told, self.article.published)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(same(terms(self.text, self.article.language)))

    @cached_property
    def nearby_stems(self) -> frozenset[str]:
        """The terms that may stand in for a pronoun; none where the text needs nothing beside it."""
        return (
            frozenset(same(terms(f"{self.around}\n{self.article.title}", self.article.language)))
            if self.leans
            else frozenset()
        )

    @cached_property
    def folded(self) -> str:
        """The characters in which a name may stand: credits always, the sentences around only where the text leans."""
        article = self.article
        beside = f"{self.around}\n{article.title}" if self.leans else ""
        return normalised("\n".join([self.text, beside, article.publisher, article.byline]))


def source(offered: Sequence[Offered]) -> Source:
    """Return sentences of one article as one source."""
    article = offered[0].article
    texts = [one.text for one in offered]
    return Source(plain(" ".join(texts)), plain("\n".join(_neighbours(article, offered))), article)


def plain(text: str) -> str:
    """Return a text with one spelling of percent, and of verbs of two words that have one of one word."""
    text = _PERCENT.sub(lambda match: " percent" if match[0] == "%" else "percent", text)
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    return text


def together(offered: Sequence[Offered], reach: int = 3) -> bool:
    """Tell whether sentences stand in one article, each at most `reach` sentences from the next."""
    if len({one.article.id for one in offered}) != 1:
        return False
    places = sorted(_place(one.article, one.span.start) for one in offered)
    return all(later - earlier <= reach for earlier, later in pairwise(places))


def _neighbours(article: Article, offered: Sequence[Offered]) -> list[str]:
    places = {_place(article, one.span.start) for one in offered}
    near = sorted({place + step for place in places for step in (-1, 1)} - places)
    return [article.sentences[place].of(article.text) for place in near if 0 <= place < len(article.sentences)]


def _place(article: Article, start: int) -> int:
    return max(0, bisect_left(article.sentences, start + 1, key=lambda sentence: sentence.start) - 1)
