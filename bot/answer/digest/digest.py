"""A digest: the stories that came in since a moment, each by the first sentence of its earliest article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.answer.prove.cite import cite
from bot.answer.prove.leads import lead
from bot.answer.prove.prove import stand
from bot.values import Citation
from index.errors import NotIndexed
from index.library import Library
from index.values import ArticleSummary

MOST = 10


@dataclass(frozen=True, slots=True)
class Story:
    """One text and its copies: the first sentence of the earliest article, and how many copies came with it."""

    citation: Citation
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """The stories that came in since a moment, newest first, and how many `more` there are.

    `until` is when the last of them came in, ISO 8601, and `seen` are the ids of all articles that it covers: the next
    one begins there and leaves these out.
    """

    library: str
    since: str
    until: str
    stories: tuple[Story, ...] = ()
    more: int = 0
    seen: tuple[str, ...] = ()


def digest(library: Library, name: str, since: datetime, seen: Collection[str] = (), most: int = MOST) -> Digest:
    """Return what is new in the library called `name` since a moment with its zone; articles `seen` are not. Blocks.

    An article that changed is new where it was published since. A copy of an older text is no story.
    """
    start = since.isoformat()
    came = [one for one in library.articles(name) if one.id not in seen and _new(one, since)]
    fresh = {one.id for one in came}
    leaders = [one for one in came if not one.copy]
    leaders.sort(key=lambda one: (one.published or date.min, one.indexed_at), reverse=True)
    told: list[Story] = []
    for one in leaders[:most]:
        copies = sum(other.story == one.id and other.id != one.id and other.id in fresh for other in came)
        told += [Story(citation, copies) for citation in _lead(library, name, one.id, len(told) + 1)]
    until = max((one.indexed_at for one in came), default=start)
    return Digest(name, start, until, tuple(told), len(leaders) - len(told), tuple(one.id for one in came))


def _new(one: ArticleSummary, since: datetime) -> bool:
    published = one.published and one.published >= since.date()
    return datetime.fromisoformat(one.indexed_at) >= since and (one.revision == 1 or bool(published))


def _lead(library: Library, name: str, article_id: str, number: int) -> Sequence[Citation]:
    """Return the citation of an article's first sentence, none where the article left meanwhile."""
    try:
        article = library.article(name, article_id)
    except NotIndexed:
        return ()
    span = lead(article)
    return stand([cite(article, span, number)], library=library, name=name) if span else ()
