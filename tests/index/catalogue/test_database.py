"""The tables are of one shape however old a catalogue is, and its version is held against this Footnote's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import bindparam, insert, select, text, update

from index.catalogue import migrations
from index.catalogue.database import Database
from index.catalogue.migrations.migrate import HEAD
from index.catalogue.schema import SCHEMA
from index.errors import HomeUnusable
from index.tables import METADATA, articles, libraries
from tests.index.sums import counted, kept
from tests.postgres import Server


def _differences(database: Database) -> list[str]:
    with database.write() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)
    return [str(one) for one in found]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where nothing is yet, and what no other test has."""
    if request.param == "sqlite":
        return tmp_path / "catalogue.sqlite"
    running: Server = request.getfixturevalue("postgres")
    return running.empty()


def test_a_catalogue_has_the_tables_that_the_statements_are_made_of(place: Path | str) -> None:
    database = Database(place)
    assert _differences(database) == []
    database.close()


def test_a_server_finds_what_nobody_was_shown_by_an_index_of_that_alone(postgres: Server) -> None:
    database = Database(postgres.empty())
    with database.read() as connection:
        told = (
            "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = 'correction_unshown'"
        )
        assert "WHERE (shown_at = ''" in connection.exec_driver_sql(told).scalar_one()
    database.close()


def test_a_new_file_has_the_tables_of_one_of_the_first_version_that_was_brought_here(tmp_path: Path) -> None:
    first, new = tmp_path / "first.sqlite", tmp_path / "new.sqlite"
    assert isinstance(SCHEMA[0], str)
    with closing(sqlite3.connect(first)) as connection:
        connection.executescript(SCHEMA[0])
        connection.execute("PRAGMA user_version = 1")
    assert _shape(first) == _shape(new)


def _shape(path: Path) -> dict[str, tuple[object, ...]]:
    """Return how each table is kept, its columns and its indexes, as a catalogue has them once it was opened."""
    Database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name, wr FROM pragma_table_list WHERE schema = 'main'").fetchall()
        columns = 'SELECT name, type, "notnull" OR pk, dflt_value, pk FROM pragma_table_info(?)'
        indexes = (
            'SELECT l."unique", l.origin, l.partial, group_concat(i.name) '
            "FROM pragma_index_list(?) l, pragma_index_info(l.name) i GROUP BY l.name"
        )
        return {
            name: (kept, *(sorted(connection.execute(query, (name,)).fetchall()) for query in (columns, indexes)))
            for name, kept in tables
            if name != "alembic_version"
        }


def test_the_latest_revision_is_known_without_loading_alembic() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == str(HEAD)


def test_a_catalogue_of_a_later_revision_is_refused(place: Path | str) -> None:
    database = Database(place)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :later"), {"later": str(HEAD + 1)})
    database.close()
    with pytest.raises(HomeUnusable, match="newer Footnote"):
        Database(place)


def test_a_server_of_the_first_revision_is_brought_to_the_latest(postgres: Server) -> None:
    database = Database(place := postgres.empty())
    with database.write() as connection:
        for statement in (
            "DROP TABLE spooled", "ALTER TABLE jobs DROP COLUMN lease", "DROP TABLE totals",
            "UPDATE alembic_version SET version_num = '1'",
        ):  # fmt: skip
            connection.execute(text(statement))
    database.close()
    again = Database(place)
    assert _differences(again) == []
    again.close()


def test_a_catalogue_from_before_totals_were_kept_has_them_counted_when_it_is_opened(place: Path | str) -> None:
    database = Database(place)
    rows = [
        {
            "library": number % 2, "id": str(number), "source": str(number), "digest": "", "revision": 1,
            "live": number % 3, "title": "", "byline": "Ana " * 200 * (number % 2), "publisher": f"Post {number % 4}",
            "published": f"2024-03-{10 + number}" if number % 5 else None, "url": "", "passages": number,
            "indexed_at": f"2024-04-{10 + number % 3}", "language": "en",
        }
        for number in range(20)
    ]  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(articles), rows)
        connection.execute(text("DROP TABLE totals"))
        connection.execute(text("UPDATE alembic_version SET version_num = '2'"))
    database.close()
    again = Database(place)
    for library in (0, 1):
        assert kept(again, library) == counted(again, library) != {}
    again.close()


def test_what_was_read_once_is_read_again_after_a_change_by_whomever_and_after_none_that_was_taken_back(
    place: Path | str,
) -> None:
    one, other = Database(place), Database(place)
    asked = select(libraries.c.changes).where(libraries.c.name == bindparam("called"))

    def seen(database: Database) -> int | None:
        row = database.first(asked, called="news")
        return row[0] if row else None

    def fail(database: Database) -> None:
        with database.write() as connection:
            connection.execute(update(libraries).values(changes=9))
            assert seen(database) == 9
            raise ValueError("the disk is full")

    assert (seen(one), seen(other)) == (None, None)
    for database in (one, other):
        for _ in range(2):
            with database.write() as connection:
                before = seen(database) or 0
                if not before:
                    connection.execute(insert(libraries), {"name": "news"})
                connection.execute(update(libraries).values(changes=before + 1))
                assert seen(database) == before + 1
            assert seen(one) == seen(other) == before + 1
        with pytest.raises(ValueError, match="the disk is full"):
            fail(database)
        assert seen(one) == seen(other) == before + 1
    one.close()
    other.close()
