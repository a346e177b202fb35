"""Every column of the catalogue travels, or is named as one that does not."""

from __future__ import annotations

from pathlib import Path

from index.database import Database
from index.portable.export import PASSAGE
from index.portable.shapes import ArticleRow
from index.portable.tables import LEFT, LEFT_TABLES, TABLES

CARRIED = {
    "libraries": {"model", "indexed_at"},
    "articles": set(ArticleRow.model_fields),
    "revisions": {"revision", "body"},
    "passages": set(PASSAGE.split(", ")),
}


def test_an_export_says_of_every_column_whether_it_travels(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalogue.sqlite")
    with database.read() as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {
            table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for table in tables - LEFT_TABLES
        }
    database.close()
    carried = CARRIED | {table: set(model.model_fields) - {"number"} for table, model, _ in TABLES.values()}
    carried["quoted"].add("number")
    carried["corrections"].add("number")
    assert columns == {table: carried[table] | LEFT[table] for table in carried}, (
        "index/portable/tables.py names the tables that travel, and LEFT the columns that do not"
    )
