"""Articles of some sentences, and what a statement that cites some of them stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.answer.prove.premise import Premise, premises
from bot.values import Offered
from index.clean.story import clean
from index.sources import files
from index.text.split import sentences
from index.values import Article, Block, Page, Span

GAZETTE = date(2025, 9, 18)  # a Thursday


def article(*texts: str, title: str = "News", publisher: str = "", language: str = "en", name: str = "a") -> Article:
    """Return an article of one paragraph, published on a Thursday."""
    starts = [sum(len(one) + 1 for one in texts[:place]) for place in range(len(texts))]
    spans = tuple(Span(start, start + len(one)) for start, one in zip(starts, texts, strict=True))
    text = " ".join(texts)
    block = Block(0, len(text), "prose")
    return Article(name, name, text, title, (block,), spans, publisher=publisher, language=language, published=GAZETTE)


def offer(found: Article, *places: int) -> list[Offered]:
    """Return sentences of an article, the last one where no place is given."""
    return [Offered(f"{found.id}{at}", found, found.sentences[at], "prose") for at in places or (-1,)]


def cite(*texts: str, title: str = "News", publisher: str = "", language: str = "en") -> tuple[Premise, ...]:
    """Return what a statement stands on that cites the last of some sentences."""
    return premises(offer(article(*texts, title=title, publisher=publisher, language=language)))


@lru_cache
def read(folder: Path) -> tuple[Article, ...]:
    """Return the articles of a folder with their sentences."""
    return tuple(_articles(folder))


def _articles(folder: Path) -> Iterator[Article]:
    for path in sorted(folder.rglob("*.*")):
        for page in files.read(path, limit_mb=10):
            if isinstance(page, Page):
                found = clean(page, article_id=page.source)
                found = replace(found, language=found.language or "en")
                yield replace(found, sentences=sentences(found))
