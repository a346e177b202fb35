"""How fast a question in a fresh process is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from index.library import Library
from tests.bench.floors import Floor, settings
from tests.conftest import ROOT


def ask(folder: Path) -> Floor:
    """Run `footnote ask` on an existing library over `import sentence_transformers`."""
    chosen = settings(folder)
    with Library.open(chosen) as library:
        library.sync("default", ROOT / "articles")
    question = "Who owns the ferry?"
    command = [sys.executable, "-m", "bot", "ask", question, "--home", str(chosen.footnote_home), "--json"]
    asked = min(_seconds(command) for _ in range(3))
    imported = min(_seconds([sys.executable, "-c", "import sentence_transformers"]) for _ in range(2))
    detail = f"ask {asked:.2f} s, import {imported:.2f} s"
    return Floor("footnote ask / import sentence_transformers", asked / imported, 0.5, "×", detail)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=dict(os.environ))
    return time.perf_counter() - start
