"""What a bench found, and the settings and texts that benches share."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.settings import IndexSettings
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Floor:
    """One measured figure and the most it may be."""

    name: str
    value: float
    most: float
    unit: str
    detail: str

    @property
    def holds(self) -> bool:
        return self.value <= self.most

    def __str__(self) -> str:
        sign = "ok  " if self.holds else "OVER"
        return f"{sign} {self.name}: {self.value:.2f} {self.unit} (at most {self.most:g}); {self.detail}"


def settings(folder: Path) -> IndexSettings:
    """Settings of a fresh data folder."""
    return IndexSettings(footnote_home=folder / "home", _env_file=None)  # type: ignore[call-arg]


def prose() -> list[str]:
    """Return sentences of the shipped articles."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").glob("*.md")))
    found = re.split(r"(?<=[.!?])\s+", re.sub(r"<[^>]+>", "", text))
    return [" ".join(sentence.split()) for sentence in found if 30 < len(sentence) < 300]


def stories(count: int, sentences: int) -> Iterator[dict[str, str]]:
    """Yield articles whose sentences are shuffled from the shipped ones, each with a number of its own."""
    pool, chance = prose(), random.Random(7)
    for number in range(count):
        chosen = [f"{chance.choice(pool)} It was case {number}-{line}." for line in range(sentences)]
        paragraphs = [" ".join(chosen[start : start + 4]) for start in range(0, sentences, 4)]
        yield {"title": f"Case {number}", "text": "\n\n".join(paragraphs), "publisher": "The Harbour Post"}


def write_files(folder: Path, count: int, sentences: int) -> Path:
    """Write one .json file per article."""
    folder.mkdir()
    for number, story in enumerate(stories(count, sentences)):
        (folder / f"{number:05}.json").write_text(json.dumps(story), encoding="utf-8")
    return folder


def write_records(path: Path, count: int, sentences: int) -> Path:
    """Write one .jsonl file of all articles."""
    path.write_text("\n".join(json.dumps(story) for story in stories(count, sentences)), encoding="utf-8")
    return path
