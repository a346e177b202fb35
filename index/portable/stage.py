"""A library in the making: whole articles under a name that nobody asks for, until all of them are there.

A kill leaves the stage as it is, and the next import of the same file goes on where it ended.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.catalogue import codec
from index.catalogue.articles import Catalogue, Embedded
from index.portable.reading import Group
from index.stories import stories
from index.stories.signatures import Signature
from index.values import Article

HIDDEN = "\x1fimport\x1f"
GONE, SPENT = "\x1fgone\x1f", "\x1fspent\x1f"
AT, STASH = "\x1fat", "\x1fline"  # no kind of a record that a file may have
PARTS = (
    ("passages", "rowid"), ("staged", "rowid"), ("bands", "key"), ("signatures", "number"), ("articles", "id"),
    ("revisions", "rowid"),
)  # fmt: skip
CHUNK = 5000  # rows deleted in one transaction, about 0.1 s


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a stage came: the file's line and its sum, the model that embedded, whether articles left again."""

    line: int
    sum: str
    model: str
    moving: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """An article as it will be stored, with its revisions under their new id."""

    group: Group
    revisions: Sequence[Article]
    passages: Sequence[Embedded]
    signature: Signature | None


def stages(catalogue: Catalogue) -> dict[str, Reached]:
    """Return the libraries in the making by the name that each gets, with how far it came."""
    joined = "libraries l LEFT JOIN records r ON r.library = l.id AND r.kind = ?"
    sql = f"SELECT l.name, r.value FROM {joined} WHERE l.name LIKE ?"
    with catalogue.database.read() as connection:
        rows = connection.execute(sql, (AT, f"{HIDDEN}%")).fetchall()
    return {
        name.removeprefix(HIDDEN): Reached(**json.loads(value)) if value else Reached(0, "", "") for name, value in rows
    }


class Stage:
    """One library in the making. `number` is the one that it keeps."""

    def __init__(self, catalogue: Catalogue, name: str, model: str) -> None:
        self._catalogue, self._database, self._model = catalogue, catalogue.database, model
        self.number = catalogue.register(HIDDEN + name)

    def put(self, articles: Sequence[Ready], line: int, chain: str) -> None:
        """Store articles and how far the file was read, in one transaction."""
        with self._database.write() as connection:
            for ready in articles:
                self._article(connection, ready)
            self._reach(connection, line, chain)

    def stash(self, entries: Sequence[tuple[int, str]], line: int, chain: str) -> None:
        """Keep lines, as JSON by number, that come into their tables together with the library."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO records (library, kind, key, value) VALUES (?,?,?,?)",
                [(self.number, STASH, f"{number:012}", value) for number, value in entries],
            )
            self._reach(connection, line, chain)

    def move(self) -> None:
        """Note that from now on articles move on into a library that is there: what is left is not all of the file."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE records SET value = json_set(value, '$.moving', json('true')) WHERE library = ? AND kind = ?",
                (self.number, AT),
            )

    def _reach(self, connection: sqlite3.Connection, line: int, chain: str) -> None:
        value = json.dumps({"line": line, "sum": chain, "model": self._model})
        connection.execute(
            "INSERT OR REPLACE INTO records (library, kind, key, value) VALUES (?,?,'',?)", (self.number, AT, value)
        )

    def _article(self, connection: sqlite3.Connection, ready: Ready) -> None:
        row, latest = ready.group.row, ready.revisions[-1]
        connection.executemany(
            "INSERT INTO revisions VALUES (?,?,?,?)",
            [(self.number, one.id, one.revision, codec.dump_article(one)) for one in ready.revisions],
        )
        connection.execute(
            "INSERT INTO articles (library, id, source, digest, revision, live, title, byline, publisher, published, "
            "modified, url, passages, indexed_at, language) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (self.number, latest.id, row.source, row.digest, row.revision, row.live, latest.title, latest.byline,
             latest.publisher, codec.iso(latest.published), codec.iso(latest.modified), latest.url,
             len(ready.passages) if row.live else row.passages, row.indexed_at, latest.language),
        )  # fmt: skip
        self._catalogue.insert_passages(connection, self.number, ready.passages)
        if ready.signature is not None:
            stories.put(connection, self.number, latest.id, ready.signature)


def stashed(connection: sqlite3.Connection, number: int) -> Iterator[tuple[int, str]]:
    """Yield the lines that were kept, by number."""
    sql = "SELECT key, value FROM records WHERE library = ? AND kind = ? ORDER BY key"
    for key, value in connection.execute(sql, (number, STASH)):
        yield int(key), value


def retire(connection: sqlite3.Connection, number: int) -> None:
    """Take its name from a library; `sweep` deletes what it holds.

    The row stays, so that its number is never another library's: readers keep articles in memory by number.
    """
    connection.execute(
        "UPDATE libraries SET name = ?, model = '', collection = '', indexed_at = '' WHERE id = ?",
        (f"{GONE}{number}", number),
    )


def silence(connection: sqlite3.Connection, number: int) -> None:
    """Delete all by which a library could act: what is followed, and what is looked for where it was shown."""
    for table in ("sources", "items", "quoted", "corrections", "files", "audit", "records"):
        connection.execute(f"DELETE FROM {table} WHERE library = ?", (number,))


def discard(catalogue: Catalogue, name: str) -> None:
    """Delete the library in the making under this name."""
    delete(catalogue, HIDDEN + name)


def delete(catalogue: Catalogue, name: str) -> None:
    """Delete a library: at once nothing finds it, then what it holds goes a little at a time."""
    number = catalogue.library_id(name)
    if number:
        with catalogue.database.write() as connection:
            retire(connection, number)
            silence(connection, number)
        sweep(catalogue)


def sweep(catalogue: Catalogue) -> None:
    """Delete what libraries without a name hold, a little at a time; also what a kill left of that."""
    database = catalogue.database
    with database.read() as connection:
        names = connection.execute("SELECT id FROM libraries WHERE name LIKE ?", (f"{GONE}%",)).fetchall()
    for (number,) in names:
        for table, key in PARTS:
            some = f"SELECT {key} FROM {table} WHERE library = ?1 LIMIT ?2"
            sql = f"DELETE FROM {table} WHERE library = ?1 AND {key} IN ({some})"
            while True:
                with database.write() as connection:
                    if connection.execute(sql, (number, CHUNK)).rowcount < CHUNK:
                        break
        with database.write() as connection:
            connection.execute("UPDATE libraries SET name = ? WHERE id = ?", (f"{SPENT}{number}", number))
