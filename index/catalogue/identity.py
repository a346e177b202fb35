"""What tells one catalogue from another, wherever it lies."""

from __future__ import annotations

import secrets

from index.catalogue.database import Database

_HERE = (0, ".catalogue", "identity")
"""Library, kind and key of the record: no library has the number 0."""


def identity(database: Database) -> str:
    """Return a catalogue's own random name, made at the first call. A restored backup keeps it."""
    with database.write() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO records (library, kind, key, value) VALUES (?,?,?,?)", (*_HERE, secrets.token_hex(8))
        )
        sql = "SELECT value FROM records WHERE library = ? AND kind = ? AND key = ?"
        return str(connection.execute(sql, _HERE).fetchone()[0])
