"""What a library holds in all, counted once here and kept from now on."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

FACETS = ("publisher", "byline", "language", "published", "indexed_at")


def upgrade() -> None:
    """Add a table and fill it."""
    long = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    bytewise = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "totals",
        sa.Column("library", long, nullable=False),
        sa.Column("facet", bytewise, nullable=False),
        sa.Column("name", bytewise, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("library", "facet", "name"),
        sqlite_with_rowid=False,
    )
    live = "FROM articles WHERE live <> 0"
    op.execute(f"INSERT INTO totals SELECT library, '', '', count(*), sum(passages) {live} GROUP BY library")
    for facet in FACETS:
        name = f"substr({facet}, 1, 500)"
        op.execute(
            f"INSERT INTO totals SELECT library, '{facet}', {name}, count(*), sum(passages) {live} "
            f"AND {facet} IS NOT NULL GROUP BY library, {name}"
        )
