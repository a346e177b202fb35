"""A library with all that a library can hold, and exports of it as text to be altered."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.catalogue.audit import AuditLog
from index.follow.registry import Item
from index.library import Library
from index.portable.lines import Writer
from index.settings import IndexSettings
from index.values import Quotation
from tests.index.conftest import home_settings, story
from tests.postgres import Server

CHAT = "https://discord.com/channels/7/8/9"


@pytest.fixture
def full(settings: IndexSettings, tmp_path: Path) -> Iterator[Library]:
    """A library of three articles: one revised, one withdrawn; with an answer, a source and an audit entry."""
    with Library.open(settings) as library:
        fill(library, tmp_path / "articles")
        yield library


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path, models: Path) -> bytes:
    """An export of that library."""
    folder = tmp_path_factory.mktemp("sample")
    with Library.open(home_settings(folder / "home", tiny_model, models)) as library:
        fill(library, folder / "articles")
        return exported(library, folder / "all.jsonl").read_bytes()


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


def exported(library: Library, path: Path, *names: str, vectors: bool = True) -> Path:
    with path.open("wb") as file:
        library.export(names or ["default"], file, vectors=vectors)
    return path


def objects(path: Path) -> list[tuple[str, Any]]:
    """Return an export as (kind, value) without its sums."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [next(iter(line.items())) for line in found]


def forged(path: Path, lines: Iterable[tuple[str, Any]]) -> Path:
    """Write lines with right sums and counts, as somebody who knows the rule would."""
    lines = list(lines)
    counts: dict[str, int] = {}
    for kind, _ in lines:
        counts[kind] = counts.get(kind, 0) + (kind not in ("footnote", "end"))
    with path.open("wb") as file:
        writer = Writer(file)
        for kind, value in lines:
            counted = value | {"counts": counts} if kind in ("footnote", "end") else value
            if kind == "footnote":
                writer.header(counted)
            else:
                writer.line(kind, json.dumps(counted, ensure_ascii=False))
    return path


@pytest.fixture
def other(tmp_path: Path, settings: IndexSettings, models: Path) -> Iterator[Library]:
    """An empty data folder of another machine with the same model."""
    with Library.open(home_settings(tmp_path / "other", Path(settings.embedding_model), models)) as library:
        yield library


@pytest.fixture
def shared(tmp_path: Path, settings: IndexSettings, models: Path, postgres: Server) -> Iterator[Library]:
    """An empty catalogue in PostgreSQL."""
    here = home_settings(tmp_path / "shared", Path(settings.embedding_model), models, postgres.place())
    with Library.open(here) as library:
        yield library


def vector(values: list[float]) -> str:
    return base64.b64encode(np.array(values, "<f4").tobytes()).decode()
