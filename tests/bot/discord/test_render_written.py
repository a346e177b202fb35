"""What a reader sees of a model's words, of other people's words, and of sources that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.discord.render import plain_text, render
from bot.values import Answer, Citation, Disagreement, Searched, Side, Statement

CITATION = Citation(
    4, "a", 1, "Fog", "Callis Courier", "", date(2024, 11, 15), None, "https://c.example/fog", "https://c.example/fog",
    "Forty-three people were hurt.", 0, 29, "prose", "paragraph 1 of 11",
)  # fmt: skip
WRITTEN = Statement("In all, 43 people were *hurt*.", (4,), "written", "hospital staff, quoted by Callis Courier")
QUOTED = Statement("Forty-three people were hurt.", (4,), translation="Dreiundvierzig Menschen wurden verletzt.")
SIDES = (
    Side("37", 5, "The Harbour Post", date(2024, 11, 15), later=False),
    Side("44", 4, "Callis Courier", date(2025, 5, 19), later=True),
)
ANSWER = Answer(
    "id", "how many?", "answered", "", (WRITTEN, QUOTED), (CITATION,), (),
    Searched("default", 3, None, None), 0.4,
    understood="How many people were hurt (the ferry accident)?",
    disagreements=(Disagreement("“How many people were hurt”", SIDES),),
    sources="1 independent source, 2 copies",
    model="openai:tester",
)  # fmt: skip


def test_words_of_a_model_and_quotations_look_different() -> None:
    text = render(ANSWER).answer
    assert "\nIn all" in f"\n{text}"
    assert "> Forty-three people were hurt. [4]" in text
    assert r"43 people were \*hurt\*. [4]" in text
    assert "-# — hospital staff, quoted by Callis Courier" in text
    assert "-# Translation: Dreiundvierzig Menschen wurden verletzt." in text


def test_differing_sources_stand_side_by_side() -> None:
    text = render(ANSWER).answer
    assert "37 (The Harbour Post, 15 November 2024)" in text
    assert "later: 44 (Callis Courier, 19 May 2025)" in text


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
