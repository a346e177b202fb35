"""What libraries hold in all: kept in a table, and changed in the transaction that changes their articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)

from index.tables import articles, totals

FACETS = ("publisher", "byline", "language", "published", "indexed_at")
"""Columns of articles whose values are counted each; the facet "" counts all live articles."""
LONGEST = 500
"""Characters of a value that is counted: a row of PostgreSQL's index holds 2,700 bytes."""
Key = tuple[str, str]

_OF: BindParameter[int] = bindparam("of")
_LIVE = (articles.c.library == _OF, articles.c.live != 0)
_KEY = (totals.c.library == _OF, totals.c.facet == bindparam("about"), totals.c.name == bindparam("named"))
_COLUMNS = [column.name for column in totals.c]


def _value(facet: str) -> ColumnElement[str]:
    return func.substr(articles.c[facet], literal_column("1"), literal_column(str(LONGEST)))


_WEIGHED = select(*map(_value, FACETS), articles.c.passages).where(
    *_LIVE, articles.c.id.in_(bindparam("ids", expanding=True))
)
_ABSENT = ~select(totals.c.name).where(*_KEY).exists()
_MADE = (bindparam("of", type_=totals.c.library.type), bindparam("about", type_=Text), bindparam("named", type_=Text))
_MAKE = insert(totals).from_select(_COLUMNS, select(*_MADE, literal(0, Integer), literal(0, Integer)).where(_ABSENT))
_SHIFT = (
    update(totals)
    .where(*_KEY)
    .values(articles=totals.c.articles + bindparam("more"), passages=totals.c.passages + bindparam("longer"))
)
_CLEAR = delete(totals).where(*_KEY, totals.c.articles == 0)
_FORGET = delete(totals).where(totals.c.library == _OF)


def _counted(facet: str) -> tuple[ColumnElement[str], ...]:
    return (_value(facet),) if facet else ()


_RECOUNT = [
    insert(totals).from_select(
        _COLUMNS,
        select(
            articles.c.library, literal(facet, Text), *(by or [literal("", Text)]), func.count(),
            func.sum(articles.c.passages),
        )
        .where(*_LIVE, *(one.is_not(None) for one in by))
        .group_by(articles.c.library, *by),
    )
    for facet, by in ((facet, _counted(facet)) for facet in ("", *FACETS))
]  # fmt: skip


@contextmanager
def counting(connection: Connection, library: int, ids: Sequence[str]) -> Iterator[None]:
    """Have the totals of a library follow what happens meanwhile to these articles of it."""
    sums: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0])
    _weigh(sums, connection, library, ids, -1)
    yield
    _weigh(sums, connection, library, ids, 1)
    changed = [(key, more, longer) for key, (more, longer) in sums.items() if more or longer]
    for statement, some in (
        (_MAKE, [one for one in changed if one[1] > 0]),
        (_SHIFT, changed),
        (_CLEAR, [one for one in changed if one[1] < 0]),
    ):
        rows = [
            {"of": library, "about": facet, "named": name, "more": more, "longer": longer}
            for (facet, name), more, longer in some
        ]
        if rows:
            connection.execute(statement, rows)


def recount(connection: Connection, library: int) -> None:
    """Count all of a library anew, after a change of very many articles."""
    forget(connection, library)
    for statement in _RECOUNT:
        connection.execute(statement, {"of": library})


def forget(connection: Connection, library: int) -> None:
    connection.execute(_FORGET, {"of": library})


def _weigh(
    sums: defaultdict[Key, list[int]], connection: Connection, library: int, ids: Sequence[str], by: int
) -> None:
    """Add what articles that are live count, or take it away."""
    for *values, cut in connection.execute(_WEIGHED, {"of": library, "ids": ids}):
        for key in (("", ""), *zip(FACETS, values, strict=True)):
            if key[1] is not None:
                sums[key][0] += by
                sums[key][1] += by * cut
