"""How soon an article that is put into the watched folder is answered from."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library import Library
from tests.bench.floors import Floor, settings, write_files
from tests.conftest import ROOT

DROPS = 5


def folder(folder: Path) -> Floor:
    """Run `footnote run` on 100 articles, drop one more, ask until it is answered from: the slowest of five."""
    articles, chosen = write_files(folder / "articles", 100, 8), settings(folder)
    with Library.open(chosen) as library:
        library.sync("default", articles)
    with _running(chosen.footnote_home, articles) as process:
        alone = min(_seconds_of_a_question(process) for _ in range(3))
        seconds = [_dropped(process, articles, number) for number in range(DROPS)]
    detail = f"{DROPS} articles, median {statistics.median(seconds):.2f} s; a question alone takes {alone:.2f} s"
    return Floor("watched folder to answerable", max(seconds), 3.0, "s", detail)


@contextmanager
def _running(home: Path, articles: Path) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"DISCORD_TOKEN": "", "ARTICLES_DIR": str(articles), "CHAT_MODEL": ""}
    command = [sys.executable, "-m", "bot", "run", "--home", str(home), "--json"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        env=environment,
    )  # fmt: skip
    try:
        yield process
        process.communicate("/quit\n", timeout=30)
    finally:
        process.kill()
        process.wait()


def _asked(process: subprocess.Popen[str], question: str) -> str:
    """Type a question; return what is quoted in reply."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"/new\n{question}\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    return " ".join(one["quote"] for one in answer["citations"])


def _seconds_of_a_question(process: subprocess.Popen[str]) -> float:
    start = time.perf_counter()
    _asked(process, "What is the lighthouse keeper of Skarv Point called?")
    return time.perf_counter() - start


def _dropped(process: subprocess.Popen[str], articles: Path, number: int) -> float:
    keeper = f"Orlin Vask{number}"
    text = f"The lighthouse keeper of Skarv Point {number} is called {keeper}, the town council said on Monday."
    start = time.perf_counter()
    (articles / f"dropped{number}.json").write_text(json.dumps({"title": "A new keeper", "text": text}))
    while keeper not in _asked(process, f"What is the lighthouse keeper of Skarv Point {number} called?"):
        time.sleep(0.05)
    return time.perf_counter() - start
