"""Denial, doubt, conditions and plans."""

from __future__ import annotations

import pytest

from bot.answer.prove.polarity import missing
from tests.bot.answer.prove.cited import cite


@pytest.mark.parametrize(
    ("sentence", "statement", "fact"),
    [
        ("Dray was tested for alcohol.", "Dray was not tested for alcohol.", "negation"),
        ("No human has been infected.", "A human has been infected.", "negation"),
        ("The company may be fined.", "The company is fined.", "doubt"),
        ("Police suspect a plumber of the theft.", "The theft was the deed of a plumber.", "doubt"),
        ("He plans to open a shop if the bank agrees.", "He plans to open a shop.", "condition"),
        ("If it fails, work will stop.", "Work will stop.", "condition"),
        ("The firm will pay each passenger.", "The firm paid each passenger.", "plan"),
        ("The firm has promised to publish the report.", "The firm has published the report.", "plan"),
    ],
)
def test_what_is_turned_is_named(sentence: str, statement: str, fact: str) -> None:
    assert fact in list(missing(statement, cite(sentence)[0]))


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Nobody was injured.", "There were no injuries."),
        ("The storm left homes without power.", "Homes lost power."),
        ("They were told to stop drinking it.", "They were told not to drink it."),
        ("The company may be fined.", "The company could be fined."),
        ("In May the record stood.", "The record stood."),
        ("The singer, who sold nine records, will not return unless she heals.", "The singer sold nine records."),
        ("The bridge will carry four lanes.", "The bridge carries four lanes."),
        ("The plan failed, so the mayor had to resign.", "The mayor must resign."),
    ],
)
def test_the_same_in_other_words_is_borne(sentence: str, statement: str) -> None:
    assert list(missing(statement, cite(sentence)[0])) == []
