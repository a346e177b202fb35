"""A stored sentence with what stands nearest to it: all that a statement about it may take facts from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answer.support import days
from bot.answer.support.days import Day
from bot.answer.support.numbers import Number, numbers
from bot.values import Offered
from index.language import normalised, terms
from index.values import Article

_LEANING = re.compile(
    r"^[“\"‘]?(?:It|Its|He|His|She|Her|They|Their|This|That|These|Those|There|The (?:man|woman|company|ship|vessel|teacher|"
    r"result|report|count|cause|difference|tower|dam|driver|judge|police|operator|utility|port|limit|source|lens|bridge)|"
    r"Er|Sie|Es|Il|Elle|Él|Ella)\b|\b(?:it|he|she|they|him|them)\b|^\W*(?:No\w*|None)\b"
)


@dataclass(frozen=True)
class Source:
    """One stored sentence, or several that stand together; `around` is the text before and after it and its credits."""

    text: str
    around: str
    article: Article

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(days.blanked(self.text))

    @cached_property
    def nearby_numbers(self) -> list[Number]:
        return numbers(days.blanked(self.around))

    @cached_property
    def days(self) -> list[Day]:
        return days.meant(days.days(f"{self.text}\n{self.around}"), self.article.published)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(terms(self.text, self.article.language))

    @cached_property
    def nearby_stems(self) -> frozenset[str]:
        """The terms that may stand in for a pronoun: of the neighbours where the sentence leans on them, of the title."""
        leaning = _LEANING.search(self.text)
        return frozenset(terms(self.around if leaning else self.article.title, self.article.language))

    @cached_property
    def folded(self) -> str:
        return normalised(f"{self.text}\n{self.around}")


def source(offered: Sequence[Offered]) -> Source:
    """Return sentences of one article as one source."""
    article = offered[0].article
    texts = [one.text for one in offered]
    credits = [article.title, article.publisher, article.byline]
    return Source(" ".join(texts), "\n".join([*_neighbours(article, offered), *credits]), article)


def together(offered: Sequence[Offered], reach: int = 3) -> bool:
    """Tell whether sentences stand in one article, each at most `reach` sentences from the next."""
    if len({one.article.id for one in offered}) != 1:
        return False
    places = sorted(_place(one.article, one.span.start) for one in offered)
    return all(later - earlier <= reach for earlier, later in zip(places, places[1:], strict=False))


def _neighbours(article: Article, offered: Sequence[Offered]) -> list[str]:
    places = {_place(article, one.span.start) for one in offered}
    near = sorted({place + step for place in places for step in (-1, 1)} - places)
    return [article.sentences[place].of(article.text) for place in near if 0 <= place < len(article.sentences)]


def _place(article: Article, start: int) -> int:
    return max(0, bisect_left(article.sentences, start + 1, key=lambda sentence: sentence.start) - 1)
