"""The tables of the catalogue, as both databases have them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

METADATA = MetaData()


class _WithoutNul(TypeDecorator[str]):
    """PostgreSQL's text, which holds every character but one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        return value and value.replace("\0", "\ufffd")


_BYTEWISE = Text().with_variant(
    _WithoutNul(collation="C"), "postgresql"
)  # SQLite's own order: ids and times sort by bytes
_LONG = BigInteger().with_variant(Integer(), "sqlite")  # SQLite numbers rows by a column of type INTEGER only


def _text(name: str, default: str | None = None) -> Column[str]:
    return Column(name, _BYTEWISE, nullable=False, server_default=None if default is None else text(f"'{default}'"))


def _number(name: str, default: int | None = None) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=None if default is None else text(str(default)))


def _long(name: str) -> Column[int]:
    return Column(name, _LONG, nullable=False)


def _key(name: str) -> Column[int]:
    """Return the column that numbers rows in the order in which they came."""
    return Column(name, _LONG, Identity(), primary_key=True)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _table(name: str, *parts: Any, numbered: bool = True) -> Table:
    """Return a table; SQLite keeps the rows of one that is not `numbered` in its primary key."""
    return Table(name, METADATA, *parts, sqlite_with_rowid=numbered)


libraries = _table(
    "libraries",
    _key("id"), _text("name"), _text("model", ""), _text("collection", ""), _text("indexed_at", ""),
    _number("changes", 0), UniqueConstraint("name"),
)  # fmt: skip
articles = _table(
    "articles",
    _long("library"), _text("id"), _text("source"), _text("digest"), _number("revision"), _number("live"),
    _text("title"), _text("byline"), _text("publisher"), Column("published", _BYTEWISE), Column("modified", _BYTEWISE),
    _text("url"), _number("passages"), _text("indexed_at"), _text("language", ""), _text("story", ""),
    PrimaryKeyConstraint("library", "id"), numbered=False,
)  # fmt: skip
Index("article_story", articles.c.library, articles.c.story)
revisions = _table(
    "revisions",
    _long("library"), _text("article"), _number("revision"), _text("body"),
    PrimaryKeyConstraint("library", "article", "revision"),
)  # fmt: skip
passages = _table(
    "passages",
    _key("rowid"), _long("library"), _text("id"), _text("article"), _number("revision"), _number("start"),
    _number("end"), _text("kind"), _text("section"), _bytes("digest"), _bytes("embedding"),
)  # fmt: skip
Index("passage_id", passages.c.library, passages.c.id, unique=True)
Index("passage_article", passages.c.library, passages.c.article)
Index("passage_digest", passages.c.library, passages.c.digest)
terms = _table(
    "terms",
    Column("passage", _LONG, ForeignKey("passages.rowid", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _text("terms"),
)
staged = _table(
    "staged",
    _long("library"), _text("model"), _text("id"), _text("article"), _number("revision"), _number("start"),
    _number("end"), _text("kind"), _text("section"), _bytes("digest"), _bytes("embedding"), _text("terms"),
    PrimaryKeyConstraint("library", "model", "id"),
)  # fmt: skip
Index("staged_digest", staged.c.library, staged.c.digest)
files = _table(
    "files",
    _long("library"), _text("path"), _text("digest"), _text("sources"), PrimaryKeyConstraint("library", "path"),
    numbered=False,
)  # fmt: skip
records = _table(
    "records",
    _key("rowid"), _long("library"), _text("kind"), _text("key"), _text("value"),
    UniqueConstraint("library", "kind", "key"),
)  # fmt: skip
jobs = _table(
    "jobs",
    _key("id"), _text("kind"), _text("library"), _text("arguments"), _text("state", "waiting"), _text("progress", ""),
    _text("error", ""), Column("owner", _LONG, nullable=False, server_default=text("0")),
    Column("lease", _LONG, nullable=False, server_default=text("0")),
)  # fmt: skip
spooled = _table(
    "spooled", _long("job"), _number("number"), _bytes("data"), PrimaryKeyConstraint("job", "number"),
)  # fmt: skip
sources = _table(
    "sources",
    _key("id"), _long("library"), _text("kind"), _text("address"), _text("title", ""), _number("every", 0),
    _number("paused", 0), _text("added_by", ""), _text("added_at", ""), _text("due_at", ""), _text("tried_at", ""),
    _text("succeeded_at", ""), _text("error", ""), _number("alarmed", 0), _text("validators", "{}"),
    _text("counts", "{}"), UniqueConstraint("library", "address"),
)  # fmt: skip
items = _table(
    "items",
    _long("library"), _long("source"), _text("address"), _text("article", ""), _text("stamp", ""), _text("etag", ""),
    _text("modified", ""), _text("fetched_at", ""), _text("due_at", ""), _number("misses", 0), _text("error", ""),
    PrimaryKeyConstraint("source", "address"), numbered=False,
)  # fmt: skip
Index("item_article", items.c.library, items.c.article)
audit = _table(
    "audit",
    _key("id"), _long("library"), _text("at"), _text("actor"), _text("action"), _text("subject"), _text("result", ""),
)  # fmt: skip
Index("audit_library", audit.c.library, audit.c.id)
signatures = _table(
    "signatures",
    _key("number"), _long("library"), _text("article"), _bytes("signature"), UniqueConstraint("library", "article"),
)  # fmt: skip
bands = _table(
    "bands",
    _long("library"), _long("key"), _long("signature"), PrimaryKeyConstraint("library", "key", "signature"),
    numbered=False,
)  # fmt: skip
quoted = _table(
    "quoted",
    _long("library"), _text("answer"), _number("number"), _text("article"), _number("revision"), _number("start"),
    _number("end"), _text("digest"), _text("quoted_at"), _number("checked"), _text("place", ""),
    PrimaryKeyConstraint("library", "answer", "number"), numbered=False,
)  # fmt: skip
Index("quoted_article", quoted.c.library, quoted.c.article, quoted.c.checked)
corrections = _table(
    "corrections",
    _key("id"), _long("library"), _text("answer"), _number("number"), _text("kind"), _number("later"),
    _number("start"), _number("end"), _text("noticed_at"), _text("shown_at", ""),
    UniqueConstraint("library", "answer", "number", "later", "kind"),
)  # fmt: skip
Index("correction_library", corrections.c.library, corrections.c.id)
CORRECTION_UNSHOWN = Index(
    "correction_unshown", corrections.c.library, corrections.c.answer, sqlite_where=text("shown_at = ''")
)
"""`dialects/postgresql.py` makes it partial there: a keyword here would load that dialect into every process, 25 ms."""
totals = _table(
    "totals",
    _long("library"), _text("facet"), _text("name"), _number("articles"), _number("passages"),
    PrimaryKeyConstraint("library", "facet", "name"), numbered=False,
)  # fmt: skip
departed = _table("departed", _key("number"), _long("passage"))
