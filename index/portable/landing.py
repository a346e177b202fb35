"""From the stage into the library: all at once under a new name, or article by article into one that is there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from index.catalogue.articles import Catalogue, now
from index.catalogue.rows import depart
from index.portable.citations import Cited
from index.portable.lines import dumps
from index.portable.stage import AT, STASH, retire, silence, stashed
from index.portable.survey import Section
from index.portable.tables import JSON, TABLES
from index.stories import stories
from index.stories.signatures import load

BATCH = 25  # articles that join a library in one transaction


def switch(catalogue: Catalogue, sections: Iterable[tuple[Section, int, str]], model: str, *, trusted: bool) -> None:
    """Give staged libraries their names, in one transaction; each comes with its stage's number and a collection."""
    with catalogue.database.write() as connection:
        for section, number, collection in sections:
            old = _free(connection, section.name, number)
            connection.execute(
                "UPDATE libraries SET name = ?, model = ?, collection = ?, indexed_at = ?, "
                "changes = 1 + coalesce((SELECT changes FROM libraries WHERE id = ?), 0) WHERE id = ?",
                (section.name, model, collection, section.header.indexed_at or now(), old, number),
            )
            Landing(catalogue, number, number, connection, trusted=trusted).run()
            forget_stash(connection, number)
            silence(connection, old)  # last, so that no new source gets the number of an old one


def _free(connection: sqlite3.Connection, name: str, number: int) -> int:
    """Take the name from the library that has it, and return its number, 0 for none.

    A library without articles leaves the new one what it remembers.
    """
    row = connection.execute("SELECT id FROM libraries WHERE name = ?", (name,)).fetchone()
    if row is None:
        return 0
    if not connection.execute("SELECT 1 FROM articles WHERE library = ? LIMIT 1", row).fetchone():
        connection.execute("UPDATE OR IGNORE records SET library = ? WHERE library = ?", (number, *row))
        connection.execute("UPDATE audit SET library = ? WHERE library = ?", (number, *row))
    retire(connection, row[0])
    return int(row[0])


def forget_stash(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("DELETE FROM records WHERE library = ? AND kind IN (?,?)", (number, AT, STASH))


def absent(connection: sqlite3.Connection, staged: int, target: int) -> list[str]:
    """Return the ids of staged articles that a library holds neither under their id nor under their source."""
    sql = (
        "SELECT id FROM articles WHERE library = ?1 AND id NOT IN (SELECT id FROM articles WHERE library = ?2) "
        "AND source NOT IN (SELECT source FROM articles WHERE library = ?2) ORDER BY id"
    )
    return [row[0] for row in connection.execute(sql, (staged, target))]


def move(connection: sqlite3.Connection, ids: Iterable[str], staged: int, target: int) -> None:
    """Move whole articles from the stage into a library."""
    for key in ids:
        signed = connection.execute("SELECT signature FROM signatures WHERE library = ? AND article = ?", (staged, key))
        signature = signed.fetchone()
        depart(connection, "library = ? AND article = ?", staged, key)
        for table, column in (("passages", "article"), ("revisions", "article"), ("articles", "id")):
            connection.execute(
                f"UPDATE {table} SET library = ? WHERE library = ? AND {column} = ?", (target, staged, key)
            )
        if signature:
            stories.put(connection, target, key, load(*signature))


class Landing:
    """The lines that were kept, into their tables. In a library that was there before, what is there stays.

    What is not `trusted` cannot act: sources come paused, and nothing is looked for where answers were shown.
    """

    def __init__(
        self, catalogue: Catalogue, staged: int, target: int, connection: sqlite3.Connection, *, trusted: bool
    ) -> None:
        self._connection, self._staged, self._target = connection, staged, target
        self._untrusted: dict[str, dict[str, Any]] = (
            {} if trusted else {"source": {"paused": 1}, "quoted": {"place": ""}}
        )
        self._sources: dict[int, int] = {}
        self._new: set[str] = set()
        self._cited = None if staged == target else Cited(catalogue.database, target)

    def run(self) -> list[tuple[str, str]]:
        """Return what was left out, with the reason."""
        left = []
        for _, kept in stashed(self._connection, self._staged):
            entry = json.loads(kept)
            if reason := self._land(entry["kind"], entry["row"]):
                left.append((told(entry["kind"], entry["row"]), reason))
        return left

    def _land(self, kind: str, row: dict[str, Any]) -> str:
        row |= self._untrusted.get(kind, {})
        if self._cited and kind in ("file", "audit"):
            return ""  # what another folder held, and who changed another library
        if self._cited and (reason := fault(self._cited, kind, row)):
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
        values = [dumps(value) if name in JSON else value for name, value in row.items()]
        cursor = self._connection.execute(
            f"INSERT OR IGNORE INTO {TABLES[kind][0]} (library, {', '.join(row)}) VALUES (?{',?' * len(row)})",
            (self._target, *values),
        )
        return int(cursor.lastrowid or 1) if cursor.rowcount == 1 else 0


def fault(cited: Cited, kind: str, row: dict[str, Any]) -> str:
    """Return why a line cannot be taken: what it says of an article is not so. "" where it can."""
    if kind == "record":
        return cited.fault(row["value"])
    if kind == "quoted":
        return cited.quotation_fault(row)
    return ""


def told(kind: str, row: dict[str, Any]) -> str:
    return f"{kind} {row.get('key') or row.get('answer')}"
