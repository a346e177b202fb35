"""The tables brought to this Footnote's version inside the open transaction. Alembic loads only where there is work."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, Text, insert, select

from index.errors import HomeUnusable

HEAD = 3
"""Number of the latest revision; raised with each file in `versions`."""
_VERSION = Table("alembic_version", MetaData(), Column("version_num", Text, primary_key=True))


def stamp(connection: Connection) -> None:
    """Note that the tables, made in one go, are of the latest revision."""
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=str(HEAD)))


def upgrade(connection: Connection, name: str) -> None:
    """Apply what is missing; HomeUnusable where a newer Footnote wrote to the catalogue, which `name` names."""
    applied = int(connection.execute(select(_VERSION.c.version_num)).scalar_one())
    if applied > HEAD:
        raise HomeUnusable(
            f"{name} was written by a newer Footnote (revision {applied}, this one knows {HEAD}). "
            "Update Footnote, or use another catalogue."
        )
    if applied < HEAD:
        _run(connection)


def _run(connection: Connection) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(__file__).parent))
    context = MigrationContext.configure(
        connection, opts={"fn": lambda current, _: scripts._upgrade_revs("head", current)}
    )
    with Operations.context(context):
        context.run_migrations()
