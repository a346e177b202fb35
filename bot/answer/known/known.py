"""Answers from the catalogue: who wrote, who published, when, how many, which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answer.known import telling
from bot.answer.known.asked import TOLD_OF, Wanted, wanted
from bot.answer.known.matching import MEANT, TOO, about
from bot.answer.prove.prove import Claims, prove
from bot.answer.understand.attribution import persons
from bot.answer.understand.filters import Reading
from bot.answer.understand.references import Reference, reference
from bot.answer.understand.scope import admits, reading_of, scope
from bot.answer.understand.small_talk import pointing
from bot.reading.languages import language_of
from bot.values import NO_FILTERS, UNRESTRICTED, Answer, Citation, Inquiry, Missing, Restriction, Searched
from index.text.language import terms, words

if TYPE_CHECKING:
    from index.library import Library
    from index.values import Article, ArticleSummary, LibraryStatus

_MOST_MEANT = 3
_QUOTED = re.compile(r"[“”\"„«]\s*(.+)\s*[”“\"»]")
_THIS = re.compile(r"\b(?:this|that|dies|ceci|cela|ça|esto?|eso)\b", re.I)
_IT = re.compile(r"\b(?:it|das|es)\b", re.I)


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue says to a question; nothing is `missing` where it answers."""

    claims: Claims
    searched: Searched
    missing: Missing


def known(
    asked: str,
    inquiry: Inquiry,
    turns: Sequence[Answer],
    *,
    library: Library,
    status: LibraryStatus,
    today: date,
    restriction: Restriction = UNRESTRICTED,
) -> Known | None:
    """Return what the catalogue answers, proven; None for a question about what articles say. Blocks.

    `turns` are those of the conversation before it.
    """
    desk = _Desk(library, status, inquiry)
    if turns and (found := reference(asked, turns)):
        return desk.credit([found.cited]) if pointing(found, library) == "credit" else None
    if found := _titled(asked, library, status.library):
        return desk.credit([found.cited]) if pointing(found, library) == "credit" else None
    main = library.language(status.library)
    for text in dict.fromkeys((asked, inquiry.question)):
        reading = reading_of(text, library, status, today=today, restriction=restriction)
        if want := wanted(text, reading, library):
            told = desk.told(want, reading, _last(text, turns))
            if told is None or told.claims.statements or language_of(text, main) == main:
                return told
    return None


def _titled(asked: str, library: Library, name: str) -> Reference | None:
    """Return the article whose title a question quotes: "Who wrote “A bell goes home”?"."""
    for match in _QUOTED.finditer(asked):
        title = words(match[1])
        for row in library.articles(name) if len(title) > 1 else ():
            article = library.catalogue.live_article(name, row.id) if words(row.title) == title else None
            if article and (cited := telling.citing([article])):
                return Reference(cited[0], (article.id,), asked, f"{asked[: match.start()]} {asked[match.end() :]}")
    return None


def _last(asked: str, turns: Sequence[Answer]) -> Citation | None:
    """Return what "this" is in a question: what the last answer cites first.

    "it" is an article after an answer about articles alone; after others it is what they tell of.
    """
    last = turns[-1] if turns and turns[-1].citations else None
    if last is None:
        return None
    of_articles = any(one.kind == "catalogue" for one in last.statements)
    return last.citations[0] if _THIS.search(asked) or (of_articles and _IT.search(asked)) else None


class _Desk:
    """Looks up one library's catalogue for one question."""

    def __init__(self, library: Library, status: LibraryStatus, inquiry: Inquiry) -> None:
        self._library, self._status, self._inquiry = library, status, inquiry
        self._name = status.library

    def told(self, want: Wanted, reading: Reading, last: Citation | None) -> Known | None:
        if want.kind == "credit":
            if want.topic:
                return self._credit_of(want, reading)
            cited = [last] if last else self._only(reading)
            return self.credit(cited) if cited else None
        if want.kind == "list":
            return self._list(want, reading)
        rows = self._rows(reading)
        return self._names(rows, reading, authors=want.kind == "authors") if rows and not want.topic else None

    def credit(self, cited: Sequence[Citation]) -> Known | None:
        """Say who wrote what was cited; what left the library, or changed since, is searched for as any question is."""
        searched = scope(self._library, self._status, NO_FILTERS, newest_first=False)
        return self._proven(telling.credits(cited), searched)

    def _credit_of(self, want: Wanted, reading: Reading) -> Known | None:
        topic = f"{want.sort} {want.topic}".strip()
        found = about(self._library, self._name, topic, reading.filters, share=MEANT)[:_MOST_MEANT]
        noun = set(terms(want.noun, "en")) if TOLD_OF.fullmatch(want.noun) else set()
        if noun and (not found or any(noun & set(terms(one.text, one.language)) for one in found)):
            return None
        return self._proven(telling.credits(telling.citing(found)), self._searched(reading), want.topic)

    def _list(self, want: Wanted, reading: Reading) -> Known | None:
        if want.by:
            ids = []
        elif want.topic:
            found = about(self._library, self._name, want.topic, reading.filters, share=TOO)
            found.sort(key=lambda one: one.published or date.min, reverse=True)
            ids = [one.id for one in found]
        else:
            ids = [one.id for one in self._rows(reading)]
        shown = {one.article_id for one in self._inquiry.numbered} if self._inquiry.more else set()
        articles = self._articles([one for one in ids if one not in shown][: telling.MOST])
        if articles:
            claims = telling.listed(articles, len(ids), reading.filters, want.topic, more=bool(shown))
        elif not want.topic and not ids:
            return self._nothing_then(reading)
        else:
            claims = Claims()
        return self._proven(claims, self._searched(reading), want.topic)

    def _nothing_then(self, reading: Reading) -> Known | None:
        """Show the newest article of another time than the one that is asked for."""
        anytime = replace(reading, filters=replace(reading.filters, since=None, until=None))
        articles = self._articles([one.id for one in self._rows(anytime)[:1]])
        claims = telling.nothing_then(articles[0], reading.filters) if articles else Claims()
        return self._proven(claims, self._searched(anytime))

    def _names(self, rows: Sequence[ArticleSummary], reading: Reading, *, authors: bool) -> Known | None:
        names, newest = Counter[str](), dict[str, str]()
        for one in rows:
            for who in persons(one.byline) if authors else filter(None, [one.publisher]):
                names[who] += 1
                newest.setdefault(who, one.id)
        first = dict.fromkeys(newest[who] for who, _number in names.most_common(telling.MOST))
        return self._proven(telling.named(names, self._articles(list(first)), authors=authors), self._searched(reading))

    def _only(self, reading: Reading) -> Sequence[Citation]:
        """Return the article that "this" is where there is no other."""
        rows = self._rows(reading)
        return telling.citing(self._articles([rows[0].id])) if len(rows) == 1 else ()

    def _rows(self, reading: Reading) -> list[ArticleSummary]:
        return [one for one in self._library.articles(self._name) if admits(reading.filters, one)]

    def _articles(self, ids: Sequence[str]) -> list[Article]:
        found = (self._library.catalogue.live_article(self._name, one) for one in ids)
        return [one for one in found if one]

    def _searched(self, reading: Reading) -> Searched:
        return scope(self._library, self._status, reading.filters, newest_first=False)

    def _proven(self, claims: Claims, searched: Searched, topic: str = "") -> Known | None:
        """Return what stands; that no article is about a topic is an answer too."""
        claims = prove(claims, library=self._library, name=self._name, numbered=self._inquiry.numbered)
        if not claims.statements and not topic:
            return None
        return Known(claims, searched, Missing() if claims.statements else Missing(topic=topic))
