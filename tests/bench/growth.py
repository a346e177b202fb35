"""How a question's cost grows with the library: `make bench-growth`, `python -m tests.bench.growth [PASSAGES…]`.

Passages are paragraphs of shuffled sentences. Their vectors are stand-ins, drawn around a thousand centres, and so are
the signatures that tell copies, for embedding a million passages takes half a day; questions are embedded by the model.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from index.catalogue.articles import Embedded
from index.library import Library
from index.stories import signatures
from index.text import language
from index.values import Article, Block, Passage, Span
from index.vectors.dense import collection_name
from tests.bench import figures
from tests.bench.floors import prose, settings
from tests.bench.mapped import anonymous
from tests.bench.peers.measured import questions, seconds, size, used
from tests.conftest import ROOT

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WITHOUT_CHROMA = 300_000  # passages from which the graph of Chroma is not built: at a million that takes an hour
EACH, SENTENCES, PARAGRAPHS, CENTRES, SPREAD = 20, 4, 3000, 1000, 0.6
ROUNDS = 3


def main() -> None:
    if sys.argv[1:2] == ["--ask"]:
        return print(json.dumps(_asked(Path(sys.argv[2]))))
    sizes = [int(given) for given in sys.argv[1:]] or SIZES
    found = figures.read().get("growth", {}) if figures.FIGURES.exists() else {}
    for passages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found[str(passages)] = _measured(Path(folder), passages)
        print(passages, found[str(passages)], flush=True)
        figures.write("growth", found)
    return None


def _measured(folder: Path, passages: int) -> dict[str, float]:
    """Costs of the process that owns a library and of one that only asks. Seconds are of processor time, sizes MB."""
    with Library.open(settings(folder)) as library:
        _fill(library, passages)
        owner = _owned(library) if passages < WITHOUT_CHROMA else {}
        library._dense.exact.save_all()
        library.catalogue.words.save_all()
        rounds = [_run(folder) for _ in range(ROUNDS)]
    home = settings(folder).footnote_home
    found = {f"owner_{name}": value for name, value in owner.items()}
    found |= {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    return found | {"disk": size(home) - size(home / "models")}


def _owned(library: Library) -> dict[str, float]:
    return {"built": seconds(library._dense.prepare_all)} | _searches(library)


def _run(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.growth", "--ask", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _asked(folder: Path) -> dict[str, float]:
    """A process that only asks: its first answer from its start on, warm searches, and memory over what models take."""
    from bot.answer.answer import Answerer

    with Library.open(settings(folder)) as library:
        assert not library.owner
        library.encode(["warm"])
        loaded, start = used(), anonymous()
        Answerer(library).ask(questions()[-1], recorded=False)
        first = {"start": loaded, "first": used() - loaded}
        return first | _searches(library) | {"memory": anonymous() - start}


def _searches(library: Library) -> dict[str, float]:
    """Medians over questions none of which was asked before: a search with its embedding left out, and that."""
    spent = [0.0]
    encode = library.model.encode

    def timed(*given: object, **named: object) -> object:
        began = time.process_time()
        try:
            return encode(*given, **named)  # type: ignore[arg-type]
        finally:
            spent.append(time.process_time() - began)

    library.model.encode = timed  # type: ignore[method-assign, assignment]
    whole, alone = [], []
    for question in questions():
        spent.clear()
        took = seconds(lambda question=question: library.search("default", question))  # type: ignore[misc]
        whole.append(took - sum(spent))
        alone.append(sum(spent))
    library.model.encode = encode  # type: ignore[method-assign]
    return {"question": statistics.median(whole), "embedding": statistics.median(alone)}


def _fill(library: Library, passages: int) -> None:
    catalogue, chance = library.catalogue, np.random.default_rng(7)
    catalogue.settle("default", library.model.fingerprint, collection_name("default", library.model.fingerprint))
    centres = chance.normal(size=(CENTRES, len(library.encode(["warm"])[0])))
    with patch.object(signatures, "sketch", lambda _: _signature(chance)):
        for article, terms in _articles(passages // EACH):
            rows = centres[chance.integers(CENTRES, size=EACH)] + SPREAD * chance.normal(size=(EACH, centres.shape[1]))
            rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
            catalogue.put("default", article, article.id, list(_embedded(article, terms, rows)))


def _embedded(article: Article, terms: list[str], rows: NDArray[np.float32]) -> Iterator[Embedded]:
    for at, block in enumerate(article.blocks):
        passage = Passage(block.start, block.end, f"{article.id}.{at}", article.id, 1, block.of(article.text))
        yield Embedded(passage, rows[at].tobytes()[:16], rows[at], terms[at])


def _articles(count: int) -> Iterator[tuple[Article, list[str]]]:
    """Yield articles with the terms of each of their paragraphs, which are passages."""
    pool, chance = prose(), random.Random(7)
    paragraphs = [" ".join(chance.sample(pool, SENTENCES)) for _ in range(PARAGRAPHS)]
    terms = [" ".join(language.terms(one, "en")) for one in paragraphs]
    for number in range(count):
        chosen = chance.choices(range(PARAGRAPHS), k=EACH)
        text, blocks = "", []
        for at in chosen:
            start = len(text) + 2 if text else 0
            text = f"{text}\n\n{paragraphs[at]}" if text else paragraphs[at]
            blocks.append(Block(start, len(text), "prose"))
        sentences = tuple(Span(one.start, one.end) for one in blocks)
        name = f"a{number}"
        yield Article(name, name, text, f"Case {number}", tuple(blocks), sentences), [terms[at] for at in chosen]


def _signature(chance: np.random.Generator) -> signatures.Signature:
    drawn = chance.integers(2**32, size=signatures.PERMUTATIONS, dtype=np.uint32)
    return signatures.Signature(drawn, 400, 0, np.zeros((0, 2), np.uint32))


if __name__ == "__main__":
    main()
