"""The nouns of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.values import PassageKind, Span

Outcome = Literal["answered", "not_found"]


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A verbatim span of one article revision that an answer shows; `score` orders quotes, best highest."""

    article_id: str
    revision: int
    score: float


@dataclass(frozen=True, slots=True)
class Extract:
    """What the answerer without a model found: one to three quotes best first, or none.

    `confidence` in [0, 1] is calibrated on golden questions from evidence measured on passages and sentences.
    """

    outcome: Outcome
    quotes: tuple[Quote, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered proof: `article.text[start:end] == quote` in `revision`, and where a reader finds it."""

    number: int
    article_id: str
    revision: int
    title: str
    publisher: str
    byline: str
    published: date | None
    updated: date | None
    url: str
    link: str
    quote: str
    start: int
    end: int
    kind: PassageKind
    position: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or quotation of the answer and the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: the library's articles after filters, their date span, and how the question was read.

    `label` is the reading shown to the reader ("Reuters · 1–31 March 2024"), empty when nothing was restricted;
    `note` says which restriction was dropped and why, else empty.
    """

    library: str
    articles: int
    first: date | None
    last: date | None
    publisher: str = ""
    since: date | None = None
    until: date | None = None
    newest_first: bool = False
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer as it is shown and recorded. `related` are not proofs; they follow a `not_found`."""

    id: str
    question: str
    outcome: Outcome
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    searched: Searched
    seconds: float
