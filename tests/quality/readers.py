"""What readers ask of news in words of their own: invented articles and questions, a quarter of them without an answer.

Their authors knew neither the product nor each other's articles; most questions share few words with what answers them,
and some name nothing that tells their article apart. `OWN_WORDS_WEIGHTS` are fitted on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answer.quote.certainty import CERTAIN
from bot.answer.quote.extract import extract
from bot.values import Extract
from index.search import search
from index.values import Article, Filters
from tests.quality.memory import Asking, MemoryStore, cut
from tests.quality.news import article_of
from tests.remembering import Remembering

READERS = Path(__file__).resolve().parent / "readers.json"


def read_readers() -> Iterator[tuple[list[Article], list[Asking]]]:
    """Yield four libraries of sixty articles, with the questions put to each; `topic` is the kind of a question."""
    told = json.loads(READERS.read_text("utf-8"))
    articles = [article_of(one["id"], one["title"], one["text"]) for one in told["articles"]]
    questions = [
        Asking(f"readers {number}", one["question"], one["kind"], one["article"], tuple(one["answers"]))
        for number, one in enumerate(told["questions"])
    ]
    for letter in sorted({one.id[0] for one in articles}):
        yield (
            [one for one in articles if one.id[0] == letter],
            [one for one in questions if one.article_id[0] == letter],
        )


def shares(model: Remembering, every: int) -> dict[str, float]:
    """Return how each `every`-th question is answered: shares of those with an answer, and of those without."""
    found = [one for articles, questions in read_readers() for one in _asked(articles, questions[::every], model)]
    having = [(told, right) for asking, told, right in found if asking.answers]
    lacking = [told for asking, told, _ in found if not asking.answers]
    right = [told for told, first in having if first]
    return {
        "a right sentence first": len(right) / len(having),
        "a right sentence first, firmly": sum(map(_firm, right)) / len(having),
        "not answered wrongly and firmly": 1 - sum(_firm(told) and not first for told, first in having) / len(having),
        "not refused": sum(told.outcome != "not_found" for told, _ in having) / len(having),
        "without an answer, not answered firmly": 1 - sum(map(_firm, lacking)) / len(lacking),
    }


def _asked(
    articles: Sequence[Article], questions: Sequence[Asking], model: Remembering
) -> Iterator[tuple[Asking, Extract, bool]]:
    """Yield each question with what is made of it, and whether its first quotation holds an accepted answer."""
    store, texts = MemoryStore(cut(articles, model)), {one.id: one.text for one in articles}
    for one in questions:
        results = search(
            one.text, library="quality", catalogue=store, nearest=store.nearest, model=model, k=10, filters=Filters()
        )
        told = extract(one.text, results, model.encode, alone=True)
        quotes = [] if told.which else [texts[quote.article_id][quote.start : quote.end] for quote in told.quotes[:1]]
        yield one, told, any(answer in quote for quote in quotes for answer in one.answers)


def _firm(told: Extract) -> bool:
    return told.outcome == "answered" and not told.which and told.certainty >= CERTAIN
