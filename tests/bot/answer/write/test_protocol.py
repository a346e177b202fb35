"""Replies of models, tidy or not, become drafts, a refusal, or nothing that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.write.protocol import LONGEST_DRAFT, MOST_DRAFTS, REFUSAL, read
from bot.values import Draft

PIER = Draft("The pier is 300 metres long.", ("k7qz", "m3xd"))


@pytest.mark.parametrize(
    "reply",
    [
        "- The pier is 300 metres long. [k7qz m3xd]",
        "- The pier is 300 metres long. [k7qz, m3xd]",
        "1. The pier is 300 metres long. [k7qz][m3xd]",
        "* **The pier is 300 metres long.** (k7qz) (m3xd).",
        "Here is the answer:\n\n- The pier is 300 metres long. [k7qz m3xd]\n\nI hope this helps!",
        "<think>Is it [abcd]?</think>\n- The pier is 300 metres long. [k7qz m3xd]",
        "```\n- The pier is 300 metres long. [k7qz m3xd]\n```",
        '{"statements": [{"text": "The pier is 300 metres long.", "keys": ["k7qz", "m3xd"]}]}',
        '```json\n{"statements": [{"text": "The pier is 300 metres long. [k7qz]", "keys": ["m3xd"]}]}\n```',
    ],
)
def test_a_statement_is_read_however_it_is_dressed(reply: str) -> None:
    assert read(reply) == (PIER,)


@pytest.mark.parametrize("reply", [REFUSAL, f"**{REFUSAL.lower()}.**", f"- {REFUSAL}", '{"statements": []}'])
def test_a_refusal_is_no_statement(reply: str) -> None:
    assert read(reply) == ()


@pytest.mark.parametrize("reply", ["", "   ", "I would rather talk about ships.", "{}", "[k7qz]", "\ufffd\ufffd"])
def test_what_follows_no_protocol_is_nothing(reply: str) -> None:
    assert read(reply) is None


def test_a_listed_line_without_keys_is_a_draft_without_proof() -> None:
    assert read("- The pier is old.") == (Draft("The pier is old.", ()),)


@given(st.text(max_size=2000))
def test_any_reply_is_bounded(reply: str) -> None:
    drafts = read(reply + "\n- A [k7qz]" * 20) or ()
    assert len(drafts) <= MOST_DRAFTS
    assert all(0 < len(draft.text) <= LONGEST_DRAFT and "\n" not in draft.text for draft in drafts)


def test_characters_without_a_glyph_are_dropped() -> None:
    assert read("- \x1b[31mThe pier is \u202e300 metres\u200b long.\x07 [k7qz]") == (
        Draft("[31mThe pier is 300 metres long.", ("k7qz",)),
    )
