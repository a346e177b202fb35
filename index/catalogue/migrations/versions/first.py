"""The tables as they are where Alembic begins to count."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Nothing: SQLite's own scripts end here, and PostgreSQL begins here."""
