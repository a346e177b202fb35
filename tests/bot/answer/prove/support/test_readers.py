"""What is read out of a text before anything is compared: numbers, dates, names, marks of quotation, clauses."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.prove.quotation_marks import unquoted
from bot.answer.prove.support.clauses import clauses
from bot.answer.prove.support.days import Day, blanked, days, meant
from bot.answer.prove.support.names import names, reports
from bot.answer.prove.support.numbers import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Forty-three people and nine crew", "43 9"),
        ("1,204 votes to 377", "1204 377"),
        ("rund 900.000 Haushalte, 6,5 Mio. Euro", "900000 6500000"),
        ("wages rise by 6.5 percent", "6.5"),
        ("two hundred and four barges", "204"),
        ("two million and 5 thousand", "2000000 5000"),
        ("418 million crowns", "418000000"),
        ("eight million more", "8000000"),
        ("31 votes to 29", "31 29"),
        ("the fifteenth hole, a third of it, twice", "15 3 2"),  # a third is read as its digit on both sides
        ("at 6:42 p.m.", "6.42"),
        ("nobody at all", ""),
        ("H₂O, x⁴ and m²", ""),
        ("a hundred thousand", ""),
        ("two dozen boats and half a dozen rafts", "24 6"),
        ("half a million crowns", "500000"),
        ("two and a half hours, one in the afternoon and a day", "2.5 1"),
    ],
)
def test_numbers(text: str, values: str) -> None:
    assert " ".join(f"{one.value:f}".rstrip("0").rstrip(".") if one.value % 1 else f"{one.value:.0f}"
                    for one in numbers(text)) == values  # fmt: skip


def test_a_number_knows_where_it_stands() -> None:
    text = "In all, forty-three people and 1.2 million fish."
    assert [text[one.start : one.end] for one in numbers(text)] == ["forty-three", "1.2 million"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("on 14 November 2024", [(2024, 11, 14)]),
        ("on November 14, 2024", [(2024, 11, 14)]),
        ("the 3rd of May", [(0, 5, 3)]),
        ("in March 2025", [(2025, 3, 0)]),
        ("since 1987", [(1987, 0, 0)]),
        ("am 3. Oktober 2025", [(2025, 10, 3)]),
        ("2,114 votes and 1,900 households", []),
        ("In January 18,400 people had no work", [(0, 1, 0)]),
        ("it may rain", []),
        ("she marched on", []),
        ("31 February 2024", [(2024, 2, 31)]),
    ],
)
def test_dates(text: str, told: list[tuple[int, int, int]]) -> None:
    assert [(one.year, one.month, one.day) for one in days(text)] == told


def test_a_date_is_borne_by_one_that_tells_as_much() -> None:
    full, month, other = (days(text)[0] for text in ("14 November 2024", "November 2024", "15 November 2024"))
    assert month.within(full)
    assert not full.within(month)
    assert not other.within(full)


@pytest.mark.parametrize(("told", "day"), [("on Thursday", 14), ("on Friday", 15), ("on Monday", 11)])
def test_a_weekday_is_the_latest_before_its_article(told: str, day: int) -> None:
    assert Day(2024, 11, day, date(2024, 11, day).weekday()) in meant(days(told), date(2024, 11, 15))


def test_a_year_that_is_not_said_is_the_nearest() -> None:
    near = meant(days("since 2 April"), date(2025, 5, 20))
    assert {(one.year, one.month, one.day) for one in near} == {(0, 4, 2), (2025, 4, 2)}
    assert (2025, 12, 30) in {(o.year, o.month, o.day) for o in meant(days("on 30 December"), date(2026, 1, 2))}


def test_blanked_dates_leave_every_other_character_in_its_place() -> None:
    text = "On 14 November 2024, 37 people were hurt."
    assert blanked(text) == text.replace("14 November 2024", " " * 16)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The harbour master, Marguerite Solano, watched.", ["Marguerite", "Solano"]),
        ("Yesterday nobody came.", []),
        ("It sank in May. She wept.", []),
        ("NATO ships came.", ["NATO"]),
        ("said Mayor Okonjo-Hale's brother", ["Mayor", "Okonjo-Hale"]),
        ("“We know,” said Dray.", ["Dray"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_statement_may_speak_of_its_source() -> None:
    assert reports("The Courier reported on 15 November that the ferry struck.")
    assert not reports("The ferry struck the breakwater.")


SOURCE = "“There was no plot,” Holloway told a town hall. “There was a drawer.”"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Holloway said “There was no plot”.", "Holloway said “There was no plot”."),
        ('Holloway said "There was no plot."', 'Holloway said "There was no plot."'),
        ("Holloway said “there was a plot”.", "Holloway said there was a plot."),
        ("Holloway said „There was a drawer“.", "Holloway said „There was a drawer“."),
        ("She spoke of a “cover-up” and “a drawer”.", "She spoke of a cover-up and “a drawer”."),
        ("An “unclosed mark", "An unclosed mark"),
        ("The city's three hospitals", "The city's three hospitals"),
    ],
)
def test_quotation_marks_stay_only_around_what_is_quoted(text: str, shown: str) -> None:
    assert unquoted(text, [SOURCE]) == shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The ferry struck a wall, and nobody was killed there.",
            ["The ferry struck a wall", "nobody was killed there"],
        ),
        ("The bridge is long; the toll was rejected.", ["The bridge is long", "the toll was rejected"]),
        ("The ferry struck a wall.", []),
        ("Salt, and pepper.", []),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts
