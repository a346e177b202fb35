"""Work handed from a process to one that works on the catalogue, here or on another machine."""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from index.catalogue.database import Database
from index.errors import HomeUnusable
from index.tables import jobs, spooled
from index.values import Failure, Progress

log = logging.getLogger(__name__)
SHOWN = 50  # failures that are told while a job runs; its end tells all
LEASE = 30
"""Seconds for which a worker that shares its catalogue with others may be silent until its jobs are taken from it."""

_COLUMNS = (jobs.c.id, jobs.c.kind, jobs.c.library, jobs.c.arguments, jobs.c.state, jobs.c.progress, jobs.c.error)
_ONE = jobs.c.id == bindparam("job")
_OTHERS = jobs.c.owner != bindparam("me")
_LEFT_BEHIND = or_(and_(_OTHERS, jobs.c.lease < bindparam("over")), jobs.c.lease < bindparam("lapsed"))
_BUSY = select(jobs.c.library).where(
    jobs.c.state.in_(("running", "cancelling")), _OTHERS, jobs.c.lease >= bindparam("over")
)
_SUBMIT = insert(jobs).returning(jobs.c.id)
_GET = select(*_COLUMNS).where(_ONE)
_COUNTS = select(jobs.c.state, func.count()).group_by(jobs.c.state)
_LEFT = update(jobs).where(jobs.c.state == "cancelling", _LEFT_BEHIND).values(state="cancelled")
_WAITING = and_(jobs.c.state == "waiting", jobs.c.library.not_in(_BUSY))
_NEXT = (
    select(jobs.c.id)
    .where(or_(_WAITING, and_(jobs.c.state == "running", _LEFT_BEHIND)))
    .order_by(jobs.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(jobs)
    .where(jobs.c.id == _NEXT.scalar_subquery())
    .values(state="running", owner=bindparam("me"), lease=bindparam("until"))
    .returning(*_COLUMNS)
)
_RENEW = update(jobs).where(jobs.c.owner == bindparam("me"), jobs.c.state.in_(("running", "cancelling")))
_RENEWED = _RENEW.values(lease=bindparam("until"))
_REPORT = update(jobs).where(_ONE).values(progress=bindparam("said")).returning(jobs.c.state)
_SPOOLED = select(spooled.c.data).where(spooled.c.job == bindparam("job")).order_by(spooled.c.number)
_UNSPOOL = delete(spooled).where(spooled.c.job == bindparam("job"))
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

    def submit(self, kind: str, library: str, arguments: dict[str, Any], data: Sequence[bytes] = ()) -> int:
        """Hand a job over, with the files that belong to it."""
        row = {"kind": kind, "library": library, "arguments": json.dumps(arguments)}
        with self._database.write() as connection:
            number = int(connection.execute(_SUBMIT, row).scalar_one())
            if data:
                rows = [{"job": number, "number": place, "data": one} for place, one in enumerate(data)]
                connection.execute(insert(spooled), rows)
        return number

    def files(self, job_id: int) -> list[bytes]:
        """Return the files that belong to a job that has not ended."""
        with self._database.read() as connection:
            return list(connection.scalars(_SPOOLED, {"job": job_id}))

    def get(self, job_id: int) -> Job | None:
        with self._database.read() as connection:
            row = connection.execute(_GET, {"job": job_id}).first()
        return _job(row) if row else None

    def counts(self) -> dict[str, int]:
        """Return how many jobs there are by their state."""
        with self._database.read() as connection:
            return dict(connection.execute(_COUNTS).all())

    def claim(self) -> Job | None:
        """Take the oldest job that waits, or that a worker left behind; not one for a library that another works on.

        Who takes jobs of a file owns its folder, so that all others are dead; of a database their leases tell, also
        that this process could not say how one of its own ended.
        """
        now, kept = int(time.time()), self._database.dialect.kept
        who = {"me": _token(os.getpid()), "over": 2 * now if kept else now, "lapsed": 0 if kept else now}
        with self._database.write() as connection:
            connection.execute(_LEFT, who)
            row = connection.execute(_CLAIM, who | {"until": now + LEASE}).first()
        return _job(row) if row else None

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Say again and again, meanwhile, that the worker of this process's jobs is alive, to those it shares with."""
        if self._database.dialect.kept:
            yield
            return
        ended = threading.Event()
        thread = threading.Thread(target=self._renew, args=(ended,), name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _renew(self, ended: threading.Event) -> None:
        while not ended.wait(LEASE / 4):
            try:
                with self._database.write() as connection:
                    connection.execute(_RENEWED, {"me": _token(os.getpid()), "until": int(time.time()) + LEASE})
            except HomeUnusable as error:  # whoever works notices it too
                log.warning("%s", error)

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
            connection.execute(_UNSPOOL, {"job": job_id})

    def cancel(self, job_id: int) -> None:
        with self._database.write() as connection:
            for statement in _CANCEL:
                connection.execute(statement, {"job": job_id})

    def drop(self, job_id: int) -> None:
        with self._database.write() as connection:
            connection.execute(delete(jobs).where(_ONE), {"job": job_id})
            connection.execute(_UNSPOOL, {"job": job_id})


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
