"""Measures Footnote beside its peers and writes down the medians: `make bench-peers`."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import write
from tests.bench.floors import settings, stories
from tests.bench.peers.measured import seconds, size
from tests.conftest import ROOT

ARTICLES = int(os.environ.get("BENCH_PEER_ARTICLES", "80"))
ROUNDS = 3
SENTENCES = 24
# What a peer's number is the version of, and the Python that has it.
THEIRS = str(ROOT / ".venv-peers" / "bin" / "python")
PEERS = {
    "footnote": ("footnote", sys.executable),
    "langchain": ("langchain-chroma", THEIRS),
    "llamaindex": ("llama-index-core", THEIRS),
    "haystack": ("haystack-ai", THEIRS),
}


def main() -> None:
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in PEERS}
    with tempfile.TemporaryDirectory() as folder:
        models, prepared = _models(Path(folder))
        for number in range(ROUNDS):
            for name in PEERS:
                home = Path(folder) / f"{name}-{number}"
                home.mkdir()
                (home / "models").symlink_to(models)
                rounds[name].append(_measured(name, home, "whole" if number else "bare"))
                print(number, name, rounds[name][-1], flush=True)
    found = {name: _medians(measured) | {"version": _version(name)} for name, measured in rounds.items()}
    found["footnote"] |= prepared
    write("peers", {"articles": ARTICLES, "sentences": SENTENCES, "rounds": ROUNDS, "of": found})


def _models(folder: Path) -> tuple[Path, dict[str, float]]:
    """Return a folder with the model as Footnote runs it, which it makes once on a machine, and what that took."""
    from index.embedding.runtime import open_model

    models = settings(folder).footnote_home / "models"
    took = seconds(lambda: open_model(settings(folder)))
    return models, {"prepared": took, "prepared_disk": size(models)}


def _measured(name: str, home: Path, step: str) -> dict[str, float]:
    articles = home.with_name(f"{home.name}-articles")
    articles.mkdir()
    for number, story in enumerate(stories(ARTICLES, SENTENCES)):
        (articles / f"{number:05}.md").write_text(f"# {story['title']}\n\n{story['text']}\n", encoding="utf-8")
    found = _run(name, step, home, articles)
    return found | min((_run(name, "fresh", home) for _ in range(2)), key=lambda one: one["first"])


def _run(name: str, step: str, *paths: Path) -> dict[str, float]:
    command = [PEERS[name][1], "-m", "tests.bench.peers.measured", name, step, *map(str, paths)]
    quiet = os.environ | {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "HAYSTACK_TELEMETRY_ENABLED": "False"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=quiet)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _medians(rounds: list[dict[str, float]]) -> dict[str, float | str]:
    names = dict.fromkeys(name for one in rounds for name in one)
    return {name: statistics.median(one[name] for one in rounds if name in one) for name in names}


def _version(name: str) -> str:
    package, python = PEERS[name]
    code = f"import importlib.metadata; print(importlib.metadata.version({package!r}))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
