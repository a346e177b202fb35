"""Which library a command works on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Footnote

READING = [
    "ask Who?", "chat", "corrections", "export -", "index list", "index log", "index rebuild", "index refresh",
    "index search ferry", "index source list", "index status",
]  # fmt: skip


@pytest.mark.parametrize("command", READING)
def test_what_is_read_of_a_library_that_is_not_there_is_exit_code_3(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = footnote(*command.split(" ", 2 if command.startswith("index") else 1), "--library", "press")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "There is no library “press”. `footnote index status` names all.\n"


@pytest.mark.parametrize("command", [*READING, "backup x", "doctor", "gaps", "index show a", "server list"])
def test_reading_a_data_folder_that_is_not_there_makes_none(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = footnote(*command.split(), home=tmp_path / "typo")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"There is no data folder {tmp_path / 'typo'}.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["press", "../../etc"])
def test_a_question_makes_no_library(footnote: Footnote, name: str) -> None:
    ran = footnote("ask", "Who is the harbour master?", "--library", name, "--json")
    assert ran.code == 3
    assert ran.json == {"error": f"There is no library “{name}”. `footnote index status` names all."}
    assert footnote("index", "status", "--json").json["libraries"] == ["default"]


def test_a_first_start_has_a_library_and_what_was_emptied_stays_one(
    footnote: Footnote, own_home: Path, tmp_path: Path
) -> None:
    assert footnote("index", "list", home=own_home).code == 0
    (tmp_path / "empty").mkdir()
    footnote("index", "sync", str(tmp_path / "empty"), "--library", "press", home=own_home)
    ran = footnote("index", "list", "--library", "press", home=own_home)
    assert (ran.code, ran.err) == (0, "The library “press” is empty. `footnote index sync DIR` fills it.\n")


def test_the_log_outlives_the_source_that_a_library_was_made_of(
    footnote: Footnote, own_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for action in ("add", "remove"):
        footnote("index", "source", action, str(tmp_path / "empty"), "--library", "press", home=own_home)
    log = footnote("index", "log", "--library", "press", "--json", home=own_home).json["log"]
    assert [one["action"] for one in log] == ["source remove", "source add"]
