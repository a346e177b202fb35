"""Questions that a library is sure to answer, made from its newest articles: who somebody is, what a title is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from bot.reading.people import people
from bot.words.words import _, speaking
from index.values import Article

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from index.library import Library

_ARTICLES, _OPENING, _NAMES, _TITLE = 12, 1500, 2, 90


def examples(
    answerer: Answerer, library: Library, name: str, most: int = 3, stopping: Callable[[], bool] = lambda: False
) -> tuple[str, ...]:
    """Return up to `most` questions about different articles, each proven to be answered from its own. Blocks.

    They are asked in the language of the articles. The first is about a person where the articles introduce one.
    Fewer when it is `stopping`: a dozen articles take seconds.
    """
    found: list[str] = []
    with speaking(library.language(name) or "en"):
        for article in _newest(library, name):
            asked = _asked(article, person=not found)
            answered = (one for one, held in asked if _answered(answerer, name, article, one, held))
            found += islice(answered, 1)
            if len(found) == most or stopping():
                break
    return tuple(found)


def _newest(library: Library, name: str) -> Iterator[Article]:
    """Yield the newest articles, one of each story."""
    rows = sorted(library.articles(name), key=lambda row: (str(row.published or ""), row.indexed_at), reverse=True)
    stories: set[str] = set()
    for row in rows[:_ARTICLES]:
        if row.story not in stories or not row.story:
            stories.add(row.story)
            yield library.article(name, row.id)


def _asked(article: Article, *, person: bool) -> Iterator[tuple[str, str]]:
    """Yield questions about an article, each with the words that its best quotation must hold."""
    for name in people(article.text[:_OPENING])[:_NAMES] if person else ():
        if " " in name:
            yield _("Who is {name}?").format(name=name), name
    title = " ".join(article.title.split())
    if title and len(title) <= _TITLE:
        yield _("What is known about “{title}”?").format(title=title), ""


def _answered(answerer: Answerer, name: str, article: Article, question: str, held: str) -> bool:
    answer = answerer.ask(question, library=name, writes=False, recorded=False)
    best = answer.citations[0] if answer.outcome == "answered" else None
    return best is not None and best.article_id == article.id and held in best.quote
