"""What became of quotations whose article has changed or left: compared once per revision, recorded at once."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, bindparam, case, insert, select, update

from index.catalogue.codec import now
from index.quoted.compare import Fate, fate, folded
from index.quoted.quoted import Quoted
from index.tables import articles, corrections, quoted
from index.values import Article, Correction, CorrectionKind, Span

_STATE = case((articles.c.live != 0, articles.c.revision), else_=-articles.c.revision)
_PENDING = (
    select(quoted.c.article, articles.c.revision, articles.c.live, articles.c.digest)
    .distinct()
    .join_from(quoted, articles, (articles.c.library == quoted.c.library) & (articles.c.id == quoted.c.article))
    .where(quoted.c.library == bindparam("of"), quoted.c.checked != _STATE)
)
_STAYING = (
    select(articles.c.digest)
    .distinct()
    .where(
        articles.c.library == bindparam("of"),
        articles.c.live != 0,
        articles.c.digest.in_(bindparam("gone", expanding=True)),
    )
)
_DUE = (
    select(quoted.c.answer, quoted.c.number, quoted.c.revision, quoted.c.start, quoted.c.end, quoted.c.checked)
    .where(
        quoted.c.library == bindparam("of"),
        quoted.c.article == bindparam("about"),
        quoted.c.checked != bindparam("state"),
    )
    .order_by(quoted.c.revision, quoted.c.start, quoted.c.end)
)
_COMPARED = (
    update(quoted)
    .where(
        quoted.c.library == bindparam("of"),
        quoted.c.answer == bindparam("reply"),
        quoted.c.number == bindparam("numbered"),
        quoted.c.checked == bindparam("before"),
    )
    .values(checked=bindparam("state"))
)
_KNOWN = select(corrections.c.id).where(
    *(corrections.c[name] == bindparam(name) for name in ("library", "answer", "number", "kind", "later"))
)
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class _Row:
    """A quotation that was not compared with its article's present state; `checked` is what it was compared with."""

    answer: str
    number: int
    revision: int
    span: Span
    checked: int


class Sweep:
    """One pass over a library. `checked` of a quotation is the revision that it was compared with, negative where the
    article had left."""

    def __init__(self, quoted: Quoted, library: str) -> None:
        self._quoted, self._catalogue, self._library = quoted, quoted.catalogue, library
        self._number = quoted.catalogue.library_id(library)

    def run(self, stop: threading.Event | None = None) -> int:
        """Compare what is due and return how many corrections are new; ends after an article once `stop` is set."""
        noticed = 0
        for article_id, revision, live in self._due():
            if stop is not None and stop.is_set():
                break
            noticed += self._article(article_id, revision, live=bool(live))
        return noticed

    def _due(self) -> list[tuple[str, int, int]]:
        """Return which articles changed or left, with their state. One that left is not withdrawn as long as another
        says the same: people copy before they delete."""
        with self._quoted.database.read() as connection:
            due = connection.execute(_PENDING, {"of": self._number}).all()
            gone = list({digest for _, _, live, digest in due if not live})
            kept = set(connection.execute(_STAYING, {"of": self._number, "gone": gone}).scalars() if gone else ())
        return [(one, revision, live) for one, revision, live, digest in due if live or digest not in kept]

    def _article(self, article_id: str, revision: int, *, live: bool) -> int:
        new = self._catalogue.read_article(self._number, article_id, revision)
        state, noticed = (revision if live else -revision), 0
        for (old_revision, span), rows in groupby(self._rows(article_id, state), lambda row: (row.revision, row.span)):
            old = self._catalogue.read_article(self._number, article_id, old_revision)
            if old is None or new is None:
                continue
            found = fate(old, span, new) if live else None
            noticed += self._settle([(row, self._verdict(row, found, new)) for row in rows], found, state)
        return noticed

    def _rows(self, article_id: str, state: int) -> list[_Row]:
        values = {"of": self._number, "about": article_id, "state": state}
        with self._quoted.database.read() as connection:
            rows = connection.execute(_DUE, values).all()
        return [_Row(row[0], row[1], row[2], Span(row[3], row[4]), row[5]) for row in rows]

    def _verdict(self, row: _Row, found: Fate | None, new: Article) -> CorrectionKind | None:
        """Return what the reader is to be told: nothing where it is what they were told last."""
        known = [one for one in self._quoted.of(self._library, row.answer) if one.number == row.number]
        last = known[-1] if known else None
        if found is None:
            return None if last and last.kind == "withdrawn" else "withdrawn"
        if found.kind == "same":
            return "restored" if last and last.kind != "restored" else None
        return None if last and _said(last, found, new) else found.kind

    def _settle(self, rows: list[tuple[_Row, CorrectionKind | None]], found: Fate | None, state: int) -> int:
        """Record what is new and that these quotations were compared, unless another process did meanwhile."""
        span = found.span if found else NOWHERE
        with self._quoted.database.write() as connection:
            return sum(self._record(connection, row, kind, span, state) for row, kind in rows)

    def _record(self, connection: Connection, row: _Row, kind: CorrectionKind | None, span: Span, state: int) -> int:
        compared = {"of": self._number, "reply": row.answer, "numbered": row.number, "before": row.checked}
        moved = connection.execute(_COMPARED, compared | {"state": state}).rowcount
        if not moved or kind is None:
            return 0
        one = {"library": self._number, "answer": row.answer, "number": row.number, "kind": kind, "later": abs(state)}
        if connection.execute(_KNOWN, one).first():
            return 0
        connection.execute(insert(corrections), one | {"start": span.start, "end": span.end, "noticed_at": now()})
        return 1


def _said(last: Correction, found: Fate, new: Article) -> bool:
    """Tell whether the reader was last told the same."""
    return last.kind == found.kind and folded(last.now) == folded(found.span.of(new.text))
