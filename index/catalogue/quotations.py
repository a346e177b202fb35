"""The rows that say what an answer quoted, written and dropped with its record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from index.catalogue.articles import now
from index.values import Quotation


def record_quotations(connection: sqlite3.Connection, number: int, answer: str, items: Iterable[Quotation]) -> None:
    """Record what an answer quotes, inside the transaction that records the answer."""
    connection.executemany(
        "INSERT OR REPLACE INTO quoted (library, answer, number, article, revision, start, end, digest, quoted_at, "
        "checked) VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (number, answer, one.number, one.article_id, one.revision, one.start, one.end, one.digest, now(),
             one.revision)
            for one in items
        ],
    )  # fmt: skip


def forget_quotations(connection: sqlite3.Connection, number: int, answers: Iterable[str]) -> None:
    """Forget what answers quoted that are no longer on record."""
    rows = [(number, answer) for answer in answers]
    for table in ("quoted", "corrections"):
        connection.executemany(f"DELETE FROM {table} WHERE library = ? AND answer = ?", rows)
