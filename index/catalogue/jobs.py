"""Work handed from a process that does not own the data folder to the one that does."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from index.catalogue.database import Database
from index.values import Failure, Progress

SHOWN = 50  # failures that are told while a job runs; its end tells all


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the jobs table; `state` is waiting, running, cancelling, done, failed or cancelled."""

    id: int
    kind: str
    library: str
    arguments: dict[str, Any]
    state: str
    progress: Progress | None
    error: str


class Jobs:
    """The jobs table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(self, kind: str, library: str, arguments: dict[str, Any]) -> int:
        with self._database.write() as connection:
            values = (kind, library, json.dumps(arguments))
            return int(
                connection.execute("INSERT INTO jobs (kind, library, arguments) VALUES (?,?,?)", values).lastrowid or 0
            )

    def get(self, job_id: int) -> Job | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT id, kind, library, arguments, state, progress, error FROM jobs WHERE id = ?", (job_id,)
            ).fetchone()
        return _job(row) if row else None

    def counts(self) -> dict[str, int]:
        """Return how many jobs there are by their state."""
        with self._database.read() as connection:
            return dict(connection.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())

    def claim(self) -> Job | None:
        """Take the oldest waiting job; one that its dead owner left running is waiting again."""
        owner = _token(os.getpid())
        with self._database.write() as connection:
            connection.execute(
                "UPDATE jobs SET state = 'cancelled' WHERE state = 'cancelling' AND owner <> ?", (owner,)
            )
            row = connection.execute(
                "UPDATE jobs SET state = 'running', owner = ? WHERE id = (SELECT min(id) FROM jobs WHERE "
                "state = 'waiting' OR (state = 'running' AND owner <> ?)) "
                "RETURNING id, kind, library, arguments, state, progress, error",
                (owner, owner),
            ).fetchone()
        return _job(row) if row else None

    def report(self, job_id: int, progress: Progress, *, whole: bool = False) -> bool:
        """Note a job's progress; tell whether it should go on.

        Only a `whole` one names every article and failure: those of a long job would be written ten times a second.
        """
        if not whole:
            progress = replace(progress, article_ids=(), failures=progress.failures[:SHOWN])
        with self._database.write() as connection:
            row = connection.execute(
                "UPDATE jobs SET progress = ? WHERE id = ? RETURNING state", (json.dumps(asdict(progress)), job_id)
            ).fetchone()
        return bool(row) and row[0] == "running"

    def finish(self, job_id: int, state: str, error: str = "") -> None:
        with self._database.write() as connection:
            connection.execute("UPDATE jobs SET state = ?, error = ? WHERE id = ?", (state, error, job_id))

    def cancel(self, job_id: int) -> None:
        with self._database.write() as connection:
            connection.execute("UPDATE jobs SET state = 'cancelled' WHERE id = ? AND state = 'waiting'", (job_id,))
            connection.execute("UPDATE jobs SET state = 'cancelling' WHERE id = ? AND state = 'running'", (job_id,))

    def drop(self, job_id: int) -> None:
        with self._database.write() as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))


@cache
def _token(_: int) -> int:
    """Return what tells a process from dead ones, whose id it may have: the first of every container is 1."""
    return secrets.randbits(62)


def _job(row: tuple[Any, ...]) -> Job:
    job_id, kind, library, arguments, state, progress, error = row
    return Job(job_id, kind, library, json.loads(arguments), state, _progress(progress), error)


def _progress(text: str) -> Progress | None:
    if not text:
        return None
    data = json.loads(text)
    data["failures"] = tuple(Failure(**failure) for failure in data["failures"])
    data["article_ids"] = tuple(data["article_ids"])
    data["passed_over"] = tuple((suffix, count) for suffix, count in data.get("passed_over", ()))
    return Progress(**data)
