"""A library in the making: whole articles under a name that nobody asks for, until all of them are there.

A kill leaves the stage as it is, and the next import of the same file adds what is lacking.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from index import tables
from index.catalogue import codec, totals
from index.catalogue.articles import Catalogue, Embedded, article_row
from index.portable.shapes import ArticleRow
from index.stories import stories
from index.stories.signatures import Signature, sketch
from index.values import Article

HIDDEN = "\x1fimport\x1f"
GONE, SPENT = "\x1fgone\x1f", "\x1fspent\x1f"
STASH = "\x1fline"  # no kind of a record that a file may have
ACTING = (
    tables.sources, tables.items, tables.quoted, tables.corrections, tables.files, tables.audit, tables.records,
)  # fmt: skip
PARTS = (
    tables.passages.c.rowid, tables.staged.c.id, tables.bands.c.key, tables.signatures.c.number,
    tables.articles.c.id, tables.revisions.c.article,
)  # fmt: skip
CHUNK = 5000  # rows deleted in one transaction, about 0.1 s

_OF: BindParameter[int] = bindparam("of")
_STAGES = select(tables.libraries.c.name, tables.libraries.c.model).where(tables.libraries.c.name.like(f"{HIDDEN}%"))
_STASH = (tables.records.c.library == _OF, tables.records.c.kind == STASH)
_STASHED = select(tables.records.c.value).where(*_STASH).order_by(tables.records.c.key)
_UNSTASH = delete(tables.records).where(*_STASH)
_RENAME = update(tables.libraries).where(tables.libraries.c.id == _OF).values(name=bindparam("called"))
_RETIRE = _RENAME.values(model="", collection="", indexed_at="")
_SILENCE = [delete(table).where(table.c.library == _OF) for table in ACTING]
_GONE = select(tables.libraries.c.id).where(tables.libraries.c.name.like(f"{GONE}%"))
_SWEEP = [
    delete(key.table).where(
        key.table.c.library == _OF, key.in_(select(key).where(key.table.c.library == _OF).limit(CHUNK))
    )
    for key in PARTS
]
"""Each deletes at least CHUNK rows of a library, or all."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An article as it will be stored, with its revisions under their new id."""

    row: ArticleRow
    revisions: Sequence[Article]
    passages: Sequence[Embedded]


def stages(catalogue: Catalogue) -> dict[str, str]:
    """Return the libraries in the making by the name that each gets, with what each is made of."""
    with catalogue.database.read() as connection:
        rows = connection.execute(_STAGES).all()
    return {name.removeprefix(HIDDEN): made_of for name, made_of in rows}


class Stage:
    """One library in the making: `number` is the one that it keeps, `ids` are those of the articles that it has."""

    def __init__(self, catalogue: Catalogue, name: str, made_of: str) -> None:
        self._catalogue, self._database = catalogue, catalogue.database
        catalogue.settle(HIDDEN + name, made_of, "")
        self.number = catalogue.library_id(HIDDEN + name)
        self.ids = {one.article_id for one in catalogue.known(HIDDEN + name).values()}
        with self._database.write() as connection:
            unstash(connection, self.number)

    def put(self, articles: Sequence[Ready]) -> None:
        """Store articles in one transaction."""
        ids = [one.revisions[-1].id for one in articles]
        made = [(one, sketch(one.revisions[-1]) if one.passages else None) for one in articles]
        with self._database.write() as connection, totals.counting(connection, self.number, ids):
            for ready, signature in made:
                self._article(connection, ready, signature)

    def stash(self, entries: Sequence[tuple[int, str]]) -> None:
        """Keep lines, as JSON by number, that come into their tables together with the library."""
        rows = [
            {"library": self.number, "kind": STASH, "key": f"{number:012}", "value": value} for number, value in entries
        ]
        with self._database.write() as connection:
            connection.execute(insert(tables.records), rows)

    def _article(self, connection: Connection, ready: Ready, signature: Signature | None) -> None:
        row, latest = ready.row, ready.revisions[-1]
        bodies = [
            {"library": self.number, "article": one.id, "revision": one.revision, "body": codec.dump_article(one)}
            for one in ready.revisions
        ]
        connection.execute(insert(tables.revisions), bodies)
        named = article_row(self.number, latest, row.source, row.digest) | {
            "revision": row.revision, "live": int(row.live), "indexed_at": row.indexed_at,
            "passages": len(ready.passages) if row.live else row.passages,
        }  # fmt: skip
        connection.execute(insert(tables.articles), named)
        self._catalogue.insert_passages(connection, self.number, ready.passages)
        if signature is not None:
            stories.put(connection, self.number, latest.id, signature)


def stashed(connection: Connection, number: int) -> Iterator[str]:
    """Yield the lines that were kept, in order."""
    yield from connection.scalars(_STASHED, {"of": number})


def unstash(connection: Connection, number: int) -> None:
    connection.execute(_UNSTASH, {"of": number})


def retire(connection: Connection, number: int) -> None:
    """Take its name from a library; `sweep` deletes what it holds.

    The row stays, so that its number is never another library's: readers keep articles in memory by number.
    """
    connection.execute(_RETIRE, {"of": number, "called": f"{GONE}{number}"})


def silence(connection: Connection, number: int) -> None:
    """Delete all by which a library could act: what is followed, and what is looked for where it was shown."""
    for statement in _SILENCE:
        connection.execute(statement, {"of": number})


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
