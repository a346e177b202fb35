"""Work between processes: whoever does not own the data folder asks the owner, and follows."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index import errors
from index.catalogue.database import Database
from index.catalogue.jobs import Job, Jobs
from index.catalogue.owner import Ownership
from index.errors import Cancelled, HomeBusy, IndexFault, UnreadableSource
from index.values import Progress, Report

Perform = Callable[[str, str, dict[str, Any], Report, Sequence[bytes]], Progress]
POLL = 0.1
PATIENCE = 900.0  # seconds until a job that no owner takes is given up; an owner may be busy with another job
log = logging.getLogger(__name__)


class Handover:
    """Both ends of the jobs table."""

    def __init__(self, home: Path, database: Database, ownership: Ownership, perform: Perform) -> None:
        self._home, self._jobs, self._ownership, self._perform = home, Jobs(database), ownership, perform

    def counts(self) -> dict[str, int]:
        """Return how many jobs there are by their state."""
        return self._jobs.counts()

    def ask(
        self, kind: str, library: str, arguments: dict[str, Any], progress: Report, data: Sequence[bytes]
    ) -> Progress:
        """Hand a job to the owner and follow it to its end."""
        return self._follow(self._jobs.submit(kind, library, arguments, data), progress)

    def _follow(self, job_id: int, progress: Report) -> Progress:
        """Wait for a job; whoever waits does the work itself once the owner is gone."""
        last: Progress | None = None
        until = time.monotonic() + PATIENCE
        try:
            while True:
                if self._ownership.acquire():
                    self.work_off()
                job = self._jobs.get(job_id)
                if job is None or job.state in {"done", "failed", "cancelled"}:
                    break
                if job.state == "waiting" and time.monotonic() > until:
                    raise HomeBusy(
                        f"Process {self._ownership.pid} holds {self._home} and takes no work. Stop it first."
                    )
                now = job.progress or (Progress(stage="waiting") if job.state == "waiting" else None)
                if now and now != last:
                    last = now
                    progress(last)
                time.sleep(POLL)
        except BaseException:
            self._jobs.cancel(job_id)
            raise
        return self._outcome(job, progress)

    def _outcome(self, job: Job | None, progress: Report) -> Progress:
        if job is None:
            raise Cancelled("The job is gone.")
        self._jobs.drop(job.id)
        if job.state != "done":
            name, _, message = job.error.partition(": ")
            kind = getattr(errors, name, IndexFault)
            error = IndexFault.__new__(kind if issubclass(kind, IndexFault) else IndexFault)
            error.args = (message or "The job was stopped.",)
            if isinstance(error, UnreadableSource):
                error.source, _, error.reason = message.partition(": ")
            raise error
        progress(job.progress or Progress(stage="finished"))
        return job.progress or Progress(stage="finished")

    def work_off(self) -> None:
        """Do every job that waits."""
        while job := self._jobs.claim():
            self._execute(job)

    def _execute(self, job: Job) -> None:
        """Do one job of another process; its error goes back to whoever asked."""
        report = _Reporter(self._jobs, job.id)
        try:
            data = self._jobs.files(job.id)
            with self._jobs.renewed():
                report.last(self._perform(job.kind, job.library, job.arguments, report, data))
            self._jobs.finish(job.id, "done")
        except Cancelled as error:
            self._jobs.finish(job.id, "cancelled", f"Cancelled: {error}")
        except IndexFault as error:
            self._jobs.finish(job.id, "failed", f"{type(error).__name__}: {error}")
        except Exception:  # the wall of a background task
            name = uuid.uuid4().hex[:8]
            log.exception("job %s failed (%s)", job.kind, name)
            self._jobs.finish(job.id, "failed", f"IndexFault: The job failed; error {name} in the log says why.")


class _Reporter:
    """Writes a job's progress at most ten times a second; raises Cancelled once it was cancelled."""

    def __init__(self, jobs: Jobs, job_id: int) -> None:
        self._jobs, self._id, self._next = jobs, job_id, 0.0

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + POLL
            if not self._jobs.report(self._id, progress):
                raise Cancelled("The job was stopped by the one who asked for it.")

    def last(self, progress: Progress) -> None:
        self._jobs.report(self._id, progress, whole=True)
