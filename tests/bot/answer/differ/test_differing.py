"""Reports that differ, through the answerer that users ask: what is shown, first and beside it."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from bot.answer.wording import differ, evidence, latest
from index.library import Library
from tests.bot.answer.pages import jsonl

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


def test_the_later_report_is_quoted_first_and_both_values_are_named(library: Library, mill: str) -> None:
    answer = Answerer(library).ask(QUESTION, library=mill)
    (found,) = answer.disagreements
    assert [side.value for side in found.sides] == ["Fifteen", "Twelve"]
    quotes = {one.number: one.quote for one in answer.citations}
    assert all(side.value in quotes[side.citation] for side in found.sides)
    assert answer.statements[0].citations == (1,)
    assert differ(answer) == ("Sources differ: 12 or 15.", "The latest says 15.")
    assert latest(answer) == 1
    assert evidence(answer.evidence) == "sources differ"


def test_other_numbers_of_one_event_are_no_disagreement(library: Library, mill: str) -> None:
    assert not Answerer(library).ask("When was the Halden mill built?", library=mill).disagreements
    assert not Answerer(library).ask("What did the fire at the Halden mill destroy?", library=mill).disagreements
