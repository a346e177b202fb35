"""Work that waits in the jobs table is done once, whichever process dies meanwhile."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import text

from index.catalogue.database import Database
from index.catalogue.jobs import Jobs
from index.catalogue.owner import Ownership
from index.errors import FetchFailed
from index.ingest.handover import Handover
from index.values import Failure, Progress
from tests.index.catalogue.claiming import claimed_by_a_process_that_dies
from tests.postgres import Server


@pytest.fixture
def jobs(place: Path | str) -> Iterator[Jobs]:
    database = Database(place)
    yield Jobs(database)
    database.close()


def _lapse(place: Path | str) -> None:
    """Let the time pass after which a silent worker of a shared catalogue is taken for dead."""
    if isinstance(place, str):
        database = Database(place)
        with database.write() as connection:
            connection.execute(text("UPDATE jobs SET lease = 1"))
        database.close()


def test_a_job_of_a_dead_owner_is_taken_again_even_under_the_same_process_id(jobs: Jobs, place: Path | str) -> None:
    job = jobs.submit("sync", "default", {})
    assert claimed_by_a_process_that_dies(place) == job
    _lapse(place)
    assert claimed_by_a_process_that_dies(place) == job
    _lapse(place)
    claimed = jobs.claim()
    assert claimed
    assert claimed.id == job


def test_an_owner_takes_each_of_its_jobs_once(jobs: Jobs, place: Path | str) -> None:
    one, two = jobs.submit("sync", "default", {}), jobs.submit("add", "default", {})
    assert [job.id if job else None for job in (jobs.claim(), jobs.claim(), jobs.claim())] == [one, two, None]
    again = Database(place)
    assert Jobs(again).claim() is None
    again.close()


def test_a_cancelled_job_of_a_dead_owner_is_not_done(jobs: Jobs, place: Path | str) -> None:
    job = jobs.submit("sync", "default", {})
    claimed_by_a_process_that_dies(place)
    _lapse(place)
    jobs.cancel(job)
    assert jobs.claim() is None
    found = jobs.get(job)
    assert found
    assert found.state == "cancelled"


def test_files_stay_with_their_job_until_it_ends(jobs: Jobs, place: Path | str) -> None:
    job = jobs.submit("add_files", "default", {"names": ["a", "b"]}, [b"one", b"\x00two"])
    other = jobs.submit("add_files", "default", {"names": ["c"]}, [b"three"])
    assert jobs.files(job) == [b"one", b"\x00two"]
    jobs.finish(job, "done")
    assert jobs.files(job) == []
    assert jobs.files(other) == [b"three"]
    jobs.drop(other)
    assert jobs.files(other) == []


def test_workers_of_one_catalogue_share_its_jobs_but_no_library(postgres: Server) -> None:
    place = postgres.place()
    database = Database(place)
    jobs = Jobs(database)
    one, two = jobs.submit("sync", "news", {}), jobs.submit("add", "news", {})
    other = jobs.submit("sync", "sport", {})
    assert claimed_by_a_process_that_dies(place) == one
    assert claimed_by_a_process_that_dies(place) == other
    assert claimed_by_a_process_that_dies(place) is None
    jobs.finish(one, "done")
    assert claimed_by_a_process_that_dies(place) == two
    database.close()


def test_a_worker_that_is_alive_keeps_its_job_however_long_it_takes(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = postgres.place()
    database = Database(place)
    jobs = Jobs(database)
    jobs.submit("sync", "news", {})
    monkeypatch.setattr("index.catalogue.jobs.LEASE", 2)
    job = jobs.claim()
    assert job
    with jobs.renewed():
        for _ in range(2):
            _lapse(place)
            assert _until(lambda: _lease(database, job.id) > time.time())
            assert claimed_by_a_process_that_dies(place) is None
    database.close()


def _lease(database: Database, job: int) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT lease FROM jobs WHERE id = :job"), {"job": job}).scalar_one())


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_the_progress_of_a_long_job_stays_small_and_its_end_tells_everything(jobs: Jobs) -> None:
    job = jobs.submit("sync", "default", {})
    jobs.claim()
    failures = tuple(Failure(f"/articles/{number}.txt", "the file is empty.") for number in range(5_000))
    progress = Progress(found=10_000, new=5_000, failures=failures, article_ids=tuple(map(str, range(5_000))))
    assert jobs.report(job, progress)
    told = jobs.get(job)
    assert told
    assert told.progress
    assert told.progress.new == 5_000
    assert told.progress.failures == failures[: len(told.progress.failures)]
    assert len(json.dumps(asdict(told.progress))) < 10_000
    jobs.report(job, progress, whole=True)
    told = jobs.get(job)
    assert told
    assert told.progress == progress


def test_who_waits_for_another_process_is_told_so_and_does_the_work_when_that_is_gone(
    tmp_path: Path, place: Path | str
) -> None:
    database = Database(place)
    owner, mine = Ownership(tmp_path), Ownership(tmp_path)
    assert owner.acquire()
    stages: list[str] = []

    def report(progress: Progress) -> None:
        stages.append(progress.stage)
        owner.release()

    desk = Handover(tmp_path, database, mine, lambda *_: Progress(stage="finished", found=1))
    assert desk.ask("sync", "default", {}, report, ()).found == 1
    assert stages == ["waiting", "finished"]
    mine.release()
    database.close()


def test_who_asked_is_told_why_a_source_could_not_be_read(tmp_path: Path) -> None:
    """The bot shows the reason alone, and notes it in the log of the library."""

    def perform(*_: object) -> Progress:
        raise FetchFailed("https://news.example/feed", "it answered: 503.", status=503)

    database = Database(tmp_path / "catalogue.sqlite")
    mine, owner = Ownership(tmp_path), Ownership(tmp_path)
    assert owner.acquire()

    def report(_: Progress) -> None:
        owner.release()

    with pytest.raises(FetchFailed) as caught:
        Handover(tmp_path, database, mine, perform).ask("refresh", "default", {}, report, ())
    assert (caught.value.source, caught.value.reason) == ("https://news.example/feed", "it answered: 503.")
    assert str(caught.value) == "https://news.example/feed: it answered: 503."
    mine.release()
    database.close()


def test_a_job_whose_end_a_server_did_not_hear_of_is_taken_again(postgres: Server) -> None:
    """An outage that ends a job keeps its worker from saying so; whoever asked would wait for ever."""
    place = postgres.place()
    database = Database(place)
    jobs = Jobs(database)
    job = jobs.submit("sync", "default", {})
    assert (jobs.claim(), jobs.claim()) == (jobs.get(job), None)
    _lapse(place)
    again = jobs.claim()
    assert again
    assert again.id == job
    database.close()
