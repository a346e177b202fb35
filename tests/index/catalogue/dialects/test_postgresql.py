"""What is wrong with a PostgreSQL catalogue is said in a sentence that holds no password."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from index.catalogue.backup import backup
from index.catalogue.database import Database
from index.catalogue.jobs import Jobs
from index.catalogue.owner import Ownership
from index.errors import CopyRefused, HomeUnusable
from tests.ports import free_port
from tests.postgres import Server


def _said(place: str) -> str:
    with pytest.raises(HomeUnusable) as caught:
        Database(place)
    assert "crowns" not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://footnote:crowns@harbour:port/news",
        "sqlite:////news",
        "mysql://footnote:crowns@harbour/news",
        "news",
    ],
)
def test_an_address_of_nothing_is_refused(address: str) -> None:
    assert "CATALOGUE_URL is no address" in _said(address)


def test_a_server_that_does_not_run_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert "cannot be reached" in _said(f"postgresql://footnote:crowns@127.0.0.1:{free_port()}/news")
    assert "crowns" not in caplog.text


def test_a_database_or_a_user_that_is_not_there_is_said(postgres: Server) -> None:
    server = f"127.0.0.1:{postgres.port}"
    assert "news on 127.0.0.1 does not exist" in _said(f"postgresql://footnote:crowns@{server}/news")
    assert "refuses this user" in _said(f"postgresql://nobody:crowns@{server}/postgres")
    assert "no schema" in _said(f"postgresql://footnote:crowns@{server}/postgres?options=-csearch_path%3Dnowhere")


def test_a_wrong_password_is_said(postgres: Server) -> None:
    assert "refuses this user" in _said(postgres.strict("crowns of others"))
    Database(postgres.strict("secret")).close()


def test_a_server_that_accepts_no_writes_is_said(postgres: Server) -> None:
    place = postgres.place()
    Database(place).close()
    database = Database(f"{place}%20-cdefault_transaction_read_only%3Don")
    with pytest.raises(HomeUnusable, match="read-only"):
        Jobs(database).submit("sync", "default", {})
    database.close()


def test_a_server_that_was_restarted_is_asked_again(postgres: Server) -> None:
    database = Database(postgres.place())
    job = Jobs(database).submit("sync", "default", {})
    postgres.restart()
    assert Jobs(database).get(job)
    database.close()


def test_copies_are_left_to_postgresql(postgres: Server, tmp_path: Path) -> None:
    database = Database(postgres.place())
    with pytest.raises(CopyRefused, match="pg_dump"):
        backup(database, tmp_path / "copy.sqlite")
    database.close()


def test_one_process_works_on_a_catalogue_whichever_machine_it_is_on(postgres: Server, tmp_path: Path) -> None:
    here, there = Database(place := postgres.place()), Database(place)
    one, other = (
        Ownership(_folder(tmp_path / "here"), here.guard()),
        Ownership(_folder(tmp_path / "there"), there.guard()),
    )
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire(wait=5)
    assert not one.acquire()
    other.release()
    for database in (here, there):
        database.close()


def test_who_lost_the_server_no_longer_owns_its_catalogue(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.catalogue.dialects.postgresql.CHECKED_SECONDS", 0)
    database = Database(postgres.place())
    ownership = Ownership(tmp_path, database.guard())
    assert ownership.acquire()
    postgres.restart()
    assert not ownership.held
    assert ownership.acquire()
    ownership.release()
    database.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
