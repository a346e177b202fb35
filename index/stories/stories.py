"""Copies of one text in the catalogue: signatures, the bands that find candidates, and which article is the earliest.

`articles.story` names the earliest copy of each article: published first, or where that is equal indexed first; an
article that is no copy names itself. Each article follows the earliest leader that it is itself a copy of, so that what
is stored depends on the articles alone, not on the order in which they came, and no chain of small changes joins two
reports. Everything happens inside the transaction that is given.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.stories.signatures import Signature, alike, dump, keys, load

PER_KEY = 32  # articles looked at for one band key: one that more articles share is a standing phrase
COMPARED = 48  # candidates compared with an article, those first that share most keys


@dataclass(order=True, slots=True)
class _Member:
    """A live article with a signature, ordered by age."""

    undated: bool
    published: str
    number: int
    id: str = field(compare=False)
    story: str = field(compare=False)
    signature: Signature = field(compare=False)


def put(connection: sqlite3.Connection, library: int, article_id: str, signature: Signature) -> None:
    """Record the signature of an article's live revision and link whatever it changes."""
    row = connection.execute(
        "SELECT number, signature FROM signatures WHERE library = ? AND article = ?", (library, article_id)
    ).fetchone()
    if row:
        _unband(connection, library, *row)
    (number,) = connection.execute(
        "INSERT INTO signatures (library, article, signature) VALUES (?,?,?) ON CONFLICT (library, article) "
        "DO UPDATE SET signature = excluded.signature RETURNING number",
        (library, article_id, dump(signature)),
    ).fetchone()
    connection.executemany("INSERT INTO bands VALUES (?,?,?)", [(library, key, number) for key in keys(signature)])
    _Linking(connection, library).settle([article_id, *_following(connection, library, article_id)])


def drop(connection: sqlite3.Connection, library: int, article_id: str) -> None:
    """Forget an article that left the library; its copies follow the next earliest."""
    row = connection.execute(
        "DELETE FROM signatures WHERE library = ? AND article = ? RETURNING number, signature", (library, article_id)
    ).fetchone()
    if row:
        _unband(connection, library, *row)
    following = _following(connection, library, article_id)
    connection.execute("UPDATE articles SET story = '' WHERE library = ? AND id = ?", (library, article_id))
    _Linking(connection, library).settle(following)


def unsigned(connection: sqlite3.Connection, library: int, limit: int) -> list[tuple[str, int]]:
    """Return (id, revision) of live articles without a story, in the order in which they were indexed."""
    sql = "SELECT id, revision FROM articles WHERE library = ? AND story = '' AND live ORDER BY indexed_at, id LIMIT ?"
    return connection.execute(sql, (library, limit)).fetchall()


def current(connection: sqlite3.Connection, library: int, article_id: str, revision: int) -> bool:
    """Tell whether a revision is still the live one."""
    sql = "SELECT 1 FROM articles WHERE library = ? AND id = ? AND revision = ? AND live"
    return connection.execute(sql, (library, article_id, revision)).fetchone() is not None


def _unband(connection: sqlite3.Connection, library: int, number: int, stored: bytes) -> None:
    rows = [(library, key, number) for key in keys(load(stored))]
    connection.executemany("DELETE FROM bands WHERE library = ? AND key = ? AND signature = ?", rows)


def _following(connection: sqlite3.Connection, library: int, article_id: str) -> list[str]:
    sql = "SELECT id FROM articles WHERE library = ? AND story = ? AND id <> ?"
    return [row[0] for row in connection.execute(sql, (library, article_id, article_id))]


class _Linking:
    """Settles stories after a change. Whether an article leads depends on earlier ones only, so it goes by age."""

    def __init__(self, connection: sqlite3.Connection, library: int) -> None:
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
        self._connection.execute(
            "UPDATE articles SET story = ? WHERE library = ? AND id = ?", (story, self._library, member.id)
        )
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
        sql = "SELECT signature FROM bands WHERE library = ? AND key = ? ORDER BY signature LIMIT ?"
        shared: Counter[int] = Counter()
        for key in keys(member.signature):
            shared.update(row[0] for row in self._connection.execute(sql, (self._library, key, PER_KEY)))
        del shared[member.number]
        return [number for number, _ in shared.most_common(COMPARED)]

    def _by_number(self, numbers: Sequence[int]) -> list[_Member]:
        return self._rows("s.number", numbers)

    def _members(self, ids: Iterable[str]) -> list[_Member]:
        return self._rows("s.article", list(ids))

    def _rows(self, column: str, values: Sequence[object]) -> list[_Member]:
        sql = (
            "SELECT a.published, s.number, a.id, a.story, s.signature FROM signatures s JOIN articles a "
            f"ON a.library = s.library AND a.id = s.article WHERE s.library = ? AND {column} = ?"
        )
        rows = [self._connection.execute(sql, (self._library, value)).fetchone() for value in values]
        return [_member(*row) for row in rows if row]


def _member(published: str | None, number: int, article_id: str, story: str, stored: bytes) -> _Member:
    return _Member(published is None, published or "", number, article_id, story, load(stored))
