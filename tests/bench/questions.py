"""How fast questions are answered, alone and beside an ingest."""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bot.answer.answer import Answerer
from index.embedding.model import EmbeddingModel, Vectors
from index.library import Library
from tests.bench.floors import Floor, settings, write_files, write_records

QUESTIONS = (
    "How many people were hurt when the ferry hit the breakwater?",
    "Who paid for the repairs?",
    "When does the ferry sail again?",
    "What did the council decide about the harbour?",
    "Which captain was on the bridge in the fog?",
)


def warm(folder: Path) -> list[Floor]:
    """Answer at 10,000 passages: over embedding all that is embedded for it, and once the sentences are known, over
    embedding the question alone, in processor time.
    """
    records = write_records(folder / "articles.jsonl", 10_000, 1)
    with Library.open(settings(folder)) as library:
        library.add("default", [records])
        passages = library.status("default").passages
        answerer = Answerer(library)
        first = [_first(library, answerer, question) for question in QUESTIONS]
        for question in QUESTIONS:
            answerer.ask(question)
        again = [_again(library, answerer, question) for question in QUESTIONS * 3]
    detail = f"{passages} passages, worst {{:.1f}}"
    return [
        Floor("new question / its embeddings", statistics.median(first), 2.0, "×", detail.format(max(first))),
        Floor("warm question / its own embedding", statistics.median(again), 3.0, "×", detail.format(max(again))),
    ]


def _first(library: Library, answerer: Answerer, question: str) -> float:
    library.forget_vectors()
    with Recorded(library.model) as recorded:
        start = time.perf_counter()
        answerer.ask(question)
        whole = time.perf_counter() - start
    return whole / _alone(library.model, recorded.texts)


def _again(library: Library, answerer: Answerer, question: str) -> float:
    library._recent.clear()
    start = time.process_time()
    answerer.ask(question, recorded=False)
    whole = time.process_time() - start
    start = time.process_time()
    library.model.encode([question], queries=1)
    return whole / (time.process_time() - start)


def loop(folder: Path) -> Floor:
    """Index 500 articles and answer questions in threads; the longest time the event loop stood still."""
    articles = write_files(folder / "articles", 500, 8)
    with Library.open(settings(folder)) as library:
        library.add("default", sorted(articles.iterdir())[:20])
        answerer = Answerer(library)
        answerer.ask(QUESTIONS[0])
        blocks, asked = asyncio.run(_watched(library, answerer, articles))
    longest, waited = max(blocks)
    usual = 1000 * statistics.quantiles((block for block, _ in blocks), n=100)[98]
    detail = (
        f"for {1000 * waited:.0f} ms of it no processor was free; {asked} questions meanwhile, "
        f"99th percentile {usual:.0f} ms"
    )
    return Floor("longest block of the event loop", 1000 * longest, 100, "ms", detail)


async def _watched(library: Library, answerer: Answerer, articles: Path) -> tuple[list[tuple[float, float]], int]:
    """Return the seconds of each block, with those for which the loop could run but another thread or process did."""
    blocks: list[tuple[float, float]] = []
    done = threading.Event()

    async def beat() -> None:
        while not done.is_set():
            start, waited = time.perf_counter(), _waited()
            await asyncio.sleep(0.005)
            blocks.append((time.perf_counter() - start - 0.005, _waited() - waited))

    async def ask() -> int:
        count = 0
        while not done.is_set():
            await asyncio.to_thread(answerer.ask, QUESTIONS[count % len(QUESTIONS)])
            count += 1
        return count

    async def index() -> None:
        try:
            await asyncio.to_thread(library.sync, "default", articles)
        finally:
            done.set()

    _, asked, _ = await asyncio.gather(beat(), ask(), index())
    return blocks, asked


def _waited() -> float:
    """Return the seconds for which this thread has waited for a processor."""
    return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


class Recorded:
    """Keeps what a model is asked to embed."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.texts: list[list[str]] = []
        self._model, self._encode = model, model.encode

    def __enter__(self) -> Recorded:
        def encode(texts: Sequence[str], *, queries: int = 0) -> Vectors:
            self.texts.append(list(texts))
            return self._encode(texts, queries=queries)

        self._model.encode = encode  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        self._model.encode = self._encode  # type: ignore[method-assign]


def _alone(model: EmbeddingModel, asked: list[list[str]]) -> float:
    start = time.perf_counter()
    for texts in asked:
        model.encode(texts)
    return time.perf_counter() - start
