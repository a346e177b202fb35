"""How fast a library of 10,000 articles leaves and comes, and what memory that takes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.catalogue import codec
from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.ingest.ingest import article_id, terms_of
from index.portable.export import export
from index.text.split import passage_id
from index.values import Article, Block, Passage, Span
from tests.bench.floors import Floor, stories
from tests.conftest import ROOT

ARTICLES = 10_000
DIMENSION = 384
MODEL = "made-384-0123456789ab"


def leaves(folder: Path) -> list[Floor]:
    """Export a library, over writing the same rows as text; in a process of its own, whose memory is measured."""
    passages = make(folder / "catalogue.sqlite")
    told = json.loads(_child("export", folder))
    plain = json.loads(_child("plain", folder))
    size = (folder / "library.jsonl").stat().st_size / 1e6
    seconds = told["seconds"]
    detail = f"{ARTICLES:,} articles, {passages:,} passages, {size:.0f} MB, {ARTICLES / seconds:,.0f} articles/s"
    return [
        Floor("export of 10,000 articles", seconds, 10, "s", detail),
        Floor("memory that the export takes", told["growth"], 50, "MB", "growth of the highest resident size"),
        Floor("export / plain dump", seconds / plain["seconds"], 4, "×", f"plain dump {plain['seconds']:.1f} s"),
    ]


def make(path: Path) -> int:
    """Write a library with made vectors into a catalogue; return the number of its passages."""
    catalogue = Catalogue(Database(path))
    number, made = catalogue.register("default"), 0
    catalogue.settle("default", MODEL, "made")
    with catalogue.database.write() as connection:
        for article, passages in _articles():
            made += len(passages)
            connection.exec_driver_sql(
                "INSERT INTO revisions VALUES (?,?,?,?)", (number, article.id, 1, codec.dump_article(article))
            )
            connection.exec_driver_sql(
                "INSERT INTO articles (library, id, source, digest, revision, live, title, byline, publisher, url, "
                "passages, indexed_at, language) VALUES (?,?,?,'',1,1,?,'',?,'',?,'2024-01-01T00:00:00+00:00','en')",
                (number, article.id, article.source, article.title, article.publisher, len(passages)),
            )
            catalogue.insert_passages(connection, number, passages)
    catalogue.touch("default")
    catalogue.database.close()
    return made


def _articles() -> Iterator[tuple[Article, list[Embedded]]]:
    chance = np.random.default_rng(7)
    for number, story in enumerate(stories(ARTICLES, 24)):
        source, at, blocks = f"/articles/{number:05}.json", 0, list[Block]()
        for paragraph in story["text"].split("\n\n"):
            blocks.append(Block(at, at + len(paragraph), "prose"))
            at += len(paragraph) + 2
        key = article_id("default", source)
        sentences = tuple(Span(block.start, block.end) for block in blocks)
        article = Article(
            key,
            source,
            story["text"],
            story["title"],
            tuple(blocks),
            sentences,
            publisher=story["publisher"],
            language="en",
        )
        rows = chance.standard_normal((len(blocks), DIMENSION), np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        yield article, [_embedded(article, block, row) for block, row in zip(blocks, rows, strict=True)]


def _embedded(article: Article, block: Block, row: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Embedded:
    key = passage_id("default", article.id, 1, block.start, block.end)
    passage = Passage(block.start, block.end, key, article.id, 1, block.of(article.text))
    return Embedded(passage, hashlib.blake2b(key.encode(), digest_size=16).digest(), row, terms_of(passage.text, "en"))


def _child(what: str, folder: Path) -> str:
    command = [sys.executable, "-m", "tests.bench.travel", what, str(folder)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _export(folder: Path) -> None:
    database = Database(folder / "catalogue.sqlite")
    with (folder / "library.jsonl").open("wb") as file:
        export(database, ["default"], file, vectors=True, report=lambda *_: None)
    database.close()


def _plain(folder: Path) -> None:
    """Write the rows of the same tables as the sqlite3 shell would."""
    connection = sqlite3.connect(folder / "catalogue.sqlite")
    with (folder / "plain.sql").open("w", encoding="utf-8") as file:
        for table in ("articles", "revisions", "passages"):
            for row in connection.execute(f"SELECT * FROM {table}"):
                values = (f"X'{value.hex()}'" if isinstance(value, bytes) else repr(value) for value in row)
                file.write(f"INSERT INTO {table} VALUES({','.join(values)});\n")
    connection.close()


def _peak() -> float:
    """Return the highest resident size of this program in MB; `ru_maxrss` would begin with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    work = {"export": _export, "plain": _plain}[sys.argv[1]]
    before, start = _peak(), time.perf_counter()
    work(Path(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - start, "growth": _peak() - before}))


if __name__ == "__main__":
    main()
