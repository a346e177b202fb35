"""How well the support check tells true statements from false ones, on pairs labelled by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.answer.prove.support.judge import Judge
from bot.answer.quote.find import remembering
from bot.values import Draft, Offered
from index.library import Library
from index.values import Article, Block, Span

PAIRS = Path(__file__).resolve().parent / "support_pairs.json"
# Written without knowing the check; half of it was looked at since. It rewords more than a model is asked to.
BLIND = Path(__file__).resolve().parent / "blind_pairs.json"

# Written before the check was seen on them: sentences on many matters that stand alone, and statements that name more
# fully what a shipped article speaks of.
GENERAL = Path(__file__).resolve().parent / "general_pairs.json"
# What a model that shortens sentences writes, and what it may leave out or join wrongly; half of it was looked at.
SHORTENED = Path(__file__).resolve().parent / "shortened_pairs.json"
# Written last, and never looked at: what this set says is what a reader may expect.
UNSEEN = Path(__file__).resolve().parent / "unseen_pairs.json"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, a statement, and whether the sentence bears it; `kind` is what is wrong.

    The sentence stands in the shipped `article`, or alone where that is "".
    """

    article: str
    sentence: str
    statement: str
    label: bool
    kind: str
    half: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Of published statements those that are true, of true ones those published; and the errors by kind.

    `published` counts false statements that passed, `withheld` true ones that did not.
    """

    precision: float
    recall: float
    published: Counter[str]
    withheld: Counter[str]


def pairs(path: Path = PAIRS) -> list[Pair]:
    return [Pair(**entry) for entry in json.loads(path.read_text("utf-8"))]


def place(pair: Pair, articles: dict[str, Article]) -> tuple[Article, Span]:
    """Return where a pair's sentence stands. Raises StopIteration where no article holds it."""
    if not pair.article:
        text = pair.sentence
        span = Span(0, len(text))
        return Article("alone", "alone", text, "", (Block(0, len(text), "prose"),), (span,), language="en"), span
    article = articles[pair.article]
    return article, next(span for span in article.sentences if span.of(article.text) == pair.sentence)


def by_source(library: Library, name: str) -> dict[str, Article]:
    return {Path(row.source).name: library.article(name, row.id) for row in library.articles(name)}


def score(library: Library, name: str, chosen: Iterable[Pair]) -> Score:
    """Judge every pair, each statement against its own sentence alone."""
    judge, articles = Judge(remembering(library.encode)), by_source(library, name)
    published: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    true = 0
    for pair in chosen:
        article, span = place(pair, articles)
        (judged,) = judge.judge([Draft(pair.statement, ("key",))], [Offered("key", article, span, "prose")])
        passed = judged.verdict in ("supported", "re-pointed")
        true += passed and pair.label
        published[pair.kind] += passed and not pair.label
        withheld[pair.kind] += pair.label and not passed
    precision = true / max(1, true + published.total())
    return Score(precision, true / max(1, true + withheld.total()), +published, +withheld)
