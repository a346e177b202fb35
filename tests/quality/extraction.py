"""How well pages are read: their sentences beside trafilatura alone, their titles and dates, and what is refused.

    python -m tests.quality.extraction FOLDER

FOLDER holds NAME.html (as it was fetched) and beside it NAME.json with what a person reads there: "text" (paragraphs
apart by blank lines; "" where the page is no article), and where known "title", "date" (YYYY-MM-DD) and "url".
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.clean import clean
from index.errors import UnreadableSource
from index.sources.dates import parse_date
from index.sources.web import read_web
from index.text.segment import segment
from index.values import Article
from tests.pages import articles, lists


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what a person reads there; `title` and `date` are "" where nobody said."""

    name: str
    html: bytes
    text: str
    title: str = ""
    date: str = ""
    url: str = "https://paper.example/story"


@dataclass(frozen=True, slots=True)
class Scored:
    """Shares from 0 to 1; precision and recall count sentences of all accepted pages, dates those of pages with one."""

    pages: int
    precision: float
    recall: float
    alone_precision: float
    alone_recall: float
    refused: float
    accepted_lists: float
    titles: float
    dates: float
    wrong_dates: float

    @property
    def f1(self) -> float:
        return _harmonic(self.precision, self.recall)

    @property
    def alone_f1(self) -> float:
        return _harmonic(self.alone_precision, self.alone_recall)


def made() -> Iterator[Page]:
    """Yield the invented pages; the day of an article counts where its page states it."""
    for one in [*articles(), *lists()]:
        day = one.published.isoformat() if one.published else ""
        yield Page(one.name, one.html.encode(), "\n\n".join(one.sentences), one.title, day, one.url)


def folder(path: Path) -> Iterator[Page]:
    """Yield the pages of a folder."""
    for place in sorted(path.glob("*.html")):
        said = json.loads(place.with_suffix(".json").read_text("utf-8"))
        url = said.get("url") or "https://paper.example/story"
        yield Page(place.stem, place.read_bytes(), said["text"], said.get("title") or "", said.get("date") or "", url)


def score(pages: Iterable[Page]) -> Scored:
    """Read every page as a refresh does, and with trafilatura's defaults."""
    known = list(pages)
    real, others = [page for page in known if page.text], [page for page in known if not page.text]
    read = [(page, found) for page in real if (found := _read(page))]
    said = [_sentences(page.text) for page, _ in read]
    own = [_sentences(_story(found)) for _, found in read]
    alone = [_sentences(_alone(page)) for page, _ in read]
    titled = [found.title == page.title for page, found in read if page.title]
    dated = [(found.published, parse_date(page.date)) for page, found in read if page.date]
    return Scored(
        len(known),
        *_shares(said, own),
        *_shares(said, alone),
        refused=1 - len(read) / max(1, len(real)),
        accepted_lists=sum(_read(page) is not None for page in others) / max(1, len(others)),
        titles=_mean(titled),
        dates=_mean([found == day for found, day in dated]),
        wrong_dates=1 - _mean([found in (None, day) for found, day in dated]),
    )


def _read(page: Page) -> Article | None:
    try:
        return clean(read_web(page.html, page.url), article_id="page")
    except UnreadableSource:
        return None


def _story(article: Article) -> str:
    return "\n\n".join(block.of(article.text) for block in article.blocks if block.kind == "prose")


def _alone(page: Page) -> str:
    import trafilatura

    found = trafilatura.extract(page.html, include_comments=False)
    return "\n\n".join((found or "").split("\n"))


def _sentences(text: str) -> Counter[str]:
    """Return the sentences of a text by their letters and digits."""
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    said = ("".join(filter(str.isalnum, span.of(block))) for block in blocks for span in segment(block, "en"))
    return Counter(one.casefold() for one in said if one)


def _shares(said: Sequence[Counter[str]], found: Sequence[Counter[str]]) -> tuple[float, float]:
    """Return precision and recall."""
    right = sum((one & other).total() for one, other in zip(said, found, strict=True))
    return right / max(1, sum(one.total() for one in found)), right / max(1, sum(one.total() for one in said))


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 1.0


def main(arguments: Sequence[str]) -> int:
    """Print the measures of a folder."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write(f"{__doc__}\n")
        return 2
    found = score(folder(Path(arguments[0])))
    rows = [
        ("pages", f"{found.pages}"),
        ("F1 of sentences", f"{found.f1:.3f}  (precision {found.precision:.3f}, recall {found.recall:.3f})"),
        (
            "  trafilatura alone",
            f"{found.alone_f1:.3f}  (precision {found.alone_precision:.3f}, recall {found.alone_recall:.3f})",
        ),
        ("articles refused", f"{found.refused:.3f}"),
        ("lists accepted", f"{found.accepted_lists:.3f}"),
        ("title identical", f"{found.titles:.3f}"),
        ("date right", f"{found.dates:.3f}  (wrong {found.wrong_dates:.3f})"),
    ]
    print("\n".join(f"{name:22} {value}" for name, value in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
