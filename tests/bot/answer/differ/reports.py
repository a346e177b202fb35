"""Small fictional reports as articles, and what an answer becomes that quotes the first sentence of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.differ.differ import differing
from bot.answer.differ.later import Contradicts
from bot.answer.prove.compose import quotations
from bot.answer.prove.prove import Claims
from bot.values import Quote
from index.text.split import sentences
from index.values import Article, Block, Hit, Passage

HURT = "How many people were hurt in the fire at the Halden mill?"
MONDAY, TUESDAY, WEDNESDAY = "2025-05-05", "2025-05-06", "2025-05-07"


@dataclass(frozen=True, slots=True)
class Report:
    """An article of one or more paragraphs: its publisher, its day (ISO 8601) and what it says."""

    publisher: str
    day: str
    text: str
    title: str = ""


def post(day: str, text: str, title: str = "") -> Report:
    return Report("Evening Post", day, text, title)


def times(day: str, text: str, title: str = "") -> Report:
    return Report("Harbour Times", day, text, title)


def article(told: Report, number: int) -> Article:
    blocks: list[Block] = []
    for part in told.text.split("\n\n"):
        start = blocks[-1].end + 2 if blocks else 0
        blocks.append(Block(start, start + len(part), "prose"))
    made = Article(
        f"a{number}", f"{number}.txt", told.text, told.title, tuple(blocks), publisher=told.publisher,
        published=date.fromisoformat(told.day), language="en",
    )  # fmt: skip
    return replace(made, sentences=sentences(made))


def hit(one: Article) -> Hit:
    return Hit(Passage(0, len(one.text), one.id, one.id, 1, one.text), one, 1.0, 1.0, 1.0)


def asked(
    question: str,
    *told: Report,
    stories: Mapping[str, str] | None = None,
    judge: Contradicts | None = None,
) -> Claims:
    """Return the claims of an answer that quotes the first sentence of the first report."""
    articles = [article(one, number) for number, one in enumerate(told)]
    first = articles[0].sentences[0]
    claims = quotations([Quote(first.start, first.end, "a0", 1, 1.0)], {one.id: one for one in articles})
    return differing(question, claims, [hit(one) for one in articles], stories or {}, judge)


def values(claims: Claims) -> Sequence[str]:
    return [side.value for one in claims.disagreements for side in one.sides]
