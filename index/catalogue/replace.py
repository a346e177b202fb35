"""Rows put in the place of those that have their key: what both databases spell differently, said as delete and insert.

Inside a transaction nobody sees the moment between; a row that comes again is the newest of its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Table, UniqueConstraint, bindparam, delete, insert


def replace(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows inside the open transaction; of several with one key the last stays."""
    names, cleared, added = _statements(table)
    latest = {tuple(row[name] for name in names): row for row in rows}
    if latest:
        connection.execute(cleared, [dict(zip(names, key, strict=True)) for key in latest])
        connection.execute(added, list(latest.values()))


@cache
def _statements(table: Table) -> tuple[tuple[str, ...], Delete, Insert]:
    unique = next((one for one in table.constraints if isinstance(one, UniqueConstraint)), table.primary_key)
    names = tuple(unique.columns.keys())
    return names, delete(table).where(*(table.c[name] == bindparam(name) for name in names)), insert(table)
