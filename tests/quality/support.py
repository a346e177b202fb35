"""How well facts, and facts with a judge, tell true statements from false ones, on pairs labelled by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.answer.prove.facts import missing
from bot.answer.prove.judges import BORNE, Judge
from bot.answer.prove.premise import premises
from bot.answer.prove.verbatim import verbatim
from bot.values import Offered
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
    """Of statements to which no fact objects, those that are true; of true ones, those; and the errors by kind.

    `passed` counts false statements that are left to a judge, or passed with it; `withheld` true ones that are not.
    """

    precision: float
    recall: float
    passed: Counter[str]
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


def score(library: Library, name: str, chosen: Iterable[Pair], judge: Judge | None = None) -> Score:
    """Hold every statement against the facts of its own sentence, then, where there is one, before a judge."""
    articles = by_source(library, name)
    passed: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    true = 0
    for pair in chosen:
        article, span = place(pair, articles)
        grounds = premises([Offered("key", article, span, "prose")])
        borne = not missing(pair.statement, grounds)
        if borne and judge is not None and not verbatim(pair.statement, grounds):
            borne = judge.probabilities([grounds[0].passage], [pair.statement])[0] >= BORNE
        true += borne and pair.label
        passed[pair.kind] += borne and not pair.label
        withheld[pair.kind] += pair.label and not borne
    precision = true / max(1, true + passed.total())
    return Score(precision, true / max(1, true + withheld.total()), +passed, +withheld)
