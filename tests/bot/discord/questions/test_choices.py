"""What /ask offers while people type, and what it takes of what they typed without choosing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.questions.choices import End, day_choices, publisher_choices, restriction_of
from bot.errors import BadQuestion
from bot.values import Restriction
from bot.words.words import speaking
from tests.discord_server.commands import check_choices

TODAY = date(2026, 11, 28)
PAPERS = ("Evening Tide", "The Sandbar Courier", "Sandbar Gazette")


@pytest.mark.parametrize(
    ("typed", "end", "expected"),
    [
        ("march 2025", "from", [("1 March 2025 (1–31 Mar 2025)", "2025-03-01")]),
        ("march 2025", "to", [("31 March 2025 (1–31 Mar 2025)", "2025-03-31")]),
        ("3/4/2025", "from", [("3 April 2025", "2025-04-03"), ("4 March 2025", "2025-03-04")]),
        ("nonsense", "from", []),
    ],
)
def test_days_are_offered_as_people_read_them(typed: str, end: End, expected: list[tuple[str, str]]) -> None:
    assert day_choices(typed, end, TODAY) == expected


def test_days_are_offered_before_anything_is_typed_and_in_the_readers_language() -> None:
    assert len(day_choices("", "from", TODAY)) == 5
    with speaking("de"):
        assert day_choices("2025-03-04", "to", TODAY) == [("4. März 2025", "2025-03-04")]


def test_publishers_that_begin_so_come_first() -> None:
    assert [value for _, value in publisher_choices(PAPERS, "sand")] == ["Sandbar Gazette", "The Sandbar Courier"]
    assert publisher_choices(PAPERS, "Reuters") == []


@given(st.lists(st.text(max_size=150), max_size=30, unique=True), st.text(max_size=20))
def test_discord_takes_every_choice_and_each_leads_back(names: list[str], typed: str) -> None:
    offered = publisher_choices(names, typed)
    assert check_choices([{"name": name, "value": value} for name, value in offered]) == []
    for _, value in offered:
        if value.strip():
            assert restriction_of(names, value, "", "", TODAY).publisher in names


def test_what_was_typed_without_choosing_is_taken_where_it_is_clear() -> None:
    assert restriction_of(PAPERS, "courier", "March 2025", "last week", TODAY) == Restriction(
        "The Sandbar Courier", date(2025, 3, 1), date(2026, 11, 22)
    )


@pytest.mark.parametrize(
    ("publisher", "since", "until", "said"),
    [
        ("Reuters", "", "", "There is no publisher called “Reuters” here. Choose one from the list: Evening Tide, "),
        ("sandbar", "", "", "“sandbar” may be several publishers: The Sandbar Courier, Sandbar Gazette."),
        ("", "banana", "", "“banana” cannot be read as a date."),
        ("", "", "3/4/2025", "“3/4/2025” may be 3 April 2025 or 4 March 2025."),
        ("", "2025", "2024", "The first day (1 January 2025) is after the last (31 December 2024)."),
        ("*@everyone*", "", "", "There is no publisher called “\\*@\u200beveryone\\*” here."),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(publisher: str, since: str, until: str, said: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        restriction_of(PAPERS, publisher, since, until, TODAY)
    assert str(refused.value).startswith(said)


def test_nothing_chosen_restricts_nothing() -> None:
    assert restriction_of(PAPERS, " ", "", " ", TODAY) == Restriction()
