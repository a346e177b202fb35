"""What a recorded answer says of articles: renamed with them, and compared with their text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from index.catalogue import codec
from index.catalogue.database import Database
from index.tables import articles, revisions
from index.values import Article

REFERENCES = ("article_id", "article")
SAID = ("title", "publisher", "byline")
KEPT = 64

_THERE = select(articles.c.id).where(articles.c.library == bindparam("of"), articles.c.id == bindparam("about"))
_BODY = select(revisions.c.body).where(
    revisions.c.library == bindparam("of"),
    revisions.c.article == bindparam("about"),
    revisions.c.revision == bindparam("numbered"),
)


class Cited:
    """The articles of one library as records cite them, read past the catalogue's memory: it is in the making."""

    def __init__(self, database: Database, number: int) -> None:
        self._database, self._number = database, number
        self.article = lru_cache(KEPT)(self._read)

    def fault(self, kind: str, row: Mapping[str, Any]) -> str:
        """Return what is wrong with what a line says of articles, as half a sentence; "" where nothing is."""
        if kind == "quoted":
            return self._quotation_fault(row)
        said = objects(row["value"]) if kind == "record" else ()
        return next((fault for one in said if (fault := self._fault(one))), "")

    def _quotation_fault(self, row: Mapping[str, Any]) -> str:
        """Its digest is that of the characters it points at."""
        article = self.article(row["article"], row["revision"])
        if article is None:
            return "it names an article that is not there"
        quote = article.text[row["start"] : row["end"]]
        same = hashlib.sha256(quote.encode()).hexdigest() == row["digest"]
        return "" if same and row["end"] <= len(article.text) else "it quotes what its article does not say"

    def _fault(self, one: Mapping[str, Any]) -> str:
        named = one.get("article_id")
        if not isinstance(named, str) or not named:
            return ""
        if "revision" not in one:  # it cites nothing: a question may be restricted to an article
            return "" if self._is_there(named) else "it names an article that is not there"
        article = self.article(one["article_id"], one["revision"]) if isinstance(one.get("revision"), int) else None
        if article is None:
            return "it names an article that is not there"
        start, end = one.get("start", 0), one.get("end", len(article.text))
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(article.text)):
            return "it cites a place that its article does not have"
        if "quote" in one and one["quote"] != article.text[start:end]:
            return "it quotes what its article does not say"
        if any(name in one and one[name] != getattr(article, name) for name in SAID):
            return "it names its article otherwise than the article does"
        return ""

    def _is_there(self, article_id: str) -> bool:
        with self._database.read() as connection:
            return connection.scalar(_THERE, {"of": self._number, "about": article_id}) is not None

    def _read(self, article_id: str, revision: int) -> Article | None:
        with self._database.read() as connection:
            body = connection.scalar(_BODY, {"of": self._number, "about": article_id, "numbered": revision})
        return codec.load_article(article_id, revision, body) if body else None


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a JSON value, itself included; its depth is bounded by whoever parsed it."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from objects(inner)


def renamed(value: Any, ids: Mapping[str, str], library: tuple[str, str]) -> Any:
    """Return a record whose references to articles, and to the library under its old name, are the new ones."""
    if isinstance(value, list):
        return [renamed(inner, ids, library) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {key: renamed(inner, ids, library) for key, inner in value.items()}
    for key in REFERENCES:
        if isinstance(found.get(key), str):
            found[key] = ids.get(found[key], found[key])
    if found.get("library") == library[0]:
        found["library"] = library[1]
    return found
