"""`footnote forget`: whoever runs the bot deletes what it keeps of a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.prompt import HISTORY
from index.library import Library
from index.settings import IndexSettings
from tests.bot.cli.conftest import FERRY, Footnote

MARA = 400
KEPT = {"answer": "x", "by": MARA, "at": "2026-05-01T00:00:00+00:00"}


@pytest.fixture
def asked(footnote: Footnote, own_home: Path, tmp_path: Path) -> Path:
    """A data folder in which the terminal and a person asked, and an earlier version kept somebody's words."""
    (tmp_path / "ferry.md").write_text(FERRY, encoding="utf-8")
    footnote("index", "add", str(tmp_path / "ferry.md"), home=own_home)
    footnote("ask", "Who is the harbour master?", home=own_home)
    (own_home / HISTORY).write_text("+Who is the harbour master?\n", encoding="utf-8")
    with Library.open(IndexSettings(footnote_home=own_home)) as library:
        library.record("default", "answer", "x", {"id": "x", "question": "Who was on board?"})
        library.record("default", "asked", "x", KEPT)
        library.record("default", "vote", f"x:{MARA}", KEPT)
        library.record("default", "discord-check", "old", {"message": "old words"})
        library.record("default", "discord-question", "old", {"answer": "gone", "question": "old words"})
    return own_home


def _exported(footnote: Footnote, home: Path, file: Path) -> str:
    assert footnote("export", str(file), home=home).code == 0
    kinds = [json.loads(line).get("kind") for line in file.read_text(encoding="utf-8").splitlines()]
    return f"{kinds} {file.read_text(encoding='utf-8')}"


def test_a_person_is_forgotten_and_an_export_knows_nothing_of_them(
    footnote: Footnote, asked: Path, tmp_path: Path
) -> None:
    refused = footnote("forget", str(MARA), home=asked)
    assert refused.code == 2
    assert "1 question with its answer, 1 vote, request or wish. --yes deletes it." in refused.err
    assert footnote("forget", str(MARA), "--yes", "--json", home=asked).json == {"answers": 1, "others": 1}
    left = _exported(footnote, asked, tmp_path / "out.jsonl")
    assert "Who is the harbour master?" in left
    assert "Who was on board?" not in left
    assert "old words" not in left
    assert (asked / HISTORY).is_file()


def test_what_was_asked_in_the_terminal_is_forgotten_with_the_lines_that_were_typed(
    footnote: Footnote, asked: Path, tmp_path: Path
) -> None:
    done = footnote("forget", "terminal", "--yes", home=asked)
    assert done.err == "Deleted: 1 question with its answer, 0 votes, requests and wishes.\n"
    left = _exported(footnote, asked, tmp_path / "out.jsonl")
    assert "Who is the harbour master?" not in left
    assert "Who was on board?" in left
    assert not (asked / HISTORY).exists()


def test_a_name_is_no_persons_id(footnote: Footnote, asked: Path) -> None:
    assert footnote("forget", "mara", "--yes", home=asked).code == 2
