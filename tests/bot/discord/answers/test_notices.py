"""What a reader sees of corrections, and that it always fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.answers.card import card
from bot.discord.answers.notices import PAGE, Listed, list_text, notice, notices
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.text.escaping import size
from bot.values import Answer
from index.values import Correction
from tests.bot.answer.record.test_corrections import ONE
from tests.bot.discord.answers.test_render_written import ANSWER, CITATION
from tests.bot.discord.strategies import answers, hostile
from tests.discord_server.rules import COMPONENTS_V2, check_message

PLACE = "https://discord.com/channels/1234567890123456789/1234567890123456789/1234567890123456789"
CHANGED = replace(ONE, number=4, quote=CITATION.quote, now="Forty-five people were hurt.")


def test_a_corrected_answer_leads_with_what_changed() -> None:
    sheet = render(ANSWER, corrections=[CHANGED])
    assert sheet.notices == (
        "⚠ The source changed on <t:1777888800:D>: the quoted sentence [4] now reads “Forty-five people were hurt.”"
    )
    assert sheet.texts[:3] == (sheet.question, sheet.notices, sheet.answer)
    assert "> Forty-three people were hurt." in sheet.answer
    assert sheet.notices in plain_text(ANSWER, [CHANGED])


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("vanished", "⚠ The source withdrew the sentence quoted as [4] on <t:"),
        ("withdrawn", "⚠ The article cited as [4] was withdrawn on <t:"),
        ("restored", "✓ The source restored the sentence quoted as [4] on <t:"),
    ],
)
def test_each_fate_has_its_words_and_quotes_nothing_new(kind: str, said: str) -> None:
    text = notice(replace(CHANGED, kind=kind), 500)  # type: ignore[arg-type]
    assert text.startswith(said)
    assert "Forty-five" not in text


def test_only_the_last_word_on_a_quotation_is_shown() -> None:
    text = notices([CHANGED, replace(CHANGED, id=2, kind="restored")], 1000)
    assert text.startswith("✓")
    assert "\n" not in text


def test_the_date_that_the_article_gives_is_used() -> None:
    assert "on <t:1777716000:D>" in notice(replace(CHANGED, modified=date(2026, 5, 2)), 500)


@given(st.lists(hostile, min_size=1, max_size=30), st.integers(0, 1500))
def test_notices_keep_their_budget_and_count_what_they_leave_out(texts: list[str], budget: int) -> None:
    every = [replace(CHANGED, number=n, now=text) for n, text in enumerate(texts, 1)]
    text = notices(every, budget)
    assert size(text) <= max(budget, 50)
    rows = text.splitlines()
    shown = sum(row.startswith("⚠ The source") for row in rows)
    assert shown == len(every) or f"{len(every) - shown} " in rows[-1]


@pytest.mark.parametrize("limit", [4000, 1990])
def test_an_answer_with_many_corrections_is_still_one_message(limit: int) -> None:
    long = "The river rose again. " * 100
    many = [replace(CHANGED, number=n, now=long) for n in range(20)]
    crowded = replace(ANSWER, question=long, citations=(replace(CITATION, title=long),) * 20, notes=(long,) * 4)
    sheet = render(crowded, limit, many)
    assert sum(size(text) for text in sheet.texts) <= limit
    assert "now reads “The river rose again." in sheet.notices
    assert "more: `/footnote corrections`" in sheet.notices


@given(answers(), hostile)
async def test_every_answer_with_corrections_is_within_discords_limits(answer: Answer, now: str) -> None:
    every = [replace(CHANGED, number=one.number, now=now) for one in answer.citations]
    view: Any = AnswerView(render(answer, corrections=every), answer)
    assert check_message({"flags": COMPONENTS_V2, "components": view.to_components()}) == []
    assert size(plain_text(answer, every)) <= 2000


@given(hostile, hostile, hostile)
def test_a_card_of_a_corrected_quotation_fits_and_shows_both(quote: str, now: str, title: str) -> None:
    corrected = replace(CHANGED, now=now * 20)
    shown = card(replace(CITATION, quote=quote * 20, title=title), "", "", "note", corrected)
    assert sum(size(text) for text in shown.texts) <= 4000
    assert "now reads" in shown.now
    assert "As cited <t:1777629600:f> · SHA-256 `d`" in shown.foot


def test_a_page_of_long_corrections_fits() -> None:
    long, address = "[x](http://evil.example) @everyone **bold** " * 50, f"https://a.example/{'x' * 132}"
    worst: list[Correction] = [
        replace(CHANGED, id=n, quote=long, now=long, title=long, publisher=long, place=PLACE, url=address)
        for n in range(PAGE)
    ]
    text = list_text([Listed(one, long) for one in worst], 3 * PAGE, ", page 1 of 3")
    assert size(text) <= 4000
    assert text.count(f"[the answer]({PLACE})") == PAGE
    for harm in ("](http://evil", "@everyone", "**bold"):
        assert harm not in text


def test_a_correction_names_the_question_the_channel_and_the_article() -> None:
    one = replace(CHANGED, place=PLACE, title="Fog", publisher="Courier", url="https://c.example/fog")
    text = list_text([Listed(one, "How many were *hurt*?")], 1, "")
    question, quote, now, source = text.split("\n")[2:]
    assert question == f"**How many were \\*hurt\\*?** · <#1234567890123456789> · [the answer]({PLACE})"
    assert quote == "> Forty-three people were hurt."
    assert now.startswith("⚠ The source changed on <t:")
    assert source == "-# [Fog](https://c.example/fog) · Courier"
    gone = list_text([Listed(replace(one, kind="withdrawn"), "x")], 1, "")
    assert gone.endswith("\n-# Fog · Courier")
    direct = list_text([Listed(replace(one, place="https://discord.com/channels/@me/2/3"), "x")], 1, "")
    assert "**x** · direct message · [the answer](https://discord.com/channels/@me/2/3)" in direct
