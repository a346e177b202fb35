"""What a reader sees of a model's words, of other people's words, and of sources that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.answers.body import body
from bot.discord.answers.render import plain_text, render
from bot.discord.text.escaping import size
from bot.values import Answer, Citation, Disagreement, Searched, Side, Statement

CITATION = Citation(
    4, "a", 1, "Fog", "Callis Courier", "", date(2024, 11, 15), None, "https://c.example/fog", "https://c.example/fog",
    "Forty-three people were hurt.", 0, 29, "prose", "paragraph 1 of 11",
)  # fmt: skip
WRITTEN = Statement("In all, 43 people were *hurt*.", (4,), "written", "hospital staff, quoted by Callis Courier")
QUOTED = Statement("Forty-three people were hurt.", (4,), translation="Dreiundvierzig Menschen wurden verletzt.")
SIDES = (
    Side("44", 4, "Callis Courier", date(2025, 5, 19)),
    Side("37", 5, "The Harbour Post", date(2024, 11, 15)),
)
ANSWER = Answer(
    "id", "how many?", "answered", "", (WRITTEN, QUOTED), (CITATION,), (),
    Searched("default", 3, None, None), 0.4,
    understood="How many people were hurt (the ferry accident)?",
    disagreements=(Disagreement(SIDES),),
    sources="1 independent source, 2 copies",
    model="openai:tester",
)  # fmt: skip


def test_words_of_a_model_and_quotations_look_different() -> None:
    text = render(ANSWER).answer
    assert "\nIn all" in f"\n{text}"
    assert "> Forty-three people were hurt. [4]" in text
    assert r"43 people were \*hurt\*. [4]" in text
    assert "-# — hospital staff, quoted by Callis Courier" in text
    assert "\nMachine translation: Dreiundvierzig Menschen wurden verletzt." in text


def test_another_report_stands_below_with_its_value_publisher_and_date() -> None:
    text = render(ANSWER).answer
    assert r"⚖ Other reports: 37 (The Harbour Post, 15 Nov 2024) \[5\]" in text
    assert "44 (" not in text


def test_the_report_that_the_answer_does_not_cite_first_is_another_one() -> None:
    older = replace(WRITTEN, citations=(5,))
    text = render(replace(ANSWER, statements=(older, QUOTED))).answer
    assert r"Other reports: 44 (Callis Courier, 19 May 2025) \[4\]" in text


def test_reports_that_one_statement_cites_together_are_not_told_again() -> None:
    both = replace(WRITTEN, text="37 or 44 people were hurt.", citations=(5, 4))
    assert "Other reports" not in render(replace(ANSWER, statements=(both,))).answer


def test_a_report_without_a_figure_is_named_by_its_publisher_and_date() -> None:
    sides = (SIDES[0], replace(SIDES[1], value=""))
    text = render(replace(ANSWER, disagreements=(Disagreement(sides),))).answer
    assert r"Other reports: (The Harbour Post, 15 Nov 2024) \[5\]" in text


def test_two_and_more_other_reports_stand_one_a_line() -> None:
    third = Side("43", 6, "Callis Courier", date(2024, 11, 15))
    answer = replace(ANSWER, disagreements=(Disagreement((*SIDES, third)),))
    for text in (render(answer).answer, plain_text(answer)):
        assert (
            "⚖ Other reports:\n• 37 (The Harbour Post, 15 Nov 2024) \\[5\\]\n• 43 (Callis Courier, 15 Nov 2024) \\[6\\]"
        ) in text


@pytest.mark.parametrize("limit", [4000, 1990])
def test_five_sides_of_long_publishers_fit_one_message(limit: int) -> None:
    names = ("The Association of Harbour Newspapers and Northern Weeklies of Port Callis",) * 5
    sides = tuple(
        Side("one thousand two hundred and four", number, name, date(2024, 11, 15))
        for number, name in enumerate(names, 1)
    )
    sheet = render(replace(ANSWER, disagreements=(Disagreement(sides),)), limit)
    assert sum(size(text) for text in sheet.texts) <= limit
    assert all(rf"\[{number}\]" in sheet.answer for number in (1, 2, 3, 5))


def test_reading_sources_and_model_are_said() -> None:
    sheet = render(ANSWER)
    assert "Understood as: How many people were hurt (the ferry accident)?" in sheet.question
    assert "1 independent source, 2 copies" in sheet.footer
    assert "Written by openai:tester" in sheet.footer
    assert "Understood as" in plain_text(ANSWER)


def test_why_a_model_did_not_write_is_in_the_footer() -> None:
    noted = replace(ANSWER, model="", notes=("The language model was too slow: exact quotations instead.",))
    assert "too slow: exact quotations instead." in render(noted).footer
    assert "Written by" not in render(noted).footer


def test_a_model_that_only_pointed_to_quotations_is_not_called_their_writer() -> None:
    assert "Written by" not in render(replace(ANSWER, statements=(QUOTED,))).footer


def test_a_translated_statement_shows_what_was_proven() -> None:
    translated = replace(WRITTEN, text="43 Menschen wurden verletzt.", original="In all, 43 people were hurt.")
    text = render(replace(ANSWER, statements=(translated,))).answer
    assert "43 Menschen wurden verletzt. [4]" in text
    assert "-# Translated from: In all, 43 people were hurt." in text


def test_a_long_translation_is_whole_where_there_is_room() -> None:
    long = " ".join(["Der Fluss stieg wieder an."] * 20)
    assert long in render(replace(ANSWER, statements=(replace(QUOTED, translation=long),))).answer


@pytest.mark.parametrize("limit", [4000, 1990])
def test_everything_at_its_longest_is_still_one_message(limit: int) -> None:
    long = "The river rose again. " * 100
    sides = tuple(replace(side, value=long, publisher=long) for side in SIDES)
    crowded = replace(
        ANSWER,
        question=long,
        understood=long,
        statements=(replace(WRITTEN, text=long, attribution=long, original=long),) * 20,
        citations=(replace(CITATION, title=long, publisher=long, byline=long),) * 20,
        disagreements=(Disagreement(sides),) * 4,
        sources=long,
        notes=(long,) * 4,
        model=long,
    )
    sheet = render(crowded, limit)
    assert sum(size(text) for text in sheet.texts) <= limit
    assert "The river rose again" in sheet.answer.splitlines()[0]
    assert "-# — The river" in sheet.answer
    assert "more, whose passages are in the menu" in sheet.answer


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=2, max_size=5), st.integers(100, 1500))
def test_other_reports_are_shown_all_or_not_at_all(values: list[str], budget: int) -> None:
    sides = tuple(Side(value, number, "", None) for number, value in enumerate(values, 1))
    text = body(
        replace(ANSWER, statements=(replace(WRITTEN, citations=(1,)),), disagreements=(Disagreement(sides),)), budget
    )
    assert size(text) <= budget
    if "Other reports" in text:
        assert all(rf"\[{number}\]" in text for number in range(2, len(values) + 1))
