"""Prints the speed floors as ratios measured in one run; `python -m tests.bench [NAME…]` runs some of them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import bot.__main__  # noqa: F401  before numpy is loaded: as many threads of BLAS as the bot has
from tests.bench import (
    crowd,
    indexing,
    lexical,
    mapped,
    memory,
    questions,
    sources,
    starts,
    steps,
    travel,
    watching,
    written,
)
from tests.bench.floors import Floor

BENCHES: dict[str, Callable[[Path], Floor | list[Floor]]] = {
    "indexing": indexing.against_encode,
    "unchanged": indexing.unchanged,
    "ask": starts.ask,
    "mapped": mapped.first,
    "lexical": lexical.question,
    "warm": questions.warm,
    "loop": questions.loop,
    "prove": written.prove,
    "step": steps.first,
    "watch": watching.folder,
    "memory": memory.indexing,
    "feed": sources.nothing_new,
    "export": travel.leaves,
    "crowd": crowd.everything,
}


def main() -> None:
    failed = []
    for name in sys.argv[1:] or BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            found = BENCHES[name](Path(folder))
        for floor in [found] if isinstance(found, Floor) else found:
            print(floor, flush=True)
            failed += [] if floor.holds else [name]
    sys.exit(f"not held: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
