"""What answers quoted, where they are shown, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.catalogue.articles import Catalogue, now
from index.values import Correction

COLUMNS = (
    "c.id, c.answer, c.number, c.kind, c.later, c.start, c.end, c.noticed_at, c.shown_at, "
    "q.article, q.revision, q.start, q.end, q.digest, q.quoted_at, q.place"
)
FROM = "FROM corrections c JOIN quoted q ON q.library = c.library AND q.answer = c.answer AND q.number = c.number"


class Quoted:
    """The quotations and corrections of every library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.database = catalogue, catalogue.database

    def changes(self) -> dict[str, int]:
        """Return library → how often its articles have changed."""
        with self.database.read() as connection:
            return dict(connection.execute("SELECT name, changes FROM libraries"))

    def put_place(self, library: str, answer: str, place: str) -> None:
        """Note where an answer is shown."""
        number = self.catalogue.library_id(library)
        with self.database.write() as connection:
            connection.execute("UPDATE quoted SET place = ? WHERE library = ? AND answer = ?", (place, number, answer))

    def unshown(self) -> list[tuple[str, str, int]]:
        """Return library, answer and its newest correction's id wherever readers were not shown all, oldest first."""
        sql = (
            "SELECT l.name, c.answer, max(c.id) FROM corrections c JOIN libraries l ON l.id = c.library "
            "WHERE c.shown_at = '' GROUP BY c.library, c.answer ORDER BY min(c.id)"
        )
        with self.database.read() as connection:
            return list(connection.execute(sql))

    def mark_shown(self, library: str, answer: str, newest: int) -> None:
        """Note that readers were shown the corrections of an answer up to this id, or cannot be."""
        sql = "UPDATE corrections SET shown_at = ? WHERE library = ? AND answer = ? AND id <= ? AND shown_at = ''"
        number = self.catalogue.library_id(library)
        with self.database.write() as connection:
            connection.execute(sql, (now(), number, answer, newest))

    def listed(self, library: str, place: str = "") -> list[tuple[int, str]]:
        """Return id and place of the corrections whose answers are shown at places that begin so, newest first."""
        sql = f"SELECT c.id, q.place {FROM} WHERE c.library = ? AND substr(q.place, 1, ?) = ? ORDER BY c.id DESC"
        with self.database.read() as connection:
            return list(connection.execute(sql, (self.catalogue.library_id(library), len(place), place)))

    def read(self, library: str, ids: Sequence[int]) -> list[Correction]:
        """Return the corrections of a library that have these ids, in this order."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(library, f"c.id IN ({marks})", *ids)
        found = {one.id: one for one in rows}
        return [found[key] for key in ids if key in found]

    def of(self, library: str, answer: str) -> list[Correction]:
        """Return the corrections of one answer, oldest first."""
        return self._rows(library, "c.answer = ?", answer)

    def _rows(self, library: str, condition: str, *values: Any) -> list[Correction]:
        number = self.catalogue.library_id(library)
        sql = f"SELECT {COLUMNS} {FROM} WHERE c.library = ? AND {condition} ORDER BY c.id"
        with self.database.read() as connection:
            rows = connection.execute(sql, (number, *values)).fetchall()
        return [one for row in rows if (one := self._correction(library, number, row))]

    def _correction(self, library: str, number: int, row: Sequence[Any]) -> Correction | None:
        key, answer, cited, kind, revision, start, end, noticed_at, shown_at, article_id, *quote = row
        old = self.catalogue.read_article(number, article_id, quote[0])
        later = self.catalogue.read_article(number, article_id, revision)
        if old is None or later is None:
            return None
        renewed = kind != "withdrawn" and later.modified != old.modified
        return Correction(
            start=start, end=end, id=key, library=library, answer=answer, number=cited, kind=kind,
            article_id=article_id, revision=quote[0], later=revision, title=later.title, publisher=later.publisher,
            url=later.url or later.origin, quote=old.text[quote[1] : quote[2]], now=later.text[start:end],
            digest=quote[3], modified=later.modified if renewed else None, quoted_at=quote[4], noticed_at=noticed_at,
            shown_at=shown_at, place=quote[5],
        )  # fmt: skip
