"""What an acronym stands for is asked for by its name."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from bot.answer.understand.acronyms import expanded
from index.library import Library
from tests.bot.answer.pages import jsonl

PAGES = jsonl(
    {
        "title": "Buoys for the Grind reef",
        "text": "Three buoys now mark the Grind reef, the Agency for the Safety of Pilots (ASP) said on Tuesday.\n\n"
        "The ASP (which has 14 boats) will light them in May. The head of the ASP, Ilja Marrow, was pleased.",
    }
)


@pytest.fixture
def asked(library: Library) -> Library:
    if not library.status("acronyms").articles:
        library.add_files("acronyms", [("pages.jsonl", PAGES)], origin="", source_prefix="test")
    return library


@pytest.mark.parametrize("question", ["What does ASP stand for?", "what is the ASP", "What does the ASP mean?"])
def test_the_name_is_asked_for_and_quoted(asked: Library, question: str) -> None:
    assert expanded(question, asked, "acronyms") == "What is the Agency for the Safety of Pilots (ASP)?"
    assert (
        "Agency for the Safety of Pilots (ASP)" in Answerer(asked).ask(question, library="acronyms").citations[0].quote
    )


@pytest.mark.parametrize(
    "question",
    ["Who heads the ASP?", "What does XYZ stand for?", "WHAT IS ASP?", "What is a pilot?", "What is the ASP's job?"],
)
def test_other_questions_stay(asked: Library, question: str) -> None:
    assert expanded(question, asked, "acronyms") == question
