"""Judges of several characters, as scripted models and as scripted cross-encoders, and articles to judge by."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.values import Offered
from index.values import Article
from tests.bot.answer.pages import article

FERRY = replace(
    article(
        [
            "Thirty-seven people were injured when the ferry Marigold struck the pier of Elder Quay on Tuesday.",
            "The harbour master, Petra Vance, said that a marker had been missing since 27 February.",
            "The operator Quay Lines was warned in a letter of October 2023, and the harbour master has a copy.",
            "The operator did not reply.",
            "The repair may cost up to 4 million crowns.",
            "The Marigold was built in 1998 and carries 214 passengers.",
        ],
        title="Marigold strikes the pier",
    ),
    id="ferry",
    publisher="The Harbour Post",
    published=date(2024, 3, 7),  # a Thursday
    language="en",
)
CHEESE = replace(
    article(
        [
            "Bettina Kroll was named cheesemaker of the year at the mountain fair in Oberfels.",
            "Her dairy sold 1,250 wheels of blue cheese last winter to shops in the valley.",
        ],
        title="A prize for blue cheese",
    ),
    id="cheese",
    publisher="Evening Tide",
    published=date(2024, 8, 1),
    language="en",
)


def offered(*pages: Article) -> tuple[Offered, ...]:
    """Return every sentence under the key of its article and place: `ferry0`."""
    return tuple(
        Offered(f"{page.id}{place}", page, span, "prose") for page in pages for place, span in enumerate(page.sentences)
    )


def encode(texts: Sequence[str], *, queries: int = 0) -> NDArray[np.float32]:
    """Bags of words as vectors: similar where words are shared."""
    bags = [set(re.findall(r"\w+", text.lower())) for text in texts]
    words = sorted(set().union(*bags))
    rows = np.array([[word in bag for word in words] for bag in bags], dtype=np.float32)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def truthful(known: Sequence[str]) -> Callable[[str, str], bool]:
    """Return a reader who knows which statements are true, and otherwise agrees with what a premise repeats."""
    return lambda premise, statement: statement.rstrip(".") in premise or statement in known


@dataclass
class Scripted:
    """A judge that says of each pair what it is told to; `asked` are the pairs of each call."""

    says: Callable[[str, str], bool]
    name: str = "scripted"
    asked: list[list[tuple[str, str]]] = field(default_factory=list)

    def probabilities(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        self.asked.append(list(zip(premises, statements, strict=True)))
        return [0.9 if self.says(*pair) else 0.1 for pair in self.asked[-1]]


def judging(says: Callable[[str, str], bool]) -> Callable[[str, str], str]:
    """Return a chat model that answers the prompt of a judge so, in the form that it asks for."""

    def reply(system: str, user: str) -> str:
        texts = dict(re.findall(r"^<text-\w+ (\w+)>\n(.*)\n", user, re.M))
        lines = re.findall(r"^(\w+): does (\w+) say: (.*)$", user, re.M)
        return "\n".join(
            f"{one}: {'yes' if says(html.unescape(texts[name]), html.unescape(statement)) else 'no'}"
            for one, name, statement in lines
        )

    return reply


def panel(writer: Callable[[str, str], str], judge: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """Return one chat model that writes as one and judges as another."""
    return lambda system, user: (judge if system.startswith("You check statements") else writer)(system, user)
