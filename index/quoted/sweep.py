"""What became of quotations whose article has changed or left: compared once per revision, recorded at once."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from itertools import groupby

from index.catalogue.articles import now
from index.quoted.compare import Fate, fate, folded
from index.quoted.quoted import Quoted
from index.values import Article, Correction, CorrectionKind, Span

PENDING = """
    SELECT DISTINCT q.article, a.revision, a.live FROM quoted q
    JOIN articles a ON a.library = q.library AND a.id = q.article
    WHERE q.library = ? AND q.checked <> CASE WHEN a.live THEN a.revision ELSE -a.revision END
"""
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
        with self._quoted.database.read() as connection:
            due = connection.execute(PENDING, (self._number,)).fetchall()
        noticed = 0
        for article_id, revision, live in due:
            if stop is not None and stop.is_set():
                break
            noticed += self._article(article_id, revision, live=bool(live))
        return noticed

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
        sql = (
            "SELECT answer, number, revision, start, end, checked FROM quoted "
            "WHERE library = ? AND article = ? AND checked <> ? ORDER BY revision, start, end"
        )
        with self._quoted.database.read() as connection:
            rows = connection.execute(sql, (self._number, article_id, state)).fetchall()
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

    def _record(
        self, connection: sqlite3.Connection, row: _Row, kind: CorrectionKind | None, span: Span, state: int
    ) -> int:
        moved = connection.execute(
            "UPDATE quoted SET checked = ? WHERE library = ? AND answer = ? AND number = ? AND checked = ?",
            (state, self._number, row.answer, row.number, row.checked),
        ).rowcount
        if not moved or kind is None:
            return 0
        return connection.execute(
            "INSERT OR IGNORE INTO corrections (library, answer, number, kind, later, start, end, noticed_at) "
            "VALUES (?,?,?,?,?,?,?,?)",
            (self._number, row.answer, row.number, kind, abs(state), span.start, span.end, now()),
        ).rowcount


def _said(last: Correction, found: Fate, new: Article) -> bool:
    """Tell whether the reader was last told the same."""
    return last.kind == found.kind and folded(last.now) == folded(found.span.of(new.text))
