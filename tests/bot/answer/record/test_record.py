"""Answers survive JSON, and programs are shown the promised keys."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.record import record
from bot.values import Answer, Citation, Disagreement, Evidence, Searched, Side, Statement
from index.library import Library
from index.settings import IndexSettings


def test_programs_see_the_promised_keys() -> None:
    shown = record.public(_answer())
    assert {"question", "outcome", "text", "citations", "searched", "related", "seconds"} <= set(shown)
    promised = {"number", "article_id", "title", "publisher", "byline", "published", "url", "link", "quote"}
    assert promised | {"start", "end"} <= set(shown["citations"][0])
    assert shown["citations"][0]["published"] == "2024-03-01"
    assert shown["citations"][0]["updated"] is None
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown


@given(st.builds(Answer, seconds=st.floats(0, 1000)))
def test_every_answer_is_read_back_as_it_was_recorded(answer: Answer) -> None:
    assert record.from_json(json.loads(json.dumps(record.to_json(answer)))) == answer


NEWER = (
    "understood", "follows", "language", "numbered", "disagreements", "evidence", "missing", "near", "notes",
    "model", "tokens", "judged",
)  # fmt: skip


def test_an_answer_recorded_before_models_wrote_is_still_read() -> None:
    old = record.to_json(_answer())
    for key in NEWER:
        del old[key]
    old["sources"] = "1 independent source, 2 copies"
    for statement in old["statements"]:
        for key in ("kind", "attribution", "translation", "original"):
            del statement[key]
    assert record.from_json(json.loads(json.dumps(old))) == _answer()


def test_sides_that_were_recorded_with_a_verdict_are_still_read() -> None:
    side = Side("44", 1, "P", date(2025, 5, 19))
    old = record.to_json(replace(_answer(), disagreements=(Disagreement((side, side)),)))
    old["disagreements"][0] |= {"about": "“q”", "sure": False}
    for one in old["disagreements"][0]["sides"]:
        one["later"] = True
    assert record.from_json(json.loads(json.dumps(old))).disagreements == (Disagreement((side, side)),)


def test_programs_see_the_conversation_and_how_it_was_written() -> None:
    side = Side("44", 1, "P", date(2025, 5, 19))
    answer = replace(
        _answer(), understood="who?", follows="before", disagreements=(Disagreement((side, side)),),
        notes=("Too slow.",), evidence=Evidence("strong", 1, 2), model="openai:x", tokens=9,
    )  # fmt: skip
    shown = record.public(answer)
    assert shown["understood"] == "who?"
    assert shown["follows"] == "before"
    assert shown["disagreements"][0]["sides"][0]["published"] == "2025-05-19"
    assert (shown["notes"], shown["model"], shown["tokens"]) == (["Too slow."], "openai:x", 9)
    assert shown["evidence"] == {"strength": "strong", "sources": 1, "copies": 2, "said": "one source, 2 copies"}
    assert shown["statements"][0]["kind"] == "quotation"


def _answer() -> Answer:
    cited = Citation(1, "a", 1, "T", "P", "B", date(2024, 3, 1), None, "u", "l", "q", 0, 1, "prose", "paragraph 1 of 1")
    searched = Searched("default", 1, None, None)
    return Answer("id", "q?", "answered", "q [1]", (Statement("q", (1,)),), (cited,), (), searched, 0.1)


def test_an_answer_that_was_imported_broken_is_none(tmp_path: Path) -> None:
    with Library.open(IndexSettings(footnote_home=tmp_path)) as library:
        for broken in ({}, {"id": "a"}, record.to_json(_answer()) | {"citations": "none"}):
            library.record("default", record.KIND, "a", broken)
            assert record.recall(library, "default", "a") is None
        library.record("default", record.KIND, "a", record.to_json(_answer()))
        assert record.recall(library, "default", "a") == _answer()
