"""Files of a job in the catalogue, and until when its worker may be silent: others may be on other machines."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add a table and a column."""
    long = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "spooled",
        sa.Column("job", long, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("job", "number"),
    )
    op.add_column("jobs", sa.Column("lease", long, nullable=False, server_default=sa.text("0")))
