"""What is wrong with a PostgreSQL catalogue is said in a sentence that holds no password."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import LiteralString

import pytest

from index.catalogue.backup import backup
from index.catalogue.database import Database
from index.catalogue.jobs import Jobs
from index.errors import CopyRefused, HomeUnusable
from tests.conftest import ROOT
from tests.ports import free_port
from tests.postgres import Server

DYING = """
import os, sys
from index.catalogue.database import Database
with Database(sys.argv[1]).alone("news"):
    os._exit(1)
"""


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


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_lacks_characters_is_refused(postgres: Server, encoding: LiteralString) -> None:
    assert "UTF-8" in _said(postgres.encoded(encoding))


def test_a_writer_that_stands_still_does_not_keep_others_waiting_for_ever(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = postgres.place()
    one, other = Database(place), Database(place)
    monkeypatch.setattr("index.catalogue.dialects.postgresql.BUSY", "100ms")
    with one.write(), pytest.raises(HomeUnusable, match="too long"):
        Jobs(other).submit("sync", "default", {})
    assert Jobs(other).submit("sync", "default", {})
    for database in (one, other):
        database.close()


def test_too_many_connections_at_once_are_said(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(postgres.place())
    monkeypatch.setattr(database._engine.pool, "_timeout", 0.1)
    with ExitStack() as taken:
        for _ in range(30):
            taken.enter_context(database.snapshot())
        with pytest.raises(HomeUnusable, match="no connection left"):
            Jobs(database).counts()
    assert Jobs(database).counts() == {}
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


def test_one_process_at_a_time_changes_a_library_whichever_machine_it_is_on(postgres: Server) -> None:
    here, there = Database(place := postgres.place()), Database(place)
    asked = Event()

    def work() -> None:
        with there.alone("news", asked.set), there.alone("news"):
            pass

    with here.alone("news"), here.alone("news"):
        with there.alone("sport"):
            pass
        other = Thread(target=work)
        other.start()
        assert asked.wait(20)
    other.join(20)
    assert not other.is_alive()
    for database in (here, there):
        database.close()


def test_who_died_keeps_no_library_from_others(postgres: Server) -> None:
    place = postgres.place()
    subprocess.run([sys.executable, "-c", DYING, place], cwd=ROOT, check=False)
    database = Database(place)
    with database.alone("news", lambda: pytest.fail("somebody has it")):
        pass
    database.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_who_holds_many_names_needs_one_connection(postgres: Server) -> None:
    """A file of all libraries names as many as there are servers, and a bot of very many servers as many shards."""
    place = postgres.place()
    here, there = Database(place), Database(place)
    names = [f"guild-{number}" for number in range(40)]
    with here.alone(names):
        for name in (names[0], names[-1]):
            with pytest.raises(TimeoutError), there.alone(name, _impatient):
                pass
    with there.alone(names[-1], _impatient):
        pass
    here.close()
    there.close()


def _impatient() -> None:
    raise TimeoutError
