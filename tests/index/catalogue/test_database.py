"""The tables are of one shape however old a catalogue is, and its version is held against this Footnote's."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from index.catalogue import migrations
from index.catalogue.database import Database
from index.catalogue.migrations.migrate import HEAD
from index.errors import HomeUnusable
from index.tables import METADATA
from tests.postgres import Server


def _differences(database: Database) -> list[str]:
    with database.write() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)
    return [str(one) for one in found]


def test_a_catalogue_has_the_tables_that_the_statements_are_made_of(place: Path | str) -> None:
    database = Database(place)
    assert _differences(database) == []
    database.close()


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
    database = Database(place := postgres.place())
    with database.write() as connection:
        for statement in (
            "DROP TABLE spooled", "ALTER TABLE jobs DROP COLUMN lease", "UPDATE alembic_version SET version_num = '1'",
        ):  # fmt: skip
            connection.execute(text(statement))
    database.close()
    again = Database(place)
    assert _differences(again) == []
    again.close()
