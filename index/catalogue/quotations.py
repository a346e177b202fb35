"""The rows that say what an answer quoted, written and dropped with its record."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete

from index.catalogue.codec import now
from index.catalogue.replace import replace
from index.tables import corrections, quoted
from index.values import Quotation

_FORGET = [
    delete(table).where(table.c.library == bindparam("of"), table.c.answer == bindparam("answer"))
    for table in (quoted, corrections)
]


def record_quotations(connection: Connection, number: int, answer: str, items: Iterable[Quotation]) -> None:
    """Record what an answer quotes, inside the transaction that records the answer."""
    rows = [
        {
            "library": number, "answer": answer, "number": one.number, "article": one.article_id,
            "revision": one.revision, "start": one.start, "end": one.end, "digest": one.digest, "quoted_at": now(),
            "checked": one.revision,
        }
        for one in items
    ]  # fmt: skip
    replace(connection, quoted, rows)


def forget_quotations(connection: Connection, number: int, answers: Iterable[str]) -> None:
    """Forget what answers quoted that are no longer on record."""
    rows = [{"of": number, "answer": answer} for answer in answers]
    for statement in _FORGET if rows else ():
        connection.execute(statement, rows)
