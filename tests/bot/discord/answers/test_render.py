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
from bot.discord.answers.render import QUESTION, pages, plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.text.credits import stamp, web_address
from bot.discord.text.escaping import size
from bot.values import Answer, Citation, Evidence, Missing, Searched, Statement
from index.values import Filters
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
        "-# *One source*\n"
        "> The bridge opened on Monday.\n"
        "-# **1** · [Bridge opens](https://courier.example/a_%28b%29) · The Sandbar Courier · <t:1740996000:D>\n\n"
        "> It cost $40 million.\n"
        "-# **2** · What it cost · Evening Tide · <t:1741514400:D>",
        "-# 12 articles searched, <t:1704103200:D> – <t:1757412000:D> · The Tide · since <t:1740823200:D>",
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
    for sheet in pages(answer):
        assert check_message(message(AnswerView(sheet, answer))) == []


@settings(deadline=None)
@given(answers())
def test_every_mark_has_its_source_and_links_lead_only_where_the_article_is(answer: Answer) -> None:
    sheet = render(answer)
    allowed = {one.link.replace("(", "%28").replace(")", "%29") for one in (*answer.citations, *answer.related)}
    sourced = set[str]()
    for sheet in pages(answer):
        marks = set(re.findall(r"(?<!\\)\[(\d+)\](?!\()", sheet.answer))
        here = set(re.findall(r"^-# \*\*(\d+)\*\* · ", sheet.answer, re.MULTILINE))
        assert marks <= here
        assert set(LINK.findall("\n".join(sheet.texts))) <= allowed
        sourced |= here
    assert sourced == {str(one.number) for one in answer.citations}


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
    assert sheet.answer == (
        "**The articles do not say.** "
        "None of the 12 articles searched, published <t:1704103200:D> – <t:1757412000:D>, answers this."
    )
    assert sheet.related.startswith("**Related, not an answer**\n> The bridge opened on Monday.\n-# [Bridge opens](")
    assert sheet.related.count("> ") == 2
    assert [choice.value for choice in sheet.choices] == ["r0", "r1"]


def test_asked_for_more_it_says_that_nothing_is_left() -> None:
    answer = replace(example(), outcome="not_found", text=NOTHING_FURTHER, statements=(), citations=())
    assert render(answer).answer == f"**{NOTHING_FURTHER}**"


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (Missing(names=("Ardgate", "Owen *Strand*")), r"No article names Ardgate or Owen \*Strand\*."),
        (Missing(words=("toll",)), "No article has the word “toll”."),
        (Missing(publisher="Reuters"), "There is no publisher called Reuters here; all were searched."),
    ],
)
def test_what_kept_the_articles_from_answering_is_said(missing: Missing, said: str) -> None:
    answer = replace(example(), outcome="not_found", statements=(), citations=(), missing=missing)
    assert render(answer).answer.endswith(f"\n{said}")


def test_a_long_question_is_shortened_to_two_lines() -> None:
    sheet = render(replace(example(), question="Who opened the bridge, and why? " * 40))
    assert sheet.question.startswith("**Who opened the bridge, and why?")
    assert size(sheet.question) <= QUESTION + 4


def test_one_message_has_one_style_of_date() -> None:
    months = r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    given_up = replace(example().searched, dropped=Filters(since=date(2020, 3, 1), until=date(2020, 3, 31)))
    for outcome in ("answered", "not_found"):
        text = plain_text(replace(example(), outcome=outcome, searched=given_up))
        assert "No article published <t:1583056800:D> – <t:1585648800:D> is here." in text
        assert not re.search(months, text)


def test_what_one_message_does_not_hold_continues_in_further_ones_with_its_sources() -> None:
    answer = example()
    quote = "The river rose again. " * 60
    cited = [replace(answer.citations[0], number=n, quote=f"{n}: {quote}", title=f"Flood {n}") for n in range(1, 9)]
    told = tuple(Statement(one.quote, (one.number,)) for one in cited)
    sheets = pages(replace(answer, statements=told, citations=tuple(cited)))
    assert len(sheets) > 2
    assert "-# 1 of" in sheets[0].footer
    assert sheets[1].question == f"-# Continued: 2 of {len(sheets)}"
    for one in cited:
        (sheet,) = [sheet for sheet in sheets if f"> {one.number}: {quote.strip()}" in sheet.answer]
        assert f"-# **{one.number}** · [Flood {one.number}]" in sheet.answer
        assert f"c{one.number - 1}" in [choice.value for choice in sheet.choices]


def test_a_quotation_that_no_message_holds_is_marked_as_cut() -> None:
    answer = example()
    long = replace(answer.citations[0], quote="The river rose again. " * 400)
    sheets = pages(replace(answer, statements=(Statement(long.quote, (1,)),), citations=(long,)))
    assert len(sheets) == 1
    assert "rose again. […]" in sheets[0].answer
    assert "[Bridge opens](" in sheets[0].answer


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
        searched=Searched(
            "default", 12, date(2024, 1, 1), date(2025, 9, 9), publisher="The Tide", since=date(2025, 3, 1)
        ),
        seconds=0.234,
        evidence=Evidence("strong", 1),
    )
