"""The totals of a library as they are kept, and as its articles say."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from index.catalogue.database import Database
from index.catalogue.totals import FACETS, LONGEST
from index.tables import articles, totals

Sums = dict[tuple[str, str], tuple[int, int]]


def kept(database: Database, library: int) -> Sums:
    """Return live articles and their passages by facet and name."""
    with database.read() as connection:
        rows = connection.execute(select(totals).where(totals.c.library == library)).all()
    return {(row.facet, row.name): (row.articles, row.passages) for row in rows}


def counted(database: Database, library: int) -> Sums:
    """Return the same, counted one by one."""
    with database.read() as connection:
        rows = connection.execute(select(articles).where(articles.c.library == library)).mappings().all()
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        values = {"": ""} | {facet: row[facet] for facet in FACETS}
        for facet, value in values.items():
            if row["live"] and value is not None:
                found[facet, value[:LONGEST]].append(row["passages"])
    return {key: (len(passages), sum(passages)) for key, passages in found.items()}
