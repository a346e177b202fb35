"""Two libraries that change step by step: articles come, are revised and leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from index.catalogue.articles import Catalogue


def changing(catalogue: Catalogue, put: Callable[..., None], steps: int) -> Iterator[int]:
    """Yield each step once it is made; `put` records an article of so many passages."""
    revisions: dict[str, int] = {}
    chance = np.random.default_rng(1)
    for step in range(steps):
        name = f"a{chance.integers(6)}"
        if name in revisions and chance.random() < 0.4:
            catalogue.withdraw("default", name)
        else:
            revisions[name] = revisions.get(name, 0) + 1
            put(catalogue, name, int(chance.integers(1, 9)), step, revisions[name])
        put(catalogue, "other", 3, step, step + 1, library="another")
        yield step
