"""What a reader sees of a model's words, of other people's words, and of sources that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.discord.answers.render import pages, plain_text, render
from bot.discord.text.escaping import size
from bot.values import Answer, Citation, Disagreement, Evidence, Searched, Side, Statement

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
OTHER = replace(CITATION, number=5, title="Ferry", publisher="The Harbour Post", quote="Thirty-seven were hurt.")
ANSWER = Answer(
    "id", "how many?", "answered", "", (WRITTEN, QUOTED), (CITATION,), (),
    Searched("default", 3, None, None), 0.4,
    understood="How many people were hurt (the ferry accident)?",
    disagreements=(Disagreement(SIDES),),
    evidence=Evidence("strong", 1, 2),
    model="openai:tester",
)  # fmt: skip

BOTH = replace(
    ANSWER, statements=(QUOTED, Statement(OTHER.quote, (5,))), citations=(CITATION, OTHER), model="", understood=""
)


def test_a_model_keeps_its_prose_and_the_sentence_that_proves_it_stands_below() -> None:
    assert render(replace(ANSWER, statements=(WRITTEN,), disagreements=())).answer == (
        "-# *One source, 2 copies*\n"
        "In all, 43 people were \\*hurt\\*. [4]\n"
        "-# — hospital staff, quoted by Callis Courier\n\n"
        "> Forty-three people were hurt.\n"
        "-# **4** · [Fog](https://c.example/fog) · Callis Courier · <t:1731664800:D>"
    )


def test_a_quotation_shows_its_machine_translation() -> None:
    text = render(ANSWER).answer
    assert "> Forty-three people were hurt.\n-# **4** ·" in text
    assert "\nMachine translation: Dreiundvierzig Menschen wurden verletzt." in text


def test_sources_that_differ_are_told_first_with_their_values_and_the_latest() -> None:
    text = render(BOTH).answer
    assert text.startswith("**Sources differ: 37 or 44.** The latest says 44.\n> Forty-three")
    assert text.index("**4** ·") < text.index("**5** ·")
    assert [line.endswith("· latest") for line in text.splitlines() if line.startswith("-# **")] == [True, False]


def test_reports_that_one_statement_cites_together_are_not_told_again() -> None:
    both = replace(WRITTEN, text="37 or 44 people were hurt.", citations=(5, 4))
    assert "Sources differ" not in render(replace(BOTH, statements=(both,))).answer


def test_reports_without_figures_differ_and_have_no_values() -> None:
    sides = tuple(replace(side, value="") for side in SIDES)
    text = render(replace(BOTH, disagreements=(Disagreement(sides),))).answer
    assert text.startswith("**Sources differ.**\n>")
    assert "· latest" in text


def test_reports_of_one_day_have_no_latest() -> None:
    sides = tuple(replace(side, published=date(2025, 5, 19)) for side in SIDES)
    text = render(replace(BOTH, disagreements=(Disagreement(sides),))).answer
    assert text.startswith("**Sources differ: 37 or 44.**\n>")
    assert "latest" not in text


@pytest.mark.parametrize("limit", [4000, 1990])
def test_five_sides_of_long_values_fit_one_message(limit: int) -> None:
    values = [f"one thousand two hundred and {n} tonnes of herring" for n in ("four", "five", "six", "nine", "ten")]
    sides = tuple(Side(value, number, "", date(2024, 11, number)) for number, value in enumerate(values, 1))
    sheet = render(replace(ANSWER, disagreements=(Disagreement(sides),)), limit)
    assert sum(size(text) for text in sheet.texts) <= limit
    assert all(value in sheet.answer.splitlines()[0] for value in values)


def test_reading_sources_and_model_are_said() -> None:
    sheet = render(ANSWER)
    assert "Understood as: How many people were hurt (the ferry accident)?" in sheet.question
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
        notes=(long,) * 4,
        model=long,
    )
    sheet = render(crowded, limit)
    assert sum(size(text) for text in sheet.texts) <= limit
    assert "The river rose again" in sheet.answer.splitlines()[1]
    assert "-# — The river" in sheet.answer
    assert "continued below" in sheet.footer
    for further in pages(crowded, limit):
        assert sum(size(text) for text in further.texts) <= limit
