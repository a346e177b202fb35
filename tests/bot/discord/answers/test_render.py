"""Whatever an answer holds, its message is one that Discord accepts and readers can check."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.wording import NOTHING_FURTHER
from bot.discord.answers.card import card
from bot.discord.answers.passage import CardView
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.text.credits import stamp, web_address
from bot.discord.text.escaping import size
from bot.values import Answer, Citation, Searched, Statement
from tests.bot.discord.strategies import answers, citations, hostile
from tests.discord_server.rules import COMPONENTS_V2, check_message, walk

LINK = re.compile(r"(?<!\\)\]\(([^)]*)\)")


def message(view: Any) -> dict[str, Any]:
    return {"flags": COMPONENTS_V2, "components": view.to_components()}


def texts(view: Any) -> list[str]:
    return [part["content"] for part in walk(view.to_components()) if part["type"] == 10]


async def test_an_answer_reads_well() -> None:
    answer = example()
    assert texts(AnswerView(render(answer), answer)) == [
        "**When did the bridge open?**",
        "> The bridge opened on Monday. [1]\n\n> It cost $40 million. [2]".replace("\n\n", "\n\n"),
        "[1] [Bridge opens](https://courier.example/a_%28b%29) · The Sandbar Courier · Ann Lee · <t:1740996000:D>\n"
        "[2] What it cost · Evening Tide · <t:1741514400:D>, updated <t:1741600800:D>",
        "-# Searched 12 articles, 1 Jan 2024 – 9 Sep 2025 · March 2025 · 0.2 s",
    ]


@settings(deadline=None)
@given(answers())
def test_every_answer_is_within_discords_limits(answer: Answer) -> None:
    import asyncio

    asyncio.run(_within_limits(answer))
    assert 1 <= size(plain_text(answer)) <= 2000
    for limit in (1500, 1990):
        assert sum(size(text) for text in render(answer, limit).texts) <= limit


async def _within_limits(answer: Answer) -> None:
    view = AnswerView(render(answer), answer)
    assert check_message(message(view)) == []


@settings(deadline=None)
@given(answers())
def test_every_mark_has_its_source_and_links_lead_only_where_the_article_is(answer: Answer) -> None:
    sheet = render(answer)
    marks = set(re.findall(r"(?<!\\)\[(\d+)\](?!\()", sheet.answer))
    assert marks <= {str(one.number) for one in answer.citations}
    for number in marks:
        assert re.search(rf"^\[{number}\] ", sheet.sources, re.MULTILINE)
    allowed = {one.link.replace("(", "%28").replace(")", "%29") for one in (*answer.citations, *answer.related)}
    assert set(LINK.findall("\n".join(sheet.texts))) <= allowed


@settings(deadline=None)
@given(citations(1), hostile, hostile)
def test_every_card_is_within_discords_limits(citation: Citation, before: str, after: str) -> None:
    import asyncio

    async def check() -> None:
        shown = card(citation, before, after, "A note.")
        assert check_message(message(CardView(shown.texts, shown.link))) == []

    asyncio.run(check())


def test_a_card_shows_the_quote_in_bold_inside_its_sentences() -> None:
    shown = card(example().citations[0], "Crowds came early.\n\n", " The mayor cut the ribbon.")
    assert shown.passage == "> Crowds came early.\n> \n> **The bridge opened on Monday.** The mayor cut the ribbon."
    assert shown.head == "**Bridge opens**\n-# The Sandbar Courier · Ann Lee · <t:1740996000:D>"
    assert shown.foot == "-# Paragraph 2 of 9"
    assert shown.link == "https://courier.example/a_(b)"


def test_what_is_not_found_is_said_and_related_passages_are_marked() -> None:
    answer = example()
    sheet = render(replace(answer, outcome="not_found", statements=(), citations=(), related=answer.citations * 2))
    assert sheet.answer == "**The articles do not say.** None of the 12 searched answers this."
    assert sheet.sources.startswith("**Related, not an answer**\n> The bridge opened on Monday.\n-# [Bridge opens](")
    assert sheet.sources.count("> ") == 2
    assert "Searched 12 articles, 1 Jan 2024 – 9 Sep 2025" in sheet.footer
    assert [choice.value for choice in sheet.choices] == ["r0", "r1"]


def test_asked_for_more_it_says_that_nothing_is_left() -> None:
    answer = replace(example(), outcome="not_found", text=NOTHING_FURTHER, statements=(), citations=())
    assert render(answer).answer == f"**{NOTHING_FURTHER}**"


def test_long_prose_gives_way_to_the_sources() -> None:
    answer = example()
    long = replace(answer.statements[0], text="The river rose again. " * 400)
    sheet = render(replace(answer, statements=(long, answer.statements[1])))
    assert sheet.answer.startswith("> The river rose again.")
    assert "rose again. [1] […]" in sheet.answer
    assert "What it cost" in sheet.sources
    assert sum(size(text) for text in sheet.texts) <= 4000


@given(st.dates())
def test_every_date_can_be_shown(day: date) -> None:
    assert stamp(day)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "https://a b", "//x", "https://x/" + "a" * 512, ""])
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert web_address(url) == ""


def example() -> Answer:
    """Two quotes of two publishers."""
    first = Citation(
        1, "a", 1, "Bridge opens", "The Sandbar Courier", "Ann Lee", date(2025, 3, 3), None, "",
        "https://courier.example/a_(b)", "The bridge opened on Monday.", 0, 28, "prose", "paragraph 2 of 9",
    )  # fmt: skip
    second = Citation(
        2, "b", 1, "What it cost", "Evening Tide", "", date(2025, 3, 9), date(2025, 3, 10), "", "",
        "It cost $40 million.", 0, 20, "prose", "paragraph 1 of 3",
    )  # fmt: skip
    return Answer(
        id="abcdefghijkl",
        question="When did the bridge open?",
        outcome="answered",
        text="",
        statements=(Statement(first.quote, (1,)), Statement(second.quote, (2,))),
        citations=(first, second),
        related=(),
        searched=Searched("default", 12, date(2024, 1, 1), date(2025, 9, 9), label="March 2025"),
        seconds=0.234,
    )
