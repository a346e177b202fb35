"""Which articles a question is searched in, and in what order its restrictions are given up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from bot.answer.understand.filters import Reading, chosen, label, read
from bot.values import UNRESTRICTED, Restriction, Searched
from index.text.language import terms
from index.values import ArticleSummary, Filters, LibraryStatus

if TYPE_CHECKING:
    from index.library import Library


def searches(asked: str, reading: Reading, restriction: Restriction) -> Iterator[tuple[str, Filters]]:
    """Yield what to search for and where, the strictest first; what the person chose is never given up.

    A restriction that is given up returns its words to the question: the date may have been what was asked about.
    """
    yield reading.topic, reading.filters
    if restriction != UNRESTRICTED:
        return
    whose = Filters(publisher=reading.filters.publisher, byline=reading.filters.byline)
    if whose and whose != reading.filters:
        yield asked, whose
    if reading.filters:
        yield asked, Filters()


def reading_of(
    question: str, library: Library, status: LibraryStatus, *, today: date, restriction: Restriction
) -> Reading:
    """Return what to search for and where, by the words of a question and what the person chose beside it."""
    name = status.library

    def speaks(person: str) -> bool:
        found = library.catalogue.lexical(name, terms(person, library.language(name)), _NAMING, Filters())
        return any(person in one.text for one, _ in library.catalogue.hits(name, [key for key, _ in found]).values())

    bylines = library.catalogue.bylines(name)
    reading = read(
        question,
        publishers=status.publishers,
        today=today,
        bylines=bylines,
        speaks=speaks,
        published=lambda: (one.published for one in library.articles(name) if one.published),
    )
    return chosen(reading, question, restriction)


_NAMING = 20  # passages in which a name is looked for
DELIVERED = ("upload", "message")  # sources that nothing is read from again


def scope(library: Library, status: LibraryStatus, filters: Filters, *, newest_first: bool) -> Searched:
    """Return what a search with these filters looks through."""
    count, first, last = status.articles, status.first, status.last
    if filters:
        count, first, last = library.catalogue.reach(status.library, filters)
    sources = [one for one in library.sources(status.library) if one.kind not in DELIVERED]
    reached = [one.succeeded_at for one in sources if one.succeeded_at and not one.error and not one.paused]
    return Searched(
        library=status.library,
        articles=count,
        first=first,
        last=last,
        publisher=filters.publisher,
        byline=filters.byline,
        since=filters.since,
        until=filters.until,
        newest_first=newest_first,
        label=label(filters, newest_first=newest_first),
        newest=status.last,
        newest_at=status.newest_at,
        sources=len(sources),
        failing=tuple(one.title or one.address for one in sources if one.error and not one.paused),
        read_at=min(reached).isoformat() if reached else "",
    )


def admits(filters: Filters, article: ArticleSummary) -> bool:
    """Tell whether a search with these filters looks through an article."""
    day = article.published
    return (
        (not filters.publisher or article.publisher == filters.publisher)
        and filters.byline in article.byline
        and filters.article_id in ("", article.id)
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )
