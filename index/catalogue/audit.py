"""Who changed a library's sources and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from index.catalogue.articles import Catalogue, now
from index.catalogue.codec import moment

KEPT = 5_000  # entries of one library


@dataclass(frozen=True, slots=True)
class Audit:
    """One change of a library's sources or articles, and who asked for it."""

    at: datetime | None
    actor: str
    action: str
    subject: str
    result: str


class AuditLog:
    """The audit log of every library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._database = catalogue, catalogue.database

    def note(self, library: str, actor: str, action: str, subject: str, result: str = "") -> None:
        """Note who did what to what; the newest KEPT entries stay."""
        with self._database.write() as connection:
            number = self._catalogue.register_in(connection, library)
            connection.execute(
                "INSERT INTO audit (library, at, actor, action, subject, result) VALUES (?,?,?,?,?,?)",
                (number, now(), actor, action, subject, result),
            )
            connection.execute(
                "DELETE FROM audit WHERE library = ? AND id <= (SELECT id FROM audit WHERE library = ? "
                "ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (number, number, KEPT),
            )

    def latest(self, library: str, limit: int = 100) -> list[Audit]:
        """Return the latest entries, newest first."""
        sql = "SELECT at, actor, action, subject, result FROM audit WHERE library = ? ORDER BY id DESC LIMIT ?"
        with self._database.read() as connection:
            rows = connection.execute(sql, (self._catalogue.library_id(library), limit)).fetchall()
        return [Audit(moment(at), *rest) for at, *rest in rows]
