"""Copies of one text in the catalogue: signatures, the bands that find candidates, and which article is the earliest.

`articles.story` names the earliest copy of each article: published first, or where that is equal indexed first; an
article that is no copy names itself. Each article follows the earliest leader that it is itself a copy of, so that what
is stored depends on the articles alone, not on the order in which they came, and no chain of small changes joins two
reports. Everything happens inside the transaction that is given.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, insert, select, union_all, update

from index.stories.signatures import BANDS, Signature, alike, dump, keys, load
from index.tables import articles, bands, signatures

CHUNK = 500  # values named in one statement
PER_KEY = 32  # articles looked at for one band key: one that more articles share is a standing phrase
COMPARED = 48  # candidates compared with an article, those first that share most keys

_OF: BindParameter[int] = bindparam("of")
_ABOUT: BindParameter[str] = bindparam("about")
_OWN = (signatures.c.library == _OF, signatures.c.article == _ABOUT)
_BOTH = (signatures.c.number, signatures.c.signature)
_SIGNED = select(*_BOTH).where(*_OWN)
_RESIGN = update(signatures).where(*_OWN).values(signature=bindparam("made")).returning(signatures.c.number)
_SIGN = insert(signatures).returning(signatures.c.number)
_UNSIGN = delete(signatures).where(*_OWN).returning(*_BOTH)
_UNBAND = delete(bands).where(
    bands.c.library == _OF, bands.c.key == bindparam("band"), bands.c.signature == bindparam("signed")
)
_BANDS = [f"key{number}" for number in range(BANDS)]
_SHARING = union_all(  # one statement for all keys of an article, since each costs more than what it finds
    *(
        select(bands.c.signature)
        .where(bands.c.library == _OF, bands.c.key == bindparam(name))
        .order_by(bands.c.signature)
        .limit(PER_KEY)
        .subquery()
        .select()
        for name in _BANDS
    )
)
_FOLLOW = update(articles).where(articles.c.library == _OF, articles.c.id == _ABOUT).values(story=bindparam("leader"))
_FOLLOWING = select(articles.c.id).where(articles.c.library == _OF, articles.c.story == _ABOUT, articles.c.id != _ABOUT)
_UNSIGNED = (
    select(articles.c.id, articles.c.revision)
    .where(articles.c.library == _OF, articles.c.story == "", articles.c.live != 0)
    .order_by(articles.c.indexed_at, articles.c.id)
    .limit(bindparam("most"))
)
_CURRENT = select(articles.c.id).where(
    articles.c.library == _OF, articles.c.id == _ABOUT, articles.c.revision == bindparam("numbered"),
    articles.c.live != 0,
)  # fmt: skip
_MEMBER = (
    select(articles.c.published, signatures.c.number, articles.c.id, articles.c.story, signatures.c.signature)
    .join_from(
        signatures, articles, (articles.c.library == signatures.c.library) & (articles.c.id == signatures.c.article)
    )
    .where(signatures.c.library == _OF)
)
_BY_NUMBER = _MEMBER.where(signatures.c.number.in_(bindparam("values", expanding=True)))
_BY_ARTICLE = _MEMBER.where(signatures.c.article.in_(bindparam("values", expanding=True)))


@dataclass(order=True, slots=True)
class _Member:
    """A live article with a signature, ordered by age."""

    undated: bool
    published: str
    number: int
    id: str = field(compare=False)
    story: str = field(compare=False)
    signature: Signature = field(compare=False)


def put(connection: Connection, library: int, article_id: str, signature: Signature) -> None:
    """Record the signature of an article's live revision and link whatever it changes."""
    one = {"of": library, "about": article_id}
    row = connection.execute(_SIGNED, one).first()
    if row:
        _unband(connection, library, *row)
    number = connection.scalar(_RESIGN, one | {"made": dump(signature)})
    if number is None:
        number = connection.scalar(_SIGN, {"library": library, "article": article_id, "signature": dump(signature)})
    connection.execute(insert(bands), [{"library": library, "key": k, "signature": number} for k in keys(signature)])
    _Linking(connection, library).settle([article_id, *_following(connection, library, article_id)])


