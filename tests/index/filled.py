"""A library with all that a library can hold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from index.catalogue.audit import AuditLog
from index.follow.registry import Item
from index.library import Library
from index.values import Quotation
from tests.index.conftest import story

CHAT = "https://discord.com/channels/7/8/9"


def fill(library: Library, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(3):
        write(folder, number)
    library.sync("default", folder)
    write(folder, 1, sentences=9, published="2024-03-01")
    library.sync("default", folder)
    gone = next(row for row in library.articles("default") if row.title == "Story 2")
    library.remove("default", gone.id)
    remember(library)


def write(folder: Path, number: int, *, sentences: int = 4, **fields: str) -> None:
    data = {"title": f"Story {number}", "text": story(number, sentences), "publisher": "Harbour Times"}
    data |= {"byline": "Ana Wren", "url": f"https://harbour.example/{number}"} | fields
    (folder / f"{number}.json").write_text(json.dumps(data), encoding="utf-8")


def remember(library: Library, name: str = "default") -> None:
    """Record an answer that quotes the first article, and where it is shown; a source with an item; who added it."""
    row = library.articles(name)[0]
    article = library.article(name, row.id)
    first = article.sentences[0]
    quote = first.of(article.text)
    span = {"article_id": row.id, "revision": article.revision, "start": first.start, "end": first.end}
    cited = span | {"quote": quote, "title": article.title, "publisher": article.publisher, "byline": article.byline}
    value = {"id": "answer1", "question": "What did it cost?", "citations": [cited], "searched": {"library": name}}
    digest = hashlib.sha256(quote.encode()).hexdigest()
    quotation = Quotation(first.start, first.end, 1, row.id, article.revision, digest)
    library.record(name, "answer", "answer1", value, [quotation])
    library.quoted.put_place(name, "answer1", CHAT)
    library.record(name, "discord-message", "9", {"answer": "answer1", "at": "2024-03-01T10:00:00+00:00"})
    library.count(name, "spent", "2024-03-01", 1234)
    source = library.registry.add(name, "feed", "https://harbour.example/feed", every=600, by="Ana")
    library.registry.put_items(source, [Item("https://harbour.example/0", article.source, etag='"1"')])
    AuditLog(library.catalogue).note(name, "Ana", "source add", "https://harbour.example/feed", "added")
