"""What the first dense answer of a process that only asks costs, beside reading all vectors through SQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.values import Article, Block, Filters, Passage, Span
from index.vectors.exact import Exact
from tests.bench.floors import Floor
from tests.conftest import ROOT

PASSAGES = int(os.environ.get("BENCH_PASSAGES", "100000"))
SIZE, TOGETHER = 384, 500
TEXT = "A sentence."


def first(folder: Path) -> list[Floor]:
    """Scan a library of 100,000 random vectors in fresh processes, with the file and through SQL.

    Seconds are of processor time, memory is anonymous (`RssAnon`): pages of the mapped file can be dropped at any time.
    """
    _build(folder)
    sql, file = _fresh(folder, "none"), _fresh(folder, "vectors")
    detail = (
        f"{PASSAGES} passages: {file['first']:.2f} s and {file['memory']:.0f} MB, through SQL {sql['first']:.2f} s and "
        f"{sql['memory']:.0f} MB; a question after that {1000 * file['warm']:.0f} ms, after a change "
        f"{1000 * file['changed']:.0f} ms, with a filter {1000 * file['filtered']:.0f} ms; {file['after']:.0f} MB then"
    )
    return [
        Floor("first scan of a fresh process / through SQL", file["first"] / sql["first"], 0.5, "×", detail),
        Floor("memory of it / through SQL", file["memory"] / sql["memory"], 0.25, "×", detail),
        Floor("memory after a change and a filter, over the start", file["after"], 60, "MB", detail),
        Floor("scan after a change / first through SQL", file["changed"] / sql["first"], 0.1, "×", detail),
    ]


def _build(folder: Path) -> None:
    catalogue = Catalogue(Database(folder / "catalogue.sqlite"))
    chance = np.random.default_rng(7)
    for number in range(PASSAGES // TOGETHER):
        _put(catalogue, number, chance)
    Exact(folder / "vectors", catalogue, lambda: True).save("default")
    catalogue.database.close()


def _put(catalogue: Catalogue, number: int, chance: np.random.Generator, count: int = TOGETHER) -> None:
    name = f"a{number}"
    publisher = "The Harbour Post" if number % 3 else "Northern Wire"
    article = Article(name, name, TEXT, name, (Block(0, 11, "prose"),), (Span(0, 11),), publisher=publisher)
    rows = chance.normal(size=(count, SIZE)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    passages = [
        Embedded(Passage(0, 11, f"{name}.{at}", name, 1, TEXT), row.tobytes()[:16], row, "term")
        for at, row in enumerate(rows)
    ]
    catalogue.put("default", article, name, passages)


def _fresh(folder: Path, vectors: str) -> dict[str, float]:
    """Ask in two fresh processes, since the first may find the disk cold; return what the second says."""
    command = [sys.executable, "-m", "tests.bench.mapped", str(folder), vectors]
    runs = [subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    found: dict[str, float] = json.loads(runs[-1].stdout)
    return found


def main() -> None:
    folder, chance = Path(sys.argv[1]), np.random.default_rng(os.getpid())
    catalogue = Catalogue(Database(folder / "catalogue.sqlite"))
    exact = Exact(folder / sys.argv[2], catalogue, lambda: False)
    query = np.full(SIZE, SIZE**-0.5, np.float32)
    start, found = anonymous(), dict[str, float]()

    def scan(name: str, filters: Filters | None = None) -> None:
        began = time.process_time()
        exact.scan("default", query, 50, filters or Filters())
        found[name] = time.process_time() - began

    scan("first")
    found["memory"] = anonymous() - start
    scan("warm")
    _put(catalogue, os.getpid() + PASSAGES, chance, 5)
    scan("changed")
    scan("filtered", Filters(publisher="Northern Wire"))
    print(json.dumps(found | {"after": anonymous() - start}))


def anonymous() -> float:
    """Return the memory of this process in MB that lies in no file."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("RssAnon:")[1].split()[0]) * 1024 / 1_000_000


if __name__ == "__main__":
    main()
