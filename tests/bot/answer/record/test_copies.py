"""Copies of one story count once, and a reader is told how many there are."""

from __future__ import annotations

from bot.answer.answer import Answerer
from bot.answer.quote.find import find
from bot.answer.wording import evidence
from bot.values import Evidence, Inquiry
from index.library import Library
from index.values import Filters
from tests.bot.answer.pages import jsonl
from tests.index.copies import RIVAL, WIRE


def test_copies_of_one_story_are_one_source(library: Library) -> None:
    wire = {"title": "Fire at the Halden mill", "text": "\n\n".join(WIRE), "published": "2025-05-05"}
    papers = [
        wire | {"publisher": name, "title": f"{name}: a cable car stops"} for name in ("Evening Post", "The Reef")
    ]
    rival = {"title": "Hours over the gorge", "text": "\n\n".join(RIVAL), "published": "2025-05-06"}
    library.add_files("orrel", [("all.jsonl", jsonl(*papers, rival))], origin="", source_prefix="orrel")
    answer = Answerer(library).ask("How many people were injured on the Orrel cable car?", library="orrel")
    cited = {one.title for one in answer.citations}
    assert evidence(answer.evidence) in {"one source, 1 copy", "2 independent sources, 1 copy"}
    assert len([title for title in cited if "cable car stops" in title]) == 1
    assert not answer.disagreements


def test_two_searches_let_one_copy_speak(library: Library) -> None:
    titles = {"Evening Post": "Hours above the gorge", "The Reef": "Orrelbahn: engine house, gauges, brake"}
    papers = [{"title": title, "publisher": name, "text": "\n\n".join(WIRE)} for name, title in titles.items()]
    library.add_files("two", [("all.jsonl", jsonl(*papers))], origin="", source_prefix="two")
    first, second = [library.search("two", title, 1).hits[0].article.title for title in titles.values()]
    assert first != second
    inquiry = Inquiry(titles["Evening Post"], also=(titles["The Reef"],))
    found = find(library, "two", inquiry, inquiry.question, Filters(), library.encode, newest_first=False)
    assert len(found.articles) == 1


def test_sources_are_counted_in_words() -> None:
    assert evidence(Evidence("strong", 2, 1)) == "2 independent sources, 1 copy"
    assert evidence(Evidence("strong", 1, 3)) == "one source, 3 copies"
    assert evidence(Evidence("strong", 2)) == "2 independent sources"
