"""What a reader sees of an answer from the catalogue: each statement with the articles that it is of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.discord.answers.render import TEXT_LIMIT, pages, plain_text, render
from bot.discord.text.escaping import size
from bot.values import Answer, Citation, Missing, Searched, Statement

CITATION = Citation(
    1, "a", 1, "Fog <@1> [x](https://evil.example)", "Callis *Courier*", "@everyone Ann Lee", date(2024, 11, 15), None,
    "https://c.example/fog", "https://c.example/fog#:~:text=Forty", "Forty-three people were hurt.", 0, 29, "prose",
    "paragraph 1 of 11",
)  # fmt: skip
CREDIT = Answer(
    "id", "who wrote it?", "answered", "",
    (Statement("“Fog <@1>” was written by @everyone *Ann*.", (1,), "catalogue"),), (CITATION,), (),
    Searched("default", 3, None, None, byline="@everyone Ann"), 0.4,
)  # fmt: skip
MANY = tuple(replace(CITATION, number=number, title=f"Fog {number}") for number in range(1, 11))
LIST = replace(
    CREDIT, citations=MANY, statements=(Statement("12 articles.", tuple(range(1, 11)), "catalogue"),), model="openai:x"
)


def test_who_wrote_is_said_above_the_first_sentence_and_its_source_and_nothing_of_it_acts() -> None:
    sheet = render(CREDIT)
    said, quote, source = sheet.answer.split("\n")[0], sheet.answer.split("\n")[2], sheet.answer.split("\n")[3]
    assert said == "“Fog \\<@\u200b1\\>” was written by @\u200beveryone \\*Ann\\*. [1]"
    assert quote == "> Forty-three people were hurt."
    assert "](https://c.example/fog#:~:text=Forty)" in source
    assert " · Callis \\*Courier\\* · @\u200beveryone Ann Lee · <t:" in source
    assert "@everyone" not in plain_text(CREDIT) + sheet.footer


def test_a_list_is_a_line_an_article_and_fits() -> None:
    lines = render(LIST).answer.split("\n\n")
    assert lines[0] == "12 articles."
    assert lines[1].startswith("-# **1** · [Fog 1](https://c.example/fog) · Callis \\*Courier\\* · ")
    assert len(lines) == 11
    assert "Forty-three" not in render(LIST).answer
    assert "Written by" not in render(LIST).footer
    long = replace(
        LIST, citations=tuple(replace(one, title="x" * 400, url="https://c.example/" + "y" * 480) for one in MANY)
    )
    for limit in (TEXT_LIMIT, 1500):
        for sheet in pages(long, limit):
            assert size("".join(sheet.texts)) <= limit
            assert all(f"**{number}**" in sheet.answer for number in range(1, 11))


def test_what_no_article_is_about_is_said() -> None:
    nothing = replace(
        CREDIT, outcome="not_found", statements=(), citations=(), missing=Missing(topic="the *moon* @here")
    )
    assert "No article seems to be by or about “the \\*moon\\* @\u200bhere”." in render(nothing).answer
