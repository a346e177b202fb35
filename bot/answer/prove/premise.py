"""What a statement stands on: the sentences of one article that it cites, and what a reader has read before them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answer.write.offer import addressed
from bot.values import Offered
from index.values import Article, Span

_DATELINE = re.compile(r"[^\W\d_a-z][^a-z]{2,40}\s(?:\([^)]{2,40}\)\s)?[–—-]\s")


@dataclass(frozen=True)
class Premise:
    """The cited sentences of one article, in reading order, none twice."""

    article: Article
    spans: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        """The cited sentences, joined by blanks."""
        return " ".join(span.of(self.article.text) for span in self.spans)

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The sentences directly before cited ones that are not cited themselves, in reading order."""
        cited = {span.start for span in self.spans}
        return tuple(one.of(self.article.text) for one in self._preceding if one.start not in cited)

    @cached_property
    def context(self) -> str:
        """Headline, section headings, dateline, credits, day of publication and the sentences before, one a line."""
        article = self.article
        published = (
            f"{article.published:%A}, {article.published.day} {article.published:%B %Y}" if article.published else ""
        )
        credits = (article.publisher, article.byline, published)
        lines = (article.title, *self._headings, self._dateline, *credits, *self.before)
        return "\n".join(line for line in lines if line)

    @cached_property
    def passage(self) -> str:
        """What a judge reads: the headline, then each cited sentence behind the one before it, in reading order.

        What instructs a machine is left out of it.
        """
        spans = sorted({*self._preceding, *self.spans}, key=lambda span: span.start)
        told = " ".join(text for span in spans if not addressed(text := span.of(self.article.text)))
        return "\n".join(text for text in (self.article.title, told) if text and not addressed(text))

    @property
    def _preceding(self) -> tuple[Span, ...]:
        sentences = self.article.sentences
        places = [bisect_right(sentences, span.start - 1, key=lambda one: one.start) for span in self.spans]
        return tuple(dict.fromkeys(sentences[place - 1] for place in places if place))

    @property
    def _headings(self) -> tuple[str, ...]:
        headings = [block for block in self.article.blocks if block.kind == "heading"]
        over = [[one for one in headings if one.end <= span.start][-1:] for span in self.spans]
        return tuple(dict.fromkeys(one.of(self.article.text) for found in over for one in found))

    @property
    def _dateline(self) -> str:
        found = _DATELINE.match(self.article.sentences[0].of(self.article.text)) if self.article.sentences else None
        return found[0] if found else ""


def premises(offered: Sequence[Offered]) -> tuple[Premise, ...]:
    """Return the cited sentences by article, in the order in which the articles are first cited."""
    articles = {one.article.id: one.article for one in offered}
    spans = {
        key: sorted({one.span for one in offered if one.article.id == key}, key=lambda span: span.start)
        for key in articles
    }
    return tuple(Premise(article, tuple(spans[key])) for key, article in articles.items())
