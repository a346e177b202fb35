"""What holds now: the latest report of a state or plan leads, on a real library of two reports."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from index.library import Library
from tests.bot.answer.pages import jsonl

OLD = "The Ostrey footbridge is closed to walkers after the flood, the parish said."
NEW = "Repairs are done and the Ostrey footbridge is open to walkers again since Friday morning."
REPORTS = jsonl(
    {"title": "Flood damages paths", "text": OLD, "published": "2025-05-05", "publisher": "Evening Post"},
    {"title": "Ostrey footbridge is back", "text": NEW, "published": "2025-05-19", "publisher": "Harbour Times"},
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Is the Ostrey footbridge closed?", NEW),
        ("Was the Ostrey footbridge closed to walkers after the flood?", OLD),
    ],
)
def test_what_is_asked_of_now_is_led_by_the_latest_report(library: Library, question: str, first: str) -> None:
    if not library.status("bridges").articles:
        library.add_files("bridges", [("bridges.jsonl", REPORTS)], origin="", source_prefix="test")
    answer = Answerer(library).ask(question, library="bridges")
    assert answer.citations[0].quote == first
