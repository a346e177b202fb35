"""What the proof of a model's statements adds to an answer."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from bot.answer.answer import Answerer
from bot.answer.prove.verdicts import judged
from bot.answer.quote.find import find, remembering
from bot.answer.write.offer import offer
from bot.values import Draft, Inquiry
from index.library import Library
from index.values import Filters
from tests.bench.floors import Floor, settings, write_records
from tests.bench.questions import QUESTIONS

STATEMENTS = 4


def prove(folder: Path) -> Floor:
    """Judge four statements of an answer at 10,000 passages, over a warm answer of quotations."""
    records = write_records(folder / "articles.jsonl", 10_000, 1)
    with Library.open(settings(folder)) as library:
        library.add("default", [records])
        answerer = Answerer(library)
        answerer.ask(QUESTIONS[0])
        ratios = [_judged(library, question) / _answered(answerer, question) for question in QUESTIONS * 3]
    detail = f"{STATEMENTS} statements, {len(ratios)} questions, worst {max(ratios):.2f}"
    return Floor("proof of statements / warm answer of quotations", statistics.median(ratios), 0.15, "×", detail)


def _answered(answerer: Answerer, question: str) -> float:
    start = time.perf_counter()
    answerer.ask(question)
    return time.perf_counter() - start


def _judged(library: Library, question: str) -> float:
    """Seconds of the proof alone, without a judge: the sentences were embedded for the search of quotations already."""
    encode = remembering(library.encode)
    found = find(library, "default", Inquiry(question), question, Filters(), encode, newest_first=False)
    offered = offer(found.results.hits)
    drafts = [Draft(f"It is reported that {one.text}", (one.key,)) for one in offered[:STATEMENTS]]
    start = time.perf_counter()
    judged(drafts, offered, encode, lambda claims, sentences: None)
    return time.perf_counter() - start
