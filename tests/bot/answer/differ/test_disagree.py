"""Sources that differ stand side by side; copies of one story count once."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from bot.answer.quote.find import find
from bot.answer.record.copies import said
from bot.answer.understand.inquiry import Inquiry
from bot.answer.wording import disagreement
from index.library import Library
from index.values import Filters
from tests.bot.answer.pages import jsonl
from tests.index.copies import RIVAL, WIRE

HOUSE = "The fire at the Halden mill destroyed the weaving hall and the archive on Sunday night, the fire service said."
STORIES = (
    {
        "title": "Fire at the Halden mill",
        "text": f"Twelve people were injured in the fire at the Halden mill, the police said.\n\n{HOUSE}",
        "publisher": "Evening Post",
        "published": "2025-05-05",
    },
    {
        "title": "Mill fire: fifteen hurt",
        "text": "Fifteen people were hurt in the fire at the Halden mill, the hospital said on Tuesday.\n\n"
        "The mill was built in 1888.",
        "publisher": "Harbour Times",
        "published": "2025-05-06",
    },
)
QUESTION = "How many people were hurt in the fire at the Halden mill?"


@pytest.fixture(scope="module")
def mill(library: Library) -> str:
    library.add_files("mill", [("mill.jsonl", jsonl(*STORIES))], origin="", source_prefix="mill")
    return "mill"


def test_both_sides_are_shown_with_publisher_and_date_and_the_later_marked(library: Library, mill: str) -> None:
    answer = Answerer(library).ask(QUESTION, library=mill)
    (found,) = answer.disagreements
    by_value = {side.value: side for side in found.sides}
    assert set(by_value) == {"Twelve", "Fifteen"}
    assert by_value["Fifteen"].later
    assert not by_value["Twelve"].later
    quotes = {one.number: one.quote for one in answer.citations}
    assert all(side.value in quotes[side.citation] for side in found.sides)
    assert "Harbour Times, 6 May 2025" in disagreement(found)


def test_other_numbers_of_one_event_are_no_disagreement(library: Library, mill: str) -> None:
    assert not Answerer(library).ask("When was the Halden mill built?", library=mill).disagreements
    assert not Answerer(library).ask("What did the fire at the Halden mill destroy?", library=mill).disagreements


def test_copies_of_one_story_are_one_source(library: Library) -> None:
    wire = {"title": "Fire at the Halden mill", "text": "\n\n".join(WIRE), "published": "2025-05-05"}
    papers = [
        wire | {"publisher": name, "title": f"{name}: a cable car stops"} for name in ("Evening Post", "The Reef")
    ]
    rival = {"title": "Hours over the gorge", "text": "\n\n".join(RIVAL), "published": "2025-05-06"}
    library.add_files("orrel", [("all.jsonl", jsonl(*papers, rival))], origin="", source_prefix="orrel")
    answer = Answerer(library).ask("How many people were injured on the Orrel cable car?", library="orrel")
    cited = {one.title for one in answer.citations}
    assert answer.sources in {"1 independent source, 1 copy", "2 independent sources, 1 copy"}
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
    assert said(2, 1) == "2 independent sources, 1 copy"
    assert said(1, 3) == "1 independent source, 3 copies"
    assert said(2, 0) == ""


BRUNNBY = (
    {
        "title": "Flood drives hundreds from Brunnby",
        "text": "About 1,240 people were evacuated from Brunnby on Tuesday when the river Alv broke through the old "
        "dyke, the fire service said.\n\nRebuilding the dyke will cost between 95 and 120 million crowns, the water "
        "board estimates. The new dyke is to be finished by the end of 2027.\n\nThe village has 900 houses.",
        "publisher": "Morning Courier",
        "published": "2025-06-04",
    },
    {
        "title": "Brunnby two weeks after the flood",
        "text": "Two weeks after the flood the water has left Brunnby. The authorities moved 1,310 people out of "
        "Brunnby, and most of them are back.\n\nThe price of a new dyke is put at 160 million crowns, according to an "
        "internal report. Building it will take until March 2028.\n\nIn 1923, 40 people drowned in Brunnby. The "
        "church holds 1,000 people.",
        "publisher": "The Valley Post",
        "published": "2025-06-20",
    },
)


@pytest.fixture(scope="module")
def brunnby(library: Library) -> str:
    library.add_files("brunnby", [("brunnby.jsonl", jsonl(*BRUNNBY))], origin="", source_prefix="brunnby")
    return "brunnby"


@pytest.mark.parametrize(
    ("question", "earlier", "later"),
    [
        ("How many people were evacuated from Brunnby?", "About 1,240", "1,310"),
        ("How much will the new dyke in Brunnby cost?", "between 95 and 120 million crowns", "160 million crowns"),
        ("When will the new dyke in Brunnby be finished?", "the end of 2027", "March 2028"),
    ],
)
def test_reports_in_other_words_are_shown_to_compare(
    library: Library, brunnby: str, question: str, earlier: str, later: str
) -> None:
    answer = Answerer(library).ask(question, library=brunnby)
    (found,) = answer.disagreements
    assert [(side.value, side.later) for side in found.sides] == [(earlier, False), (later, True)]
    quotes = {one.number: one.quote for one in answer.citations}
    assert all(side.value in quotes[side.citation] for side in found.sides)
    assert disagreement(found).startswith("The sources may differ on")
    assert "later: " + later + " (The Valley Post, 20 June 2025)" in disagreement(found)


@pytest.mark.parametrize("question", ["How many houses does Brunnby have?", "What is the river of Brunnby called?"])
def test_other_things_told_of_the_place_do_not_differ(library: Library, brunnby: str, question: str) -> None:
    assert not Answerer(library).ask(question, library=brunnby).disagreements