def drop(connection: Connection, library: int, article_id: str) -> None:
    """Forget an article that left the library; its copies follow the next earliest."""
    row = connection.execute(_UNSIGN, {"of": library, "about": article_id}).first()
    if row:
        _unband(connection, library, *row)
    following = _following(connection, library, article_id)
    connection.execute(_FOLLOW, {"of": library, "about": article_id, "leader": ""})
    _Linking(connection, library).settle(following)


def unsigned(connection: Connection, library: int, limit: int) -> list[tuple[str, int]]:
    """Return (id, revision) of live articles without a story, in the order in which they were indexed."""
    return [(key, revision) for key, revision in connection.execute(_UNSIGNED, {"of": library, "most": limit})]


def current(connection: Connection, library: int, article_id: str, revision: int) -> bool:
    """Tell whether a revision is still the live one."""
    values = {"of": library, "about": article_id, "numbered": revision}
    return connection.execute(_CURRENT, values).first() is not None


def _unband(connection: Connection, library: int, number: int, stored: bytes) -> None:
    connection.execute(_UNBAND, [{"of": library, "band": key, "signed": number} for key in keys(load(stored))])


def _following(connection: Connection, library: int, article_id: str) -> list[str]:
    return list(connection.scalars(_FOLLOWING, {"of": library, "about": article_id}))


class _Linking:
    """Settles stories after a change. Whether an article leads depends on earlier ones only, so it goes by age."""

    def __init__(self, connection: Connection, library: int) -> None:
        self._connection, self._library = connection, library
        self._waiting: list[_Member] = []
        self._queued: set[str] = set()
        self._risen: list[_Member] = []

    def settle(self, ids: Iterable[str]) -> None:
        self._queue(self._members(ids))
        while self._waiting:
            member = heapq.heappop(self._waiting)
            self._queued.discard(member.id)
            self._decide(member)

    def _decide(self, member: _Member) -> None:
        near = list(self._near(member))
        story = min((other for other in near if other < member and other.story == other.id), default=member).id
        led = member.story == member.id
        if story == member.story:
            return
        self._connection.execute(_FOLLOW, {"of": self._library, "about": member.id, "leader": story})
        if story == member.id:
            self._risen.append(replace(member, story=story))
            self._queue(other for other in near if member < other)
        elif led:
            self._queue(self._members(_following(self._connection, self._library, member.id)))

    def _queue(self, members: Iterable[_Member]) -> None:
        for member in members:
            if member.id not in self._queued:
                self._queued.add(member.id)
                heapq.heappush(self._waiting, member)

    def _near(self, member: _Member) -> Iterator[_Member]:
        """Yield the copies of an article among its candidates, those that the candidates follow, and new leaders.

        Of many copies only some are candidates of each other, yet all meet the one that some of them follow.
        """
        seen = {member.id}
        found = [*self._by_number(self._candidates(member)), *self._risen]
        while found:
            seen |= {other.id for other in found}
            yield from (other for other in found if alike(member.signature, other.signature))
            found = self._members({other.story for other in found if other.story} - seen)

    def _candidates(self, member: _Member) -> list[int]:
        own = zip_longest(_BANDS, keys(member.signature))
        shared = Counter(self._connection.scalars(_SHARING, {"of": self._library} | dict(own)))
        del shared[member.number]
        return [number for number, _ in shared.most_common(COMPARED)]

    def _by_number(self, numbers: Sequence[int]) -> list[_Member]:
        return self._rows(_BY_NUMBER, numbers)

    def _members(self, ids: Iterable[str]) -> list[_Member]:
        return self._rows(_BY_ARTICLE, list(ids))

    def _rows(self, statement: Select[Any], values: Sequence[object]) -> list[_Member]:
        found: list[_Member] = []
        for start in range(0, len(values), CHUNK):
            some = {"of": self._library, "values": values[start : start + CHUNK]}
            found += [_member(*row) for row in self._connection.execute(statement, some)]
        return found


def _member(published: str | None, number: int, article_id: str, story: str, stored: bytes) -> _Member:
    return _Member(published is None, published or "", number, article_id, story, load(stored))
