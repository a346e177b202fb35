"""Every column of the catalogue travels, or is named as one that does not."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from index.catalogue.codec import dump_article
from index.portable.export import PASSAGE
from index.portable.shapes import TABLES, ArticleRow, RevisionRow
from index.tables import METADATA
from index.values import Article, Block, Span

LEFT = {
    "libraries": {"id", "name", "collection", "changes"},
    "articles": {"library", "title", "byline", "publisher", "published", "modified", "url", "language", "story"},
    "revisions": {"library", "article"},
    "passages": {"rowid", "library", "id", "article", "revision", "digest"},
    "files": {"library"},
    "sources": {"id", "library"},
    "items": {"library"},
    "records": {"rowid", "library"},
    "quoted": {"library"},
    "corrections": {"id", "library"},
    "audit": {"id", "library"},
}
"""Columns that do not travel: numbers of one data folder, and what follows from revision, text and model."""
LEFT_TABLES = {"departed", "jobs", "spooled", "staged", "signatures", "bands", "terms", "totals"}
"""Work under way, and what is made of the articles' text."""
CARRIED = {
    "libraries": {"model", "indexed_at"},
    "articles": set(ArticleRow.model_fields),
    "revisions": {"revision", "body"},
    "passages": set(PASSAGE),
}


def test_an_export_says_of_every_column_whether_it_travels() -> None:
    columns = {name: set(table.columns.keys()) for name, table in METADATA.tables.items() if name not in LEFT_TABLES}
    carried = CARRIED | {table.name: set(model.model_fields) - {"number"} for table, model, _ in TABLES.values()}
    carried["quoted"].add("number")
    carried["corrections"].add("number")
    assert columns == {table: carried[table] | LEFT[table] for table in carried}, (
        "index/portable/shapes.py names the tables that travel, LEFT above the columns that do not"
    )


def test_an_export_takes_every_field_of_an_article() -> None:
    """Fields that an article got later and that are stored only where they are set."""
    kinds: dict[str, Any] = {"str": "a", "bool": True, "date | None": date(2024, 1, 2), "int": 3}
    values: dict[str, Any] = {field.name: kinds.get(str(field.type)) for field in fields(Article)}
    values |= {"blocks": (Block(0, 1, "prose"),), "sentences": (Span(0, 1),)}
    values |= {"url": "https://harbour.example/1", "origin": "https://harbour.example/2"}
    article = Article(**values)
    row = RevisionRow.model_validate_json(f'{{"number":3,"body":{dump_article(article)}}}')
    assert row.article("a") == article
