"""What is embedded ahead is what questions need, newest first, and it ends at once when it is told to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.answer.quote.ahead import embed_ahead, embedded_ahead
from bot.answer.quote.candidates import read_of
from bot.answer.quote.measure import measure
from index.library import Library
from index.settings import IndexSettings
from tests.remembering import SharingLibrary

STORIES = {
    "bridge": "The harbour bridge opened on Monday. Mayor Jo Reed cut the ribbon at noon.\n\n- Cars: three crowns\n"
    "- Buses: eleven crowns\n\nReplacing the cables cost 41 million crowns, said Tobias Wenk.",
    "library": "The bakery on Mill Lane has reopened as a library. It holds 12,000 books, said Anna Brandt.",
}
QUESTIONS = ("What did replacing the cables cost?", "How much do buses pay?", "How many books does the library hold?")


@pytest.fixture
def opened(tmp_path: Path, models: Path) -> Library:
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    for name, text in STORIES.items():
        (tmp_path / f"{name}.txt").write_text(f"On the {name}\n\n{text}\n", encoding="utf-8")
    library = SharingLibrary.open(IndexSettings(footnote_home=home))
    library.add("default", [tmp_path / f"{name}.txt" for name in STORIES])
    return library


def test_no_question_finds_a_sentence_that_was_not_embedded(opened: Library) -> None:
    with opened as library:
        assert embed_ahead(library, "default", threading.Event()) > 0
        assert embed_ahead(library, "default", threading.Event()) == 0
        for question in QUESTIONS:
            found = measure(question, library.search("default", question, k=10), library.encode)
            assert library.unembedded([candidate.read for candidate in found.candidates]) == []


def test_it_stops_at_once(opened: Library) -> None:
    with opened as library:
        stop = threading.Event()
        stop.set()
        assert embed_ahead(library, "default", stop) == 0


def test_it_goes_on_beside_what_else_happens(opened: Library) -> None:
    with opened as library:
        summary = library.articles("default")[0]
        article = library.article("default", summary.id)
        wanted = [text for passage in library.passages("default", summary.id) for text in read_of(article, passage)]
        pause = threading.Event()
        with embedded_ahead(library):
            assert any(not library.unembedded(wanted) or pause.wait(0.05) for _ in range(600))
