"""A library in the making: whole articles under a name that nobody asks for, until all of them are there.

A kill leaves the stage as it is, and the next import of the same file goes on where it ended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Delete, bindparam, delete, insert, select, update

from index.catalogue import codec, totals
from index.catalogue.articles import Catalogue, Embedded, article_row
from index.catalogue.replace import replace
from index.portable.shapes import ArticleRow
from index.stories import stories
from index.stories.signatures import Signature
from index.tables import METADATA, articles, bands, libraries, passages, records, revisions, signatures, staged
from index.values import Article

HIDDEN = "\x1fimport\x1f"
GONE, SPENT = "\x1fgone\x1f", "\x1fspent\x1f"
AT, STASH = "\x1fat", "\x1fline"  # no kind of a record that a file may have
ACTING = ("sources", "items", "quoted", "corrections", "files", "audit", "records")
PARTS = (
    passages.c.rowid, staged.c.id, bands.c.key, signatures.c.number, articles.c.id, revisions.c.article,
)  # fmt: skip
CHUNK = 5000  # rows deleted in one transaction, about 0.1 s

_OF: BindParameter[int] = bindparam("of")
_STAGES = (
    select(libraries.c.name, records.c.value)
    .join_from(libraries, records, (records.c.library == libraries.c.id) & (records.c.kind == AT), isouter=True)
    .where(libraries.c.name.like(f"{HIDDEN}%"))
)
_AT = (records.c.library == _OF, records.c.kind == AT)
_REACHED = select(records.c.value).where(*_AT)
_REACH = update(records).where(*_AT).values(value=bindparam("said"))
_STASHED = (
    select(records.c.key, records.c.value)
    .where(records.c.library == _OF, records.c.kind == STASH)
    .order_by(records.c.key)
)
_RENAME = update(libraries).where(libraries.c.id == _OF).values(name=bindparam("called"))
_RETIRE = _RENAME.values(model="", collection="", indexed_at="")
_SILENCE = [delete(table).where(table.c.library == _OF) for table in (METADATA.tables[name] for name in ACTING)]
_GONE = select(libraries.c.id).where(libraries.c.name.like(f"{GONE}%"))


def _some(key: Column[Any]) -> Delete:
    """Return what deletes at least CHUNK rows of a library, or all."""
    own = key.table.c.library == _OF
    return delete(key.table).where(own, key.in_(select(key).where(own).limit(CHUNK)))


_SWEEP = [_some(key) for key in PARTS]


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

    row: ArticleRow
    revisions: Sequence[Article]
    passages: Sequence[Embedded]
    signature: Signature | None


def stages(catalogue: Catalogue) -> dict[str, Reached]:
    """Return the libraries in the making by the name that each gets, with how far it came."""
    with catalogue.database.read() as connection:
        rows = connection.execute(_STAGES).all()
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
        ids = [ready.revisions[-1].id for ready in articles]
        with self._database.write() as connection:
            with totals.counting(connection, self.number, ids):
                for ready in articles:
                    self._article(connection, ready)
            self._reach(connection, line, chain)

    def stash(self, entries: Sequence[tuple[int, str]], line: int, chain: str) -> None:
        """Keep lines, as JSON by number, that come into their tables together with the library."""
        with self._database.write() as connection:
            rows = [
                {"library": self.number, "kind": STASH, "key": f"{number:012}", "value": value}
                for number, value in entries
            ]
            if rows:
                connection.execute(insert(records), rows)
            self._reach(connection, line, chain)

    def move(self) -> None:
        """Note that from now on articles move on into a library that is there: what is left is not all of the file."""
        with self._database.write() as connection:
            reached = json.loads(connection.scalar(_REACHED, {"of": self.number}) or "{}")
            connection.execute(_REACH, {"of": self.number, "said": json.dumps(reached | {"moving": True})})

    def _reach(self, connection: Connection, line: int, chain: str) -> None:
        value = json.dumps({"line": line, "sum": chain, "model": self._model})
        replace(connection, records, [{"library": self.number, "kind": AT, "key": "", "value": value}])

    def _article(self, connection: Connection, ready: Ready) -> None:
        row, latest = ready.row, ready.revisions[-1]
        bodies = [
            {"library": self.number, "article": one.id, "revision": one.revision, "body": codec.dump_article(one)}
            for one in ready.revisions
        ]
        connection.execute(insert(revisions), bodies)
        named = article_row(self.number, latest, row.source, row.digest) | {
            "revision": row.revision, "live": int(row.live), "indexed_at": row.indexed_at,
            "passages": len(ready.passages) if row.live else row.passages,
        }  # fmt: skip
        connection.execute(insert(articles), named)
        self._catalogue.insert_passages(connection, self.number, ready.passages)
        if ready.signature is not None:
            stories.put(connection, self.number, latest.id, ready.signature)


def stashed(connection: Connection, number: int) -> Iterator[tuple[int, str]]:
    """Yield the lines that were kept, by number."""
    for key, value in connection.execute(_STASHED, {"of": number}):
        yield int(key), value


def retire(connection: Connection, number: int) -> None:
    """Take its name from a library; `sweep` deletes what it holds.

    The row stays, so that its number is never another library's: readers keep articles in memory by number.
    """
    connection.execute(_RETIRE, {"of": number, "called": f"{GONE}{number}"})


def silence(connection: Connection, number: int) -> None:
    """Delete all by which a library could act: what is followed, and what is looked for where it was shown."""
    for statement in _SILENCE:
        connection.execute(statement, {"of": number})


def discard(catalogue: Catalogue, name: str) -> None:
    """Delete the library in the making under this name."""
    drop(catalogue, HIDDEN + name)


def drop(catalogue: Catalogue, name: str) -> None:
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
        gone = connection.scalars(_GONE).all()
    for number in gone:
        for statement in _SWEEP:
            while True:
                with database.write() as connection:
                    if connection.execute(statement, {"of": number}).rowcount < CHUNK:
                        break
        with database.write() as connection:
            totals.forget(connection, number)
            connection.execute(_RENAME, {"of": number, "called": f"{SPENT}{number}"})
