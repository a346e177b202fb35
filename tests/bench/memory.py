"""How much memory a process takes while it indexes 20,000 articles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from index.library import Library
from tests.bench.floors import Floor, settings, write_files
from tests.conftest import ROOT

ARTICLES = int(os.environ.get("BENCH_ARTICLES", "20000"))
FIRST = 100  # articles after which model, Chroma and tokenizer have what they need
EVERY = 0.1  # seconds between two looks at the memory
MB = 1_000_000


def indexing(folder: Path) -> Floor:
    """Index one-sentence articles in a process of its own: its peak over what it took after the first hundred."""
    command = [sys.executable, "-m", "tests.bench.memory", str(folder), str(ARTICLES)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found = json.loads(done.stdout)
    detail = f"{ARTICLES} articles, {found['start']:.0f} MB after the first {FIRST}, {found['half']:.0f} MB after half"
    return Floor("memory while indexing, over the start", found["peak"] - found["start"], 300, "MB", detail)


class Peak:
    """The most resident memory of this process since the last `reset`."""

    def __init__(self) -> None:
        self._process, self.most = psutil.Process(), 0.0

    def reset(self) -> float:
        self.most = self._process.memory_info().rss / MB
        return self.most

    @contextmanager
    def watching(self) -> Iterator[None]:
        stop = threading.Event()

        def look() -> None:
            while not stop.wait(EVERY):
                self.most = max(self.most, self._process.memory_info().rss / MB)

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    first = write_files(folder / "first", FIRST, 1)
    articles = write_files(folder / "articles", count, 1)
    peak = Peak()
    with Library.open(settings(folder)) as library, peak.watching():
        library.sync("first", first)
        start = peak.reset()
        half = 0.0

        def halfway(progress: object) -> None:
            nonlocal half
            if not half and getattr(progress, "new", 0) >= count // 2:
                half = peak.most

        assert library.sync("default", articles, halfway).new == count
        print(json.dumps({"start": start, "half": half, "peak": peak.most}))


if __name__ == "__main__":
    main()
