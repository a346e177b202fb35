"""What is said of articles from the catalogue, in our own words; each statement cites the articles that it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.answer import wording
from bot.answer.prove.cite import cite
from bot.answer.prove.leads import lead
from bot.answer.prove.prove import Claims
from bot.answer.understand.filters import span
from bot.values import Citation, Statement
from bot.words.words import _, counted
from index.values import Article, Filters

MOST = 10
"""Articles of a list."""
_WITHIN = str.maketrans("“”„«»", "‘’‚‹›")
_NAMES = 25  # of publishers or authors in a sentence


def credits(cited: Sequence[Citation]) -> Claims:
    """Say of each citation who wrote its article, who published it and when."""
    return Claims(tuple(Statement(_credit(one), (one.number,), "catalogue") for one in cited), tuple(cited))


def listed(articles: Sequence[Article], total: int, filters: Filters, topic: str = "", *, more: bool) -> Claims:
    """Say how many articles there are, by what they were chosen, and which ones are shown: the newest of them.

    `more`: others of them were shown before.
    """
    said = [_total(total, filters, topic)]
    if more:
        said = [counted("One more:", "{number:,} more:", len(articles))]
    elif len(articles) < total:
        said.append(counted("The newest one:", "The newest {number:,}:", len(articles)))
    return _citing(" ".join(said), articles)


def nothing_then(article: Article, filters: Filters) -> Claims:
    """Say that nothing was published at that time, and show the newest article that was before or after."""
    days = span(filters.since, filters.until, wording.spelled)
    return _citing(_("No article published {days} is here. The newest one:").format(days=days), [article])


def named(names: Counter[str], articles: Sequence[Article], *, authors: bool) -> Claims:
    """Say which publishers or authors there are, those of most articles first; the newest article of some is cited."""
    first = [f"{_line(name)} ({number:,})" for name, number in names.most_common(_NAMES)]
    if len(names) > len(first):
        first.append(counted("and {number} more", "and {number} more", len(names) - len(first)))
    if authors:
        who = counted(
            "Articles of one author are here: {{names}}.",
            "Articles of {number:,} authors are here: {{names}}.",
            len(names),
        )
    else:
        who = counted(
            "Articles of one publisher are here: {{names}}.",
            "Articles of {number:,} publishers are here: {{names}}.",
            len(names),
        )
    said = [who.format(names=", ".join(first))]
    if articles:
        said.append(_("The newest of each:") if len(articles) == len(names) else _("The newest of some:"))
    return _citing(" ".join(said), articles)


def _citing(text: str, articles: Sequence[Article]) -> Claims:
    citations = citing(articles)
    return Claims((Statement(text, tuple(one.number for one in citations), "catalogue"),), citations)


def citing(articles: Sequence[Article]) -> tuple[Citation, ...]:
    """Return the citation of each article's first sentence; one without prose is left out."""
    leads = [(article, lead(article)) for article in articles]
    known = [(article, first) for article, first in leads if first]
    return tuple(cite(article, first, number) for number, (article, first) in enumerate(known, 1))


def _total(total: int, filters: Filters, topic: str) -> str:
    by = [_line(name) for name in (filters.byline, filters.publisher) if name]
    chosen = " · ".join([*by, *filter(None, [span(filters.since, filters.until, wording.spelled)])])
    if topic:
        said = counted(
            "One article seems to be about “{{topic}}”", "{number:,} articles seem to be about “{{topic}}”", total
        )
        said = said.format(topic=_line(topic))
    else:
        said = counted("There is one article here", "There are {number:,} articles here", total)
    return f"{said} ({chosen})." if chosen else f"{said}."


def _credit(one: Citation) -> str:
    title = _line(one.title).translate(_WITHIN) or _("Untitled")
    if one.byline:
        wrote = _("“{title}” was written by {name}.").format(title=title, name=_line(one.byline))
    else:
        wrote = _("“{title}” names no author.").format(title=title)
    day, publisher = one.published and wording.spelled(one.published), _line(one.publisher)
    if day and publisher:
        return f"{wrote} " + _("It was published by {publisher} on {day}.").format(publisher=publisher, day=day)
    if day:
        return f"{wrote} " + _("It was published on {day}.").format(day=day)
    if publisher:
        return f"{wrote} " + _("It was published by {publisher}; its date is not known.").format(publisher=publisher)
    return f"{wrote} " + _("Neither its publisher nor its date is known.")


def _line(text: str) -> str:
    return " ".join(text.split())
