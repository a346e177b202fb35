"""News that coefficients are fitted on: invented articles with questions in readers' words, and those that differ.

Of the questions of `news.json` each third has no answer in its articles; the cases of `differ.PAIRS` all have one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from index.values import Article, Block
from tests.quality import differ
from tests.quality.memory import Asking

NEWS = Path(__file__).resolve().parent / "news.json"


def read_news() -> tuple[list[Article], list[Asking]]:
    """Return the articles, and all questions; of a case that differs what either report tells is an answer."""
    told = json.loads(NEWS.read_text("utf-8"))
    articles = [article_of(one["id"], one["title"], one["text"]) for one in told["articles"]]
    questions = [
        Asking(f"news {number}", one["question"], "news", one["article"], tuple(one["answers"]))
        for number, one in enumerate(told["questions"])
    ]
    for number, case in enumerate(differ.cases()):
        key, topic = f"case {number}", f"case {number % 2}"
        articles += [article_of(f"{key} {place}", one["title"], one["text"]) for place, one in enumerate(case.told)]
        questions.append(Asking(key, case.question, topic, f"{key} 0", (case.answer, case.other)))
    return articles, questions


def article_of(key: str, title: str, text: str) -> Article:
    return Article(key, key, text, title, tuple(_blocks(text)), language="en")


def _blocks(text: str) -> Iterator[Block]:
    at = 0
    for paragraph in text.split("\n\n"):
        yield Block(at, at + len(paragraph), "prose")
        at += len(paragraph) + 2
