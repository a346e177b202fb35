"""Small things a library remembers: JSON objects under a key, and which files were read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from index.catalogue.articles import Catalogue
from index.catalogue.quotations import forget_quotations, record_quotations
from index.values import Quotation

KEPT_RECORDS = 10_000  # of one kind in one library


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
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            connection.execute(
                "INSERT OR REPLACE INTO records (library, kind, key, value) VALUES (?,?,?,?)",
                (number, kind, key, json.dumps(value, ensure_ascii=False)),
            )
            record_quotations(connection, number, key, quotations)
            gone = connection.execute(
                "DELETE FROM records WHERE rowid IN (SELECT rowid FROM records WHERE library = ? AND kind = ? "
                "ORDER BY rowid DESC LIMIT -1 OFFSET ?) RETURNING key",
                (number, kind, KEPT_RECORDS),
            ).fetchall()
            forget_quotations(connection, number, [row[0] for row in gone])

    def recall(self, library: str, kind: str, key: str) -> dict[str, Any] | None:
        sql = "SELECT value FROM records WHERE library = ? AND kind = ? AND key = ?"
        with self._database.read() as connection:
            row = connection.execute(sql, (self._catalogue.library_id(library), kind, key)).fetchone()
        return json.loads(row[0]) if row else None

    def listed(self, library: str, kind: str, prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
        """Return (key, value) of every record of a kind whose key begins so, newest first."""
        sql = "SELECT key, value FROM records WHERE library = ? AND kind = ? AND key >= ? ORDER BY rowid DESC"
        with self._database.read() as connection:
            rows = connection.execute(sql, (self._catalogue.library_id(library), kind, prefix)).fetchall()
        return [(key, json.loads(value)) for key, value in rows if key.startswith(prefix)]

    def forget(self, library: str, kind: str, keys: Iterable[str]) -> int:
        """Take records out, and what an answer quoted with it; return how many there were."""
        number, gone = self._catalogue.library_id(library), 0
        sql = "DELETE FROM records WHERE library = ? AND kind = ? AND key = ?"
        with self._database.write() as connection:
            for key in keys:
                gone += connection.execute(sql, (number, kind, key)).rowcount
                forget_quotations(connection, number, [key])
        return gone

    def count(self, library: str, kind: str, key: str, amount: int) -> int:
        """Add to a number under a key and return it, in one transaction: other processes may count too."""
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            connection.execute(
                "INSERT INTO records (library, kind, key, value) VALUES (?,?,?,?) ON CONFLICT (library, kind, key) "
                "DO UPDATE SET value = CAST(value AS INTEGER) + excluded.value",
                (number, kind, key, amount),
            )
            sql = "SELECT CAST(value AS INTEGER) FROM records WHERE library = ? AND kind = ? AND key = ?"
            total: int = connection.execute(sql, (number, kind, key)).fetchone()[0]
        return total

    def files(self, library: str) -> dict[str, tuple[str, list[str]]]:
        """Return path → (digest of its bytes, sources of the articles in it) of files read without a failure."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT path, digest, sources FROM files WHERE library = ?", (self._catalogue.library_id(library),)
            ).fetchall()
        return {path: (digest, json.loads(sources)) for path, digest, sources in rows}

    def put_files(self, library: str, files: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Note (path, digest, sources of its articles) of files that were read."""
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            rows = [(number, path, digest, json.dumps(list(sources))) for path, digest, sources in files]
            connection.executemany("INSERT OR REPLACE INTO files VALUES (?,?,?,?)", rows)

    def drop_files(self, library: str, paths: Iterable[str]) -> None:
        number = self._catalogue.library_id(library)
        with self._database.write() as connection:
            connection.executemany(
                "DELETE FROM files WHERE library = ? AND path = ?", [(number, path) for path in paths]
            )
