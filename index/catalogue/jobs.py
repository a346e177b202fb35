"""Work handed from a process that does not own the data folder to the one that does."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from index.catalogue.database import Database
from index.tables import jobs
from index.values import Failure, Progress

SHOWN = 50  # failures that are told while a job runs; its end tells all

_COLUMNS = (jobs.c.id, jobs.c.kind, jobs.c.library, jobs.c.arguments, jobs.c.state, jobs.c.progress, jobs.c.error)
_ONE = jobs.c.id == bindparam("job")
_OTHERS = jobs.c.owner != bindparam("me")
_SUBMIT = insert(jobs).returning(jobs.c.id)
_GET = select(*_COLUMNS).where(_ONE)
_COUNTS = select(jobs.c.state, func.count()).group_by(jobs.c.state)
_LEFT = update(jobs).where(jobs.c.state == "cancelling", _OTHERS).values(state="cancelled")
_NEXT = select(func.min(jobs.c.id)).where(or_(jobs.c.state == "waiting", and_(jobs.c.state == "running", _OTHERS)))
_CLAIM = (
    update(jobs)
    .where(jobs.c.id == _NEXT.scalar_subquery())
    .values(state="running", owner=bindparam("me"))
    .returning(*_COLUMNS)
)
_REPORT = update(jobs).where(_ONE).values(progress=bindparam("said")).returning(jobs.c.state)
_FINISH = update(jobs).where(_ONE).values(state=bindparam("ended"), error=bindparam("reason"))
_CANCEL = [
    update(jobs).where(_ONE, jobs.c.state == state).values(state=then)
    for state, then in (("waiting", "cancelled"), ("running", "cancelling"))
]


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
        row = {"kind": kind, "library": library, "arguments": json.dumps(arguments)}
        with self._database.write() as connection:
            return int(connection.execute(_SUBMIT, row).scalar_one())

    def get(self, job_id: int) -> Job | None:
        with self._database.read() as connection:
            row = connection.execute(_GET, {"job": job_id}).first()
        return _job(row) if row else None

    def counts(self) -> dict[str, int]:
        """Return how many jobs there are by their state."""
        with self._database.read() as connection:
            return dict(connection.execute(_COUNTS).all())

    def claim(self) -> Job | None:
        """Take the oldest waiting job; one that its dead owner left running is waiting again."""
        me = {"me": _token(os.getpid())}
        with self._database.write() as connection:
            connection.execute(_LEFT, me)
            row = connection.execute(_CLAIM, me).first()
        return _job(row) if row else None

    def report(self, job_id: int, progress: Progress, *, whole: bool = False) -> bool:
        """Note a job's progress; tell whether it should go on.

        Only a `whole` one names every article and failure: those of a long job would be written ten times a second.
        """
        if not whole:
            progress = replace(progress, article_ids=(), failures=progress.failures[:SHOWN])
        with self._database.write() as connection:
            state = connection.scalar(_REPORT, {"job": job_id, "said": json.dumps(asdict(progress))})
        return bool(state == "running")

    def finish(self, job_id: int, state: str, error: str = "") -> None:
        with self._database.write() as connection:
            connection.execute(_FINISH, {"job": job_id, "ended": state, "reason": error})

    def cancel(self, job_id: int) -> None:
        with self._database.write() as connection:
            for statement in _CANCEL:
                connection.execute(statement, {"job": job_id})

    def drop(self, job_id: int) -> None:
        with self._database.write() as connection:
            connection.execute(delete(jobs).where(_ONE), {"job": job_id})


@cache
def _token(_: int) -> int:
    """Return what tells a process from dead ones, whose id it may have: the first of every container is 1."""
    return secrets.randbits(62)


def _job(row: Iterable[Any]) -> Job:
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
