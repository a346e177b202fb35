"""An answer's quotations are followed, and a conversation goes on with what the source says now."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from bot.answer.answer import Answerer
from bot.answer.record import corrections
from index.library import Library
from index.values import Correction

BRIDGE = """Sundial bridge in Varna closes

The Sundial Bridge in Varna was closed on Friday because eleven of its bolts had sheared.

Traffic is led over the old ford until the bolts have been replaced.
"""
QUESTION = "Why was the Sundial Bridge in Varna closed?"
ONE = Correction(
    0, 0, 1, "default", "id", 2, "changed", "a", 1, 2, "T", "P", "u", "old", "new", "d", None,
    "2026-05-01T10:00:00+00:00", "2026-05-04T10:00:00+00:00", "", "",
)  # fmt: skip


def put(library: Library, name: str, text: str) -> None:
    library.add_files(name, [("bridge.txt", text.encode())], origin="", source_prefix="test")


def test_what_an_answer_quotes_is_followed(library: Library) -> None:
    name = "followed"
    put(library, name, BRIDGE)
    answer = Answerer(library).ask(QUESTION, library=name)
    put(library, name, BRIDGE.replace("eleven", "twelve"))
    assert library.sweep(name) == 1
    (one,) = library.quoted.of(name, answer.id)
    assert (one.number, one.quote) == (1, answer.citations[0].quote)
    assert one.digest == hashlib.sha256(answer.citations[0].quote.encode()).hexdigest()
    assert "twelve of its bolts" in one.now
    assert json.loads(json.dumps(corrections.public(one)))["now"] == one.now


@pytest.mark.parametrize("follow_up", ["and why exactly?", "more"])
def test_a_follow_up_searches_what_the_source_says_now(library: Library, follow_up: str) -> None:
    name = f"live-{len(follow_up)}"
    put(library, name, BRIDGE)
    answerer = Answerer(library)
    first = answerer.ask(QUESTION, library=name)
    assert "eleven" in first.text
    put(library, name, BRIDGE.replace("eleven", "twelve"))
    second = answerer.ask(follow_up, library=name, follows=first.id)
    assert "twelve of its bolts" in second.text
    assert "eleven" not in second.text


def test_the_last_word_on_each_quotation_counts() -> None:
    later, other = replace(ONE, id=2, kind="restored"), replace(ONE, id=3, number=1)
    assert corrections.latest([ONE, later, other]) == [other, later]


@pytest.mark.parametrize(
    ("modified", "expected"),
    [(None, date(2026, 5, 4)), (date(2026, 5, 2), date(2026, 5, 2)), (date(2031, 1, 1), date(2026, 5, 4))],
)
def test_the_date_is_the_articles_own_where_it_can_be(modified: date | None, expected: date) -> None:
    assert corrections.day(replace(ONE, modified=modified)) == expected
