"""What a test gets of the PostgreSQL server is as a new catalogue is, whoever had it before."""

from __future__ import annotations

from sqlalchemy import select

from index.catalogue.database import Database
from index.catalogue.jobs import Jobs
from index.tables import METADATA
from tests.postgres import Server


def test_nothing_is_left_of_what_another_test_wrote(postgres: Server) -> None:
    place = postgres.place()
    database = Database(place)
    Jobs(database).submit("add", "news", {}, [b"a file"])
    database.close()
    postgres.take_back()
    assert postgres.place() == place
    again = Database(place)
    with again.read() as connection:
        rows = {name: connection.execute(select(table)).all() for name, table in METADATA.tables.items()}
    assert rows.pop("alembic_version", True)
    assert not any(rows.values())
    assert Jobs(again).submit("sync", "news", {}) == 1
    again.close()
