"""How well the support check tells true statements from false ones, on pairs labelled by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.answer.find import remembering
from bot.answer.support.judge import Judge
from bot.values import Draft, Offered
from index.library import Library
from index.values import Article, Span

PAIRS = Path(__file__).resolve().parent / "support_pairs.json"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a shipped article, a statement, and whether the sentence bears it; `kind` is what is wrong."""

    article: str
    sentence: str
    statement: str
    label: bool
    kind: str
    half: str


@dataclass(frozen=True, slots=True)
class Score:
    """Of published statements those that are true, of true ones those published; and the errors by kind."""

    precision: float
    recall: float
    errors: Counter[str]


def pairs() -> list[Pair]:
    return [Pair(**entry) for entry in json.loads(PAIRS.read_text("utf-8"))]


def place(pair: Pair, articles: dict[str, Article]) -> tuple[Article, Span]:
    """Return where a pair's sentence stands. Raises StopIteration where no article holds it."""
    article = articles[pair.article]
    return article, next(span for span in article.sentences if span.of(article.text) == pair.sentence)


def by_source(library: Library, name: str) -> dict[str, Article]:
    return {Path(row.source).name: library.article(name, row.id) for row in library.articles(name)}


def score(library: Library, name: str, half: str) -> Score:
    """Judge every pair of a half, each statement against its own sentence alone."""
    judge, articles = Judge(remembering(library.encode)), by_source(library, name)
    counts: Counter[tuple[bool, bool]] = Counter()
    errors: Counter[str] = Counter()
    for pair in pairs():
        if pair.half != half:
            continue
        article, span = place(pair, articles)
        (judged,) = judge.judge([Draft(pair.statement, ("key",))], [Offered("key", article, span, "prose")])
        published = judged.verdict in ("supported", "re-pointed")
        counts[pair.label, published] += 1
        errors[pair.kind] += published != pair.label
    true = counts[True, True]
    return Score(true / max(1, true + counts[False, True]), true / max(1, true + counts[True, False]), +errors)
