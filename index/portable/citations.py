"""What a recorded answer says of articles: renamed with them, and compared with their text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from index.catalogue.articles import Catalogue
from index.tables import articles

REFERENCES = ("article_id", "article")
SAID = ("title", "publisher", "byline")
ABSENT = "it names an article that is not there"
LAST = 2**31 - 1  # revision that a table can hold
OTHERWISE = "it quotes what its article does not say"

_THERE = select(articles.c.id).where(articles.c.library == bindparam("of"), articles.c.id == bindparam("about"))


class Cited:
    """The articles of one library, by its number, as records cite them."""

    def __init__(self, catalogue: Catalogue, number: int) -> None:
        self._catalogue, self._number = catalogue, number

    def fault(self, kind: str, row: Mapping[str, Any]) -> str:
        """Return what is wrong with what a line says of articles, as half a sentence; "" where nothing is."""
        if kind == "quoted":
            return self._quotation_fault(row)
        said = objects(row["value"]) if kind == "record" else ()
        return next((fault for one in said if (fault := self._fault(one))), "")

    def _quotation_fault(self, row: Mapping[str, Any]) -> str:
        """Its digest is that of the characters it points at."""
        article = self._catalogue.read_article(self._number, row["article"], row["revision"])
        if article is None:
            return ABSENT
        quote = article.text[row["start"] : row["end"]]
        same = hashlib.sha256(quote.encode()).hexdigest() == row["digest"]
        return "" if same and row["end"] <= len(article.text) else OTHERWISE

    def _fault(self, one: Mapping[str, Any]) -> str:
        named, revision = one.get("article_id"), one.get("revision")
        if not isinstance(named, str) or not named:
            return ""
        if "revision" not in one:  # it cites nothing: a question may be restricted to an article
            with self._catalogue.database.read() as connection:
                there = connection.scalar(_THERE, {"of": self._number, "about": named})
            return "" if there else ABSENT
        known = revision if isinstance(revision, int) and 0 < revision <= LAST else 0  # none has the number 0
        article = self._catalogue.read_article(self._number, named, known)
        if article is None:
            return ABSENT
        start, end = one.get("start", 0), one.get("end", len(article.text))
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(article.text)):
            return "it cites a place that its article does not have"
        if "quote" in one and one["quote"] != article.text[start:end]:
            return OTHERWISE
        if any(name in one and one[name] != getattr(article, name) for name in SAID):
            return "it names its article otherwise than the article does"
        return ""


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
