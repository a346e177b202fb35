"""What answers quoted, where they are shown, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select, text, update

from index.catalogue.articles import Catalogue
from index.catalogue.codec import now
from index.tables import corrections, libraries, quoted
from index.values import Correction

_OWN = (corrections.c.library == bindparam("of"),)
_JOINED = corrections.join(
    quoted,
    (quoted.c.library == corrections.c.library)
    & (quoted.c.answer == corrections.c.answer)
    & (quoted.c.number == corrections.c.number),
)
_CORRECTIONS = (
    select(
        *(corrections.c[name] for name in
          ("id", "answer", "number", "kind", "later", "start", "end", "noticed_at", "shown_at")),
        *(quoted.c[name] for name in ("article", "revision", "start", "end", "digest", "quoted_at", "place")),
    )
    .select_from(_JOINED)
    .where(*_OWN)
    .order_by(corrections.c.id)
)  # fmt: skip
_READ = _CORRECTIONS.where(corrections.c.id.in_(bindparam("ids", expanding=True)))
_ONE = _CORRECTIONS.where(corrections.c.answer == bindparam("about"))
_LISTED = (
    select(corrections.c.id, quoted.c.place)
    .select_from(_JOINED)
    .where(*_OWN, func.substr(quoted.c.place, 1, bindparam("length", type_=Integer)) == bindparam("prefix"))
    .order_by(corrections.c.id.desc())
)
_CHANGES = select(libraries.c.name, libraries.c.changes)
_PLACE = (
    update(quoted)
    .where(quoted.c.library == bindparam("of"), quoted.c.answer == bindparam("about"))
    .values(place=bindparam("shown"))
)
_UNSHOWN = (
    select(libraries.c.name, corrections.c.answer, func.max(corrections.c.id))
    .join_from(corrections, libraries, libraries.c.id == corrections.c.library)
    .where(corrections.c.shown_at == text("''"))
    .group_by(libraries.c.name, corrections.c.library, corrections.c.answer)
    .order_by(func.min(corrections.c.id))
)
_SHOWN = (
    update(corrections)
    .where(
        *_OWN,
        corrections.c.answer == bindparam("about"),
        corrections.c.id <= bindparam("newest"),
        corrections.c.shown_at == "",
    )
    .values(shown_at=bindparam("at"))
)


class Quoted:
    """The quotations and corrections of every library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.database = catalogue, catalogue.database

    def changes(self) -> dict[str, int]:
        """Return library → how often its articles have changed."""
        with self.database.read() as connection:
            return dict(connection.execute(_CHANGES).all())

    def put_place(self, library: str, answer: str, place: str) -> None:
        """Note where an answer is shown."""
        number = self.catalogue.library_id(library)
        with self.database.write() as connection:
            connection.execute(_PLACE, {"of": number, "about": answer, "shown": place})

    def unshown(self) -> list[tuple[str, str, int]]:
        """Return library, answer and its newest correction's id wherever readers were not shown all, oldest first."""
        with self.database.read() as connection:
            return [(name, answer, newest) for name, answer, newest in connection.execute(_UNSHOWN)]

    def mark_shown(self, library: str, answer: str, newest: int) -> None:
        """Note that readers were shown the corrections of an answer up to this id, or cannot be."""
        values = {"of": self.catalogue.library_id(library), "about": answer, "newest": newest, "at": now()}
        with self.database.write() as connection:
            connection.execute(_SHOWN, values)

    def listed(self, library: str, place: str = "") -> list[tuple[int, str]]:
        """Return id and place of the corrections whose answers are shown at places that begin so, newest first."""
        values = {"of": self.catalogue.library_id(library), "length": len(place), "prefix": place}
        with self.database.read() as connection:
            return [(key, where) for key, where in connection.execute(_LISTED, values)]

    def read(self, library: str, ids: Sequence[int]) -> list[Correction]:
        """Return the corrections of a library that have these ids, in this order."""
        found = {one.id: one for one in self._rows(library, _READ, ids=list(ids))}
        return [found[key] for key in ids if key in found]

    def of(self, library: str, answer: str) -> list[Correction]:
        """Return the corrections of one answer, oldest first."""
        return self._rows(library, _ONE, about=answer)

    def _rows(self, library: str, statement: Select[Any], **values: Any) -> list[Correction]:
        number = self.catalogue.library_id(library)
        with self.database.read() as connection:
            rows = connection.execute(statement, {"of": number, **values}).all()
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
