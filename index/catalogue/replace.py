"""Rows put in the place of those that have their key: what both databases spell differently, said as delete and insert.

Inside a transaction nobody sees the moment between; a row that comes again is the newest of its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Row,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    literal,
    select,
)
from sqlalchemy.sql.dml import ReturningInsert


def replace(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows inside the open transaction; of several with one key the last stays."""
    names, cleared, added = _statements(table)
    latest = {tuple(row[name] for name in names): row for row in rows}
    if latest:
        connection.execute(cleared, [dict(zip(names, key, strict=True)) for key in latest])
        connection.execute(added, list(latest.values()))


def add(connection: Connection, table: Table, row: Mapping[str, Any]) -> Row[Any] | None:
    """Insert a row unless one has its key; return its primary key, None where one had it."""
    names, there, added = _adding(table)
    if names <= row.keys() and connection.execute(there, {name: row[name] for name in names}).first():
        return None
    return connection.execute(added, row).one()


def _unique(table: Table) -> tuple[str, ...]:
    unique = next((one for one in table.constraints if isinstance(one, UniqueConstraint)), table.primary_key)
    return tuple(unique.columns.keys())


@cache
def _adding(table: Table) -> tuple[set[str], Select[Any], ReturningInsert[Any]]:
    names = _unique(table)
    there = select(literal(1)).where(*(table.c[name] == bindparam(name) for name in names))
    return set(names), there, insert(table).returning(*table.primary_key.columns)


@cache
def _statements(table: Table) -> tuple[tuple[str, ...], Delete, Insert]:
    names = _unique(table)
    return names, delete(table).where(*(table.c[name] == bindparam(name) for name in names)), insert(table)
