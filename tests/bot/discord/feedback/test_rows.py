"""Which buttons stand under an answer: only those that would change it, and all of them known after a restart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import wording
from bot.discord.commands import ITEMS
from bot.discord.feedback.changes import changed, changes
from bot.discord.feedback.rows import rows
from bot.values import UNRESTRICTED, Answer, Citation, Restriction, Searched
from tests.bot.discord.strategies import answers
from tests.discord_server.rules import check_components

MARCH, APRIL = date(2025, 3, 3), date(2025, 4, 11)
EVERYTHING = Searched("default", 9, MARCH, APRIL)


def cited(number: int, publisher: str, published: date | None) -> Citation:
    return Citation(
        number, f"a{number}", 1, "Bridge", publisher, "", published, None, "", "", "It opened.", 0, 10, "prose", ""
    )


def answer(*citations: Citation, searched: Searched = EVERYTHING) -> Answer:
    outcome: Any = "answered" if citations else "not_found"
    return Answer("abc", "When?", outcome, "", (), citations, (), searched, 0.1)


def labels(of: Answer, restriction: Restriction = UNRESTRICTED) -> list[str]:
    return [one.label for one in changes(of, restriction)]


COURIER, TIDE = cited(1, "The Sandbar Courier", MARCH), cited(2, "Evening Tide", APRIL)


def test_nothing_is_offered_that_would_change_nothing() -> None:
    assert labels(answer(COURIER)) == []
    assert labels(answer(TIDE, replace(COURIER, publisher="Evening Tide"))) == []
    assert labels(answer(searched=replace(EVERYTHING, since=MARCH))) == []


def test_each_choice_is_offered_where_it_changes_the_answer() -> None:
    dated = replace(EVERYTHING, since=MARCH)
    assert labels(answer(COURIER, searched=dated)) == ["Any date"]
    both = ["Newest first", "Only The Sandbar Courier", "Only Evening Tide"]
    assert labels(answer(COURIER, TIDE)) == both
    assert labels(answer(TIDE, COURIER)) == ["Only Evening Tide", "Only The Sandbar Courier"]
    assert labels(answer(COURIER, TIDE, searched=replace(EVERYTHING, newest_first=True))) == both[1:]
    assert labels(answer(replace(COURIER, published=None), TIDE))[0] == "Newest first"


def test_what_was_chosen_can_be_taken_back() -> None:
    chosen = Restriction(publisher="Evening Tide", since=MARCH)
    assert labels(answer(searched=replace(EVERYTHING, since=MARCH)), chosen) == ["Any date", "As first asked"]
    assert changed(answer(COURIER), chosen, "any") == Restriction(publisher="Evening Tide", any_date=True)
    assert changed(answer(COURIER), chosen, "new") == replace(chosen, newest_first=True)
    assert changed(answer(COURIER, TIDE), UNRESTRICTED, "only1") == Restriction(publisher="Evening Tide")
    assert changed(answer(COURIER), chosen, "only7") == chosen
    assert changed(answer(COURIER), chosen, "first") == UNRESTRICTED


def test_each_story_that_may_be_meant_is_a_button_and_nothing_else_is_offered() -> None:
    stories = [replace(COURIER, title="Cable snaps"), replace(TIDE, title="@everyone " + "x" * 90), cited(3, "", None)]
    which = replace(answer(*stories), outcome="weak", form="which")
    first, second, third = labels(which)
    assert (first, third) == ("Cable snaps", "Bridge")
    assert "@everyone" not in second
    assert len(second) <= 80
    assert [len(row.children) for row in rows(which)] == [3]
    assert changed(which, UNRESTRICTED, "story1") == Restriction(article_id="a2")
    assert changed(which, UNRESTRICTED, "story7") == UNRESTRICTED
    assert labels(answer(COURIER), Restriction(article_id="a1")) == ["As first asked"]


def test_an_answer_is_judged_and_a_missing_one_put_to_the_desk() -> None:
    def shown(of: Answer) -> list[str | None]:
        return [item.item.label for row in rows(of) for item in row.children if isinstance(item, ui.DynamicItem)]

    assert shown(answer(COURIER)) == ["👍 Helpful", "👎 Not right"]
    assert shown(answer()) == ["Ask the desk", "Tell me when covered"]
    assert shown(replace(answer(), text=wording.NOTHING_FURTHER)) == []
    assert shown(answer(searched=replace(EVERYTHING, articles=0))) == []


chosen = st.builds(
    Restriction, st.sampled_from(["", "Evening Tide"]), st.none() | st.just(MARCH), st.none(), st.booleans()
)


@given(answers(), st.integers(0, 2**64 - 1), chosen, st.none() | st.dates())
def test_every_button_obeys_discord_and_is_known_to_the_next_process(
    of: Answer, by: int, restriction: Restriction, since: date | None
) -> None:
    of = replace(of, id="x" * 64, searched=replace(of.searched, since=since))
    made = rows(of, by, restriction)
    assert check_components([row.to_component_dict() for row in made], {1}) == []
    for row in made:
        for item in row.children:
            assert isinstance(item, ITEMS)
            assert item.template.fullmatch(item.custom_id)


@pytest.mark.parametrize("name", ["@everyone", "<@123>", "**x**"])
def test_a_publisher_named_like_a_mention_is_a_label(name: str) -> None:
    assert "@everyone" not in labels(answer(cited(1, name, MARCH), TIDE))[1]
