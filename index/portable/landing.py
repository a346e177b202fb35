"""From the stage into the library: all at once under a new name, or article by article into one that is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from index.catalogue import totals
from index.catalogue.articles import Catalogue
from index.catalogue.codec import now
from index.catalogue.replace import add
from index.catalogue.rows import depart
from index.portable.citations import Cited
from index.portable.lines import dumps
from index.portable.shapes import JSON, TABLES
from index.portable.stage import retire, silence, stashed, unstash
from index.portable.survey import Section
from index.stories import stories
from index.stories.signatures import load
from index.tables import articles, audit, libraries, passages, records, revisions, signatures

BATCH = 25  # articles that join a library in one transaction
TELLING = {"answer", "asked", "vote", "desk-request", "discord-message", "discord-place"}
"""Kinds of records that tell what was asked and answered. Others act: what a server chose, whom to write to of a new
article, whose data is due to be deleted."""
ACTS = "only a file of your own may bring them; `--trust` says that it is"
Left = list[tuple[str, str]]

_OF: BindParameter[int] = bindparam("of")
_TO: BindParameter[int] = bindparam("to")
_ABOUT: BindParameter[str] = bindparam("about")
_NAME = (
    update(libraries)
    .where(libraries.c.id == _TO)
    .values(
        name=bindparam("called"), model=bindparam("by"), collection=bindparam("kept_in"), indexed_at=bindparam("at"),
        changes=bindparam("changed"),
    )
)  # fmt: skip
_QUIET: dict[str, dict[str, Any]] = {"source": {"paused": 1}, "quoted": {"place": ""}}
_FILLED = select(articles.c.id).where(articles.c.library == _OF).limit(1)
_THERE = records.alias()
_REMEMBER = (
    update(records)
    .where(
        records.c.library == _OF,
        ~select(_THERE.c.rowid)
        .where(_THERE.c.library == _TO, _THERE.c.kind == records.c.kind, _THERE.c.key == records.c.key)
        .exists(),
    )
    .values(library=_TO)
)
_STAYS = {True: records.c.kind.like(".%"), False: records.c.kind.not_in(TELLING)}
"""What a file that is trusted, or not, cannot take the place of."""
_LOGGED = update(audit).where(audit.c.library == _OF).values(library=_TO)
_SIGNED = select(signatures.c.signature).where(signatures.c.library == _OF, signatures.c.article == _ABOUT)
_MOVE = [
    update(column.table).where(column.table.c.library == _OF, column == _ABOUT).values(library=_TO)
    for column in (passages.c.article, revisions.c.article, articles.c.id)
]


def switch(catalogue: Catalogue, sections: Iterable[tuple[Section, int, str]], model: str, *, trusted: bool) -> Left:
    """Give staged libraries their names, in one transaction; each comes with its stage's number and a collection.

    Return what was left out, with the reason.
    """
    left: Left = []
    with catalogue.database.write() as connection:
        for section, number, collection in sections:
            old = catalogue.library_id(section.name)
            changed = 1 + catalogue.rows.changes(old)
            if old:
                _free(connection, old, number, trusted=trusted)
            named = {"to": number, "called": section.name, "by": model, "kept_in": collection}
            connection.execute(_NAME, named | {"at": section.header.indexed_at or now(), "changed": changed})
            left += Landing(catalogue, number, number, connection, trusted=trusted).run()
            unstash(connection, number)
            silence(connection, old)  # last, so that no new source gets the number of an old one
    return left


def _free(connection: Connection, old: int, number: int, *, trusted: bool) -> None:
    """Take its name from the library that has it.

    One without articles leaves the new library what it remembers, others what the file cannot bring.
    """
    if connection.execute(_FILLED, {"of": old}).first():
        connection.execute(_REMEMBER.where(_STAYS[trusted]), {"of": old, "to": number})
    else:
        connection.execute(_REMEMBER, {"of": old, "to": number})
        connection.execute(_LOGGED, {"of": old, "to": number})
    retire(connection, old)


def absent(catalogue: Catalogue, staged: str, target: str) -> list[str]:
    """Return the ids of staged articles that a library holds neither under their id nor under their source."""
    there = catalogue.known(target)
    ids = {one.article_id for one in there.values()}
    return sorted(
        one.article_id
        for source, one in catalogue.known(staged).items()
        if source not in there and one.article_id not in ids
    )


def move(connection: Connection, ids: Sequence[str], staged: int, target: int) -> None:
    """Move whole articles from the stage into a library."""
    with totals.counting(connection, staged, ids), totals.counting(connection, target, ids):
        _move(connection, ids, staged, target)


def _move(connection: Connection, ids: Sequence[str], staged: int, target: int) -> None:
    for key in ids:
        one = {"of": staged, "about": key}
        signature = connection.scalar(_SIGNED, one)
        depart(connection, staged, key)
        for statement in _MOVE:
            connection.execute(statement, one | {"to": target})
        if signature:
            stories.put(connection, target, key, load(signature))


class Landing:
    """The lines that were kept, into their tables. In a library that was there before, what is there stays.

    What is not `trusted` cannot act: sources come paused, nothing is looked for where answers were shown, and records
    that do more than tell stay out.
    """

    def __init__(
        self, catalogue: Catalogue, staged: int, target: int, connection: Connection, *, trusted: bool
    ) -> None:
        self._connection, self._staged, self._target = connection, staged, target
        self._trusted, self._acting = trusted, set[str]()
        self._sources: dict[int, int] = {}
        self._new: set[str] = set()
        self._cited = None if staged == target else Cited(catalogue, target)

    def run(self) -> Left:
        """Return what was left out, with the reason."""
        left: Left = []
        for entry in map(json.loads, stashed(self._connection, self._staged)):
            if reason := self._land(entry["kind"], entry["row"]):
                left.append((told(entry["kind"], entry["row"]), reason))
        return [*left, *((f"records of the kind {kind}", ACTS) for kind in sorted(self._acting))]

    def _land(self, kind: str, row: dict[str, Any]) -> str:
        if not self._trusted:
            row |= _QUIET.get(kind, {})
            if kind == "record" and row["kind"] not in TELLING:
                self._acting.add(row["kind"])
                return ""
        if self._cited and kind in ("file", "audit"):
            return ""  # what another folder held, and who changed another library
        if self._cited and (reason := self._cited.fault(kind, row)):
            return reason
        if kind == "source":
            self._source(row)
        elif kind == "item":
            if row["source"] in self._sources:
                self._insert(kind, row | {"source": self._sources[row["source"]]})
        elif kind in ("quoted", "correction") and self._cited and row["answer"] not in self._new:
            return ""
        elif self._insert(kind, row) and kind == "record":
            self._new.add(row["key"])
        return ""

    def _source(self, row: dict[str, Any]) -> None:
        number = row.pop("number")
        if key := self._insert("source", row):
            self._sources[number] = key

    def _insert(self, kind: str, row: dict[str, Any]) -> int:
        """Return the new row's number, 0 where one of its key was there."""
        values = {name: dumps(value) if name in JSON else value for name, value in row.items()}
        key = add(self._connection, TABLES[kind][0], {"library": self._target, **values})
        return 0 if key is None else int(key[0]) if kind == "source" else 1


def told(kind: str, row: dict[str, Any]) -> str:
    return f"{kind} {row.get('key') or row.get('answer')}"
