"""What tells one catalogue from another, wherever it lies."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from index.catalogue.database import Database
from index.catalogue.replace import add
from index.tables import records

_HERE = {"library": 0, "kind": ".catalogue", "key": "identity"}
"""Of the record: no library has the number 0."""
_SAID = select(records.c.value).where(*(records.c[name] == value for name, value in _HERE.items()))


def identity(database: Database) -> str:
    """Return a catalogue's own random name, made at the first call. A restored backup keeps it."""
    with database.write() as connection:
        add(connection, records, _HERE | {"value": secrets.token_hex(8)})
        return str(connection.scalar(_SAID))
