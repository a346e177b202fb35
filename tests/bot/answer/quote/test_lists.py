"""Questions that a line of a list, an answered question, a plain denial or the sentence after an echo answers."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from index.library import Library
from tests.bot.answer.pages import ARTICLES, jsonl

FERRY = {
    "title": "Sandmark ferry gets a winter timetable",
    "text": (
        "The ferry between Sandmark and the islands runs twice a day from November, the operator said on Tuesday.\n\n"
        "Piers and times:\n\nSandmark 07:40\n\nHoln 08:25\n\nWest Skerry 09:10\n\n"
        "The board met on Monday. Present: seven members of the board. Apologies: Captain Ylva Brandt.\n\n"
        "A gale tore the ramp at Holn from its hinges on Sunday. The ramp fell on an empty van. Nobody was hurt.\n\n"
        "The boat is from 1979 and has a heated cabin. There is no café on board."
    ),
}
MUSEUM = {
    "title": "Town museum reopens with new prices",
    "text": (
        "The Orrel town museum reopens on Friday after a year of repairs to its roof.\n\n"
        "What a visit costs:\n\nAdults: 11 crowns\n\nStudents: 6 crowns\n\nAudio guide: 3 crowns\n\n"
        "Why a museum should charge for a guide is not obvious to everybody. The director points to the batteries."
    ),
}

BEES = {
    "title": "Hornets in Orrel: what beekeepers should know",
    "text": (
        "A nest of hornets was found under a bridge in Orrel last week. The keepers' guild answers.\n\n"
        "How do I tell that there are hornets?\n\n"
        "Empty landing boards and a buzz that is deeper than usual. The bees stay inside.\n\n"
        "Whom should I call?\n\nThe fire brigade; never burn a nest.\n\n"
        "Would they attack a ferry?\n\nNo. They keep to the trees."
    ),
}

GALE = {
    "title": "Gale over Orrel: as it happened",
    "text": (
        "07:15 This page is closed. The buses run again.\n\n"
        "06:05 The wind at Orrel lock has fallen to 50 kilometres an hour. The gale warning is lifted.\n\n"
        "04:20 The second tree of the night has fallen on Mill Lane in Orrel. Nobody was near."
    ),
}


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    library.add_files(
        "lists", [("lists.jsonl", jsonl(FERRY, MUSEUM, BEES, GALE, *ARTICLES))], origin="", source_prefix="lists"
    )
    return Answerer(library)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Who sent apologies to the board?", "Apologies: Captain Ylva Brandt."),
        ("Was anybody hurt when the ramp of the ferry fell?", "Nobody was hurt."),
        ("When does the ferry stop at Holn?", "Piers and times:\n\nSandmark 07:40\n\nHoln 08:25"),
        ("How much does the museum charge students?", "What a visit costs:\n\nAdults: 11 crowns\n\nStudents: 6 crowns"),
        ("Was anyone hurt when the ramp fell?", "Nobody was hurt."),
        ("What are the signs of hornets?", "Empty landing boards and a buzz"),
        ("Is there a café on the ferry?", "There is no café on board."),
        ("When was the gale warning lifted?", "06:05 The wind at Orrel lock has fallen"),
    ],
)
def test_it_is_the_first_quotation(answerer: Answerer, question: str, quote: str) -> None:
    answer = answerer.ask(question, library="lists")
    assert answer.found
    assert quote in answer.citations[0].quote


def test_the_head_of_a_list_is_never_quoted_without_a_line(answerer: Answerer) -> None:
    for question in ("What are the piers and times?", "What does a visit cost?"):
        answer = answerer.ask(question, library="lists")
        assert all(not one.quote.endswith(":") for one in answer.citations)


def test_a_denial_in_a_caption_is_an_answer_too(library: Library) -> None:
    fall = {
        "title": "Crane falls onto a quay",
        "text": (
            "<p>A crane fell onto the quay of Orrel on Monday and crushed two empty vans.</p>"
            "<figure><img src='crane.jpg'><figcaption>Nobody was hurt when the crane fell.</figcaption></figure>"
        ),
    }
    library.add_files("captions", [("fall.jsonl", jsonl(fall))], origin="", source_prefix="captions")
    answer = Answerer(library).ask("Was anybody hurt when the crane fell?", library="captions")
    assert any("Nobody" in one.quote for one in answer.citations)
