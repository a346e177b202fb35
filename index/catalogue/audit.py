"""Who changed a library's sources and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from index.catalogue.articles import Catalogue
from index.catalogue.codec import moment, now
from index.tables import audit

KEPT = 5_000  # entries of one library

_OWN = audit.c.library == bindparam("of")
_OLDEST = select(audit.c.id).where(_OWN).order_by(audit.c.id.desc()).limit(1).offset(KEPT)
_TRIM = delete(audit).where(_OWN, audit.c.id <= _OLDEST.scalar_subquery())
_LATEST = (
    select(audit.c.at, audit.c.actor, audit.c.action, audit.c.subject, audit.c.result)
    .where(_OWN)
    .order_by(audit.c.id.desc())
    .limit(bindparam("most"))
)


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
            row = {"library": number, "at": now(), "actor": actor, "action": action}
            connection.execute(insert(audit), row | {"subject": subject, "result": result})
            connection.execute(_TRIM, {"of": number})

    def latest(self, library: str, limit: int = 100) -> list[Audit]:
        """Return the latest entries, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(_LATEST, {"of": self._catalogue.library_id(library), "most": limit}).all()
        return [Audit(moment(at), *rest) for at, *rest in rows]
