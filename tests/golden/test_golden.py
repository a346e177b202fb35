"""The gate: golden questions over the shipped articles, through the answerer that users ask, never below the floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.settings import IndexSettings
from tests.golden.measure import Verdict, as_floor, floors, measured, questions
from tests.remembering import RememberingLibrary


@pytest.fixture(scope="module")
def verdicts(samples: Path) -> list[Verdict]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as library:
        return measured(library, "default")


def test_golden_questions_keep_their_floors(verdicts: list[Verdict]) -> None:
    values, pinned = as_floor(verdicts), floors()
    missed = [
        (verdict.golden.question, verdict.outcome, verdict.quotes)
        for verdict in verdicts
        if not (verdict.found if verdict.golden.answers else verdict.outcome == "not_found")
    ]
    below = {key: (values[key], floor) for key, floor in pinned.items() if values[key] < floor}
    assert not below, f"below the floors (measured, floor): {below}; missed: {missed}"


def test_sources_differ_on_the_hurt_and_on_nothing_else(verdicts: list[Verdict]) -> None:
    found = {one.golden.question: one.disagreements for one in verdicts if one.disagreements}
    ((question, (differ,)),) = found.items()
    assert question == "How many people were hurt when the Saint Brannoc hit the breakwater?"
    assert {side.value for side in differ.sides} == {"Thirty-seven", "Forty-three", "44"}
    assert differ.sides[0].value == "44"


def test_the_count_of_the_last_report_is_shown_before_the_first_ones(verdicts: list[Verdict]) -> None:
    (quotes,) = [one.quotes for one in verdicts if one.disagreements]
    assert "The report lists 44 by name" in quotes[0]
    assert len(quotes) == 3


def test_the_set_has_answerable_and_unanswerable_questions() -> None:
    golden = questions()
    assert sum(bool(one.answers) for one in golden) >= 40
    assert sum(not one.answers for one in golden) >= 12
