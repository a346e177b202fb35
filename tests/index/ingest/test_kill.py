"""A real process that indexes is killed at random; nothing recorded is lost and the next start repairs itself."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.conftest import ROOT
from tests.index.conftest import child_environment, story
from tests.index.invariants import check

CHILD = Path(__file__).parents[1] / "kill_child.py"


def _articles(folder: Path, files: int, records: int, salt: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    for file in range(files):
        stories = (
            {"title": f"Story {file}.{record}", "text": story(1000 * file + record + salt, 8)}
            for record in range(records)
        )
        (folder / f"{file:03}.jsonl").write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")


def _killed_run(settings: IndexSettings, folder: Path, after: float) -> set[str]:
    """Start the child, kill it `after` seconds from when it began to work, return the ids that it reported."""
    command = [sys.executable, str(CHILD), str(settings.footnote_home), settings.embedding_model, str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=child_environment(settings))
    assert child.stdout
    assert child.stdout.readline().strip() == "start"
    timer = threading.Timer(after, child.send_signal, [signal.SIGKILL])
    timer.start()
    reported = {line.strip() for line in child.stdout} - {"end"}
    timer.cancel()
    child.wait()
    return reported


def _rounds(settings: IndexSettings, folder: Path, rounds: int, files: int, records: int, longest: float) -> None:
    chance = random.Random(20240408)
    for number in range(rounds):
        _articles(folder, files, records, salt=number // 3)
        reported = _killed_run(settings, folder, chance.uniform(0.05, longest))
        with Library.open(settings, wait=5) as library:
            assert library.owner
            held = {summary.id for summary in library.articles("default")}
            assert reported <= held
            check(library)
    with Library.open(settings, wait=5) as library:
        library.sync("default", folder)
        assert check(library) == files * records
        assert library.sync("default", folder).unchanged == files * records


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_a_killed_ingest_loses_nothing_and_repairs_itself(settings: IndexSettings, tmp_path: Path) -> None:
    _rounds(settings, tmp_path / "many", rounds=2, files=6, records=10, longest=1.5)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_kills_also_while_chroma_persists(settings: IndexSettings, tmp_path: Path) -> None:
    _rounds(settings, tmp_path / "many", rounds=30, files=60, records=30, longest=12)
