"""What the examples quote: sentences of the articles in articles/, with their credits. A test compares them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote as encoded

from bot.values import Answer, Citation, Searched, Statement
from index.values import ArticleSummary


@dataclass(frozen=True, slots=True)
class Story:
    """An article of articles/ as far as examples show it."""

    file: str
    title: str
    publisher: str
    byline: str
    published: date
    url: str
    updated: date | None = None


COURIER = Story(
    "ferry-callis-courier.md", "Fog, a wall of stone, and 43 hurt: the last minutes of the Saint Brannoc",
    "Callis Courier", "Jonas Petrakis", date(2024, 11, 15),
    "https://calliscourier.example/news/2024/saint-brannoc-last-minutes",
)  # fmt: skip
POST = Story(
    "ferry-harbour-post.html", "Ferry strikes breakwater in fog, 37 injured", "The Harbour Post", "Maud Ellery",
    date(2024, 11, 15), "https://harbourpost.example/2024/11/15/ferry-strikes-breakwater",
)  # fmt: skip
REPORT = Story(
    "ferry-inquiry-report.html", "Saint Brannoc: radar was dark for nine minutes, inquiry finds", "The Harbour Post",
    "Maud Ellery, Idris Calloway", date(2025, 5, 20), "https://harbourpost.example/2025/05/20/saint-brannoc-inquiry",
    date(2025, 5, 23),
)  # fmt: skip
WATER = Story(
    "eastwater-tap-water.json", "Solvent found in Eastwater tap water; 1,900 households told not to drink it",
    "Callis Courier", "Priya Vandersteen", date(2025, 2, 4),
    "https://calliscourier.example/news/2025/eastwater-solvent",
)  # fmt: skip
BRIDGE = Story(
    "kestrel-bridge-opens.md", "The Kestrel Bridge opens, and the first car to cross is a hearse", "The Harbour Post",
    "Maud Ellery", date(2026, 6, 6), "https://harbourpost.example/2026/06/06/kestrel-bridge-opens",
)  # fmt: skip
REEF = Story(
    "glass-sponge-reef.txt", "A city of glass, 340 metres down", "Meridian Science", "Ruth Oyelaran", date(2025, 7, 8),
    "https://meridianscience.example/oceans/glass-sponge-reef-callis-sound",
)  # fmt: skip
STORIES = (BRIDGE, REEF, REPORT, WATER, COURIER, POST)
SEARCHED = Searched("default", 13, date(2024, 8, 20), date(2026, 6, 6), newest=date(2026, 6, 6))


def cited(number: int, story: Story, words: str, position: str) -> Citation:
    """Return the citation of a sentence."""
    link = f"{story.url}#:~:text={encoded(' '.join(words.split()[:4]))}"
    return Citation(
        number, story.file, 1, story.title, story.publisher, story.byline, story.published, story.updated, story.url,
        link, words, 0, len(words), "prose", position,
    )  # fmt: skip


def quoting(question: str, *citations: Citation, searched: Searched = SEARCHED, seconds: float = 0.9) -> Answer:
    """Return an answer in the words of its sources."""
    said = tuple(Statement(one.quote, (one.number,)) for one in citations)
    return Answer("sample", question, "answered", "", said, citations, (), searched, seconds)


def unanswered(question: str, *related: Citation, searched: Searched = SEARCHED, seconds: float = 0.9) -> Answer:
    """Return what is said of a question that the articles do not answer."""
    return Answer("sample", question, "not_found", "", (), (), related, searched, seconds)


def summary(story: Story) -> ArticleSummary:
    """Return an article as a list shows it."""
    return ArticleSummary(
        story.file, story.title, story.publisher, story.byline, story.published, story.updated, story.url, story.file,
        1, 5, "2026-06-12T15:58:00+00:00", story.file,
    )  # fmt: skip
