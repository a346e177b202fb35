"""Small things a library remembers: JSON objects under a key, and which files were read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, bindparam, cast, delete, func, insert, select, update

from index.catalogue.articles import Catalogue
from index.catalogue.quotations import forget_quotations, record_quotations
from index.catalogue.replace import replace
from index.tables import files, records
from index.values import Quotation

KEPT_RECORDS = 10_000  # of one kind in one library

_OF_KIND = (records.c.library == bindparam("of"), records.c.kind == bindparam("of_kind"))
_ONE = (*_OF_KIND, records.c.key == bindparam("at"))
_VALUE = select(records.c.value).where(*_ONE)
_LISTED = (
    select(records.c.key, records.c.value)
    .where(*_OF_KIND, records.c.key >= bindparam("prefix"))
    .order_by(records.c.rowid.desc())
)
_HELD = select(func.count()).select_from(records).where(*_OF_KIND)
_OLD = select(records.c.rowid).where(*_OF_KIND).order_by(records.c.rowid).limit(bindparam("over"))
_TRIM = delete(records).where(records.c.rowid.in_(_OLD)).returning(records.c.key)
_FORGET = delete(records).where(*_ONE)
_COUNTED = cast(records.c.value, BigInteger)
_COUNT = update(records).where(*_ONE).values(value=cast(_COUNTED + bindparam("amount"), Text)).returning(_COUNTED)
_FILES = select(files.c.path, files.c.digest, files.c.sources).where(files.c.library == bindparam("of"))
_DROP_FILE = delete(files).where(files.c.library == bindparam("of"), files.c.path == bindparam("at"))


class Memory:
    """Records and files of every library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._database = catalogue, catalogue.database

    def record(
        self, library: str, kind: str, key: str, value: dict[str, Any], quotations: Sequence[Quotation] = ()
    ) -> None:
        """Keep a small JSON object under a key; the newest KEPT_RECORDS of a kind stay.

        An answer's `quotations` are recorded in the same transaction and forgotten with it.
        """
        with self._database.write(apart="" if quotations else self._apart(library, kind, key)) as connection:
            number = self._put(connection, library, kind, key, value)
            record_quotations(connection, number, key, quotations)

    def revise(self, library: str, kind: str, key: str, to: Callable[[dict[str, Any] | None], dict[str, Any]]) -> None:
        """Put what `to` makes of a record in its place, in one transaction: others may change it at the same time."""
        with self._database.write(apart=self._apart(library, kind, key)) as connection:
            self._put(connection, library, kind, key, to(self.recall(library, kind, key)))

    def _apart(self, library: str, kind: str, key: str) -> str:
        return f"{kind} {key}" if self._catalogue.library_id(library) else ""

    def _put(self, connection: Connection, library: str, kind: str, key: str, value: dict[str, Any]) -> int:
        """Keep a record, and the newest of its kind; return the library's number."""
        number = self._catalogue.register_in(connection, library)
        text = json.dumps(value, ensure_ascii=False)
        replace(connection, records, [{"library": number, "kind": kind, "key": key, "value": text}])
        over = connection.execute(_HELD, {"of": number, "of_kind": kind}).scalar_one() - KEPT_RECORDS
        if over > 0:  # the oldest few are found without sorting all that stay, which took 4 ms of each answer
            gone = connection.scalars(_TRIM, {"of": number, "of_kind": kind, "over": over}).all()
            forget_quotations(connection, number, gone)
        return number

    def recall(self, library: str, kind: str, key: str) -> dict[str, Any] | None:
        with self._database.read() as connection:
            value = connection.scalar(_VALUE, self._key(library, kind, key))
        return json.loads(value) if value is not None else None

    def listed(self, library: str, kind: str, prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
        """Return (key, value) of every record of a kind whose key begins so, newest first."""
        values = {"of": self._catalogue.library_id(library), "of_kind": kind, "prefix": prefix}
        with self._database.read() as connection:
            rows = connection.execute(_LISTED, values).all()
        return [(key, json.loads(value)) for key, value in rows if key.startswith(prefix)]

    def forget(self, library: str, kind: str, keys: Iterable[str]) -> int:
        """Take records out, and what an answer quoted with it; return how many there were."""
        gone = 0
        with self._database.write() as connection:
            for key in keys:
                one = self._key(library, kind, key)
                gone += connection.execute(_FORGET, one).rowcount
                forget_quotations(connection, one["of"], [key])
        return gone

    def count(self, library: str, kind: str, key: str, amount: int) -> int:
        """Add to a number under a key and return it, in one transaction: other processes may count too."""
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            one = {"of": number, "of_kind": kind, "at": key, "amount": amount}
            total: int | None = connection.scalar(_COUNT, one)
            if total is None:
                row = {"library": number, "kind": kind, "key": key, "value": str(amount)}
                connection.execute(insert(records), row)
        return amount if total is None else total

    def _key(self, library: str, kind: str, key: str) -> dict[str, Any]:
        return {"of": self._catalogue.library_id(library), "of_kind": kind, "at": key}

    def files(self, library: str) -> dict[str, tuple[str, list[str]]]:
        """Return path → (digest of its bytes, sources of the articles in it) of files read without a failure."""
        with self._database.read() as connection:
            rows = connection.execute(_FILES, {"of": self._catalogue.library_id(library)}).all()
        return {path: (digest, json.loads(sources)) for path, digest, sources in rows}

    def put_files(self, library: str, read: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Note (path, digest, sources of its articles) of files that were read."""
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            rows = [
                {"library": number, "path": path, "digest": digest, "sources": json.dumps(list(sources))}
                for path, digest, sources in read
            ]
            replace(connection, files, rows)

    def drop_files(self, library: str, paths: Iterable[str]) -> None:
        number = self._catalogue.library_id(library)
        rows = [{"of": number, "at": path} for path in paths]
        with self._database.write() as connection:
            if rows:
                connection.execute(_DROP_FILE, rows)
