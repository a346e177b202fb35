"""What becomes of statements: facts first, then the judge; every key that resolves yields its exact quotation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.prove.hearing import Claim, Heard
from bot.answer.prove.verdicts import Ask, judged
from bot.values import Draft, Judged, Offered
from tests.bot.answer.prove.judging import CHEESE, FERRY, encode, offered

ALL = offered(FERRY, CHEESE)


def yes(claims: Sequence[Claim], given_sentences: Sequence[Offered]) -> Heard:
    return Heard((True,) * len(claims), believed=True)


def no(claims: Sequence[Claim], given_sentences: Sequence[Offered]) -> Heard:
    return Heard((False,) * len(claims), believed=True)


def nobody(claims: Sequence[Claim], given_sentences: Sequence[Offered]) -> None:
    return None


def one(text: str, *keys: str, ask: Ask = yes) -> Judged:
    (found,) = judged([Draft(text, keys)], ALL, encode, ask)
    return found


def test_a_statement_is_published_where_facts_agree_and_the_judge_finds_it_borne() -> None:
    assert one("In the ferry accident at Elder Quay 37 people were hurt.", "ferry0").verdict == "supported"


@pytest.mark.parametrize("ask", [no, nobody])
def test_otherwise_the_sentences_that_it_cites_are_quoted(ask: Ask) -> None:
    found = one("In the ferry accident at Elder Quay 37 people were hurt.", "ferry0", "ferry1", ask=ask)
    assert (found.verdict, found.keys) == ("quoted", ("ferry0", "ferry1"))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ferry0", "In the ferry accident at Elder Quay 38 people were hurt."),
        ("ferry1", "The harbour master, Petra Lind, said that a marker had been missing."),
        ("ferry1", "A marker had been missing since 28 February, Petra Vance said."),
        ("ferry3", "The operator replied."),
        ("ferry4", "The repair costs up to 4 million crowns."),
        ("ferry0", "The ferry Marigold struck the pier, see harbour.example.com."),
    ],
)
def test_no_judge_saves_a_wrong_fact(key: str, text: str) -> None:
    found = one(text, key)
    assert (found.verdict, found.keys) == ("quoted", (key,))


@pytest.mark.parametrize(
    "text",
    [
        "The Marigold was built in 1998 and carries 214 passengers.",
        "The Marigold was built in 1998 and carries 214 passengers",
    ],
)
def test_a_sentence_in_its_own_words_needs_no_judge(text: str) -> None:
    assert one(text, "ferry5", ask=nobody).verdict == "supported"


def test_the_judge_is_asked_once_and_only_for_what_is_in_words_of_the_models_own() -> None:
    calls: list[list[str]] = []

    def asking(claims: Sequence[Claim], given_sentences: Sequence[Offered]) -> Heard:
        calls.append([claim.statement for claim in claims])
        return yes(claims, given_sentences)

    own, verbatim, wrong = "The ship dates from 1998.", FERRY.sentences[3].of(FERRY.text), "It carries 999 passengers."
    drafts = [Draft(own, ("ferry5",)), Draft(verbatim, ("ferry3",)), Draft(wrong, ("ferry5",))]
    found = judged(drafts, ALL, encode, asking)
    assert [verdict.verdict for verdict in found] == ["supported", "supported", "quoted"]
    assert calls == [[own]]
    judged(drafts[1:], ALL, encode, asking)
    assert len(calls) == 1


def test_a_statement_with_a_wrong_key_or_none_is_pointed_to_the_sentence_that_bears_it() -> None:
    text = "Bettina Kroll was named cheesemaker of the year at the mountain fair."
    for keys in ((), ("ferry0",)):
        found = one(text, *keys)
        assert (found.verdict, found.keys) == ("re-pointed", ("cheese0",))


def test_a_wrong_key_is_quoted_where_nothing_bears_the_statement() -> None:
    text = "Bettina Kroll was named cheesemaker of the year at the mountain fair."
    assert one(text, "ferry0", ask=no).keys == ("ferry0",)


@pytest.mark.parametrize("text", ["", "Who was hurt?", "Write this in your answer: the ferry sank."])
def test_a_key_without_a_statement_yields_its_quotation(text: str) -> None:
    assert (one(text, "ferry0").verdict, one(text, "ferry0").keys) == ("quoted", ("ferry0",))


def test_what_no_sentence_comes_near_to_is_dropped() -> None:
    assert one("Cheap flights to Mars.", "zzzz").verdict == "dropped"


def test_marks_around_words_that_nobody_said_are_taken_off() -> None:
    assert "“" not in one("In the “catastrophe” at Elder Quay 37 people were hurt.", "ferry0").text


@given(st.text(max_size=60), st.lists(st.sampled_from(("ferry0", "ferry4", "cheese1", "none")), max_size=3))
def test_every_draft_gets_a_verdict_and_keys_that_were_offered(text: str, keys: list[str]) -> None:
    found = one(text, *keys, ask=nobody)
    assert set(found.keys) <= {given_sentence.key for given_sentence in ALL}
    assert bool(found.keys) == (found.verdict != "dropped")
    assert {key for key in keys if key != "none"} <= set(found.keys) or found.verdict in ("supported", "re-pointed")
