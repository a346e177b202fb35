"""`footnote export`, `import`, `backup` and `restore` on the shipped articles: what answers there answers here."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.cli.app import execute
from index.portable.lines import read
from tests.bot.cli.conftest import PROGRAM, Footnote, _with_models
from tests.conftest import ROOT
from tests.golden.measure import ARTICLES, questions
from tests.homes import copy_home

OWN = ("id", "seconds", "searched")  # of one answer, not of what it says


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A data folder with the shipped articles."""
    return copy_home(samples, tmp_path_factory.mktemp("shipped") / "home")


def _answers(footnote: Footnote, home: Path, folder: Path, library: str, step: int) -> list[dict[str, Any]]:
    """Return what every `step`th golden question is answered, without what tells one asking from another."""
    asked = [one.question for one in questions()][::step]
    batch = folder / "questions.jsonl"
    lines = [json.dumps({"id": number, "question": question}) for number, question in enumerate(asked)]
    batch.write_text("\n".join(lines), encoding="utf-8")
    ran = footnote("ask", "--batch", str(batch), "--json", "--library", library, home=home)
    assert ran.code == 0
    assert len(ran.objects) == len(asked)
    return [{key: value for key, value in answer.items() if key not in OWN} for answer in ran.objects]


def _told(footnote: Footnote, home: Path, *command: str) -> Any:
    return footnote(*command, "--json", home=home).json


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_the_library_is_the_same_after_the_journey(
    footnote: Footnote, shipped: Path, own_home: Path, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"library{suffix}"
    told = _told(footnote, shipped, "export", str(file))
    done = _told(footnote, own_home, "import", str(file))
    assert (done["new"], done["failed"]) == (told["counts"]["article"], 0)
    _assert_same(footnote, shipped, own_home)
    again = tmp_path / f"again{suffix}"
    footnote("export", str(again), home=own_home)
    assert list(read(again))[1:] == list(read(file))[1:]


@pytest.mark.slow
def test_the_library_is_the_same_after_a_restored_backup(
    footnote: Footnote, shipped: Path, own_home: Path, tmp_path: Path
) -> None:
    made = _told(footnote, shipped, "backup", str(tmp_path / "copy.sqlite"))
    restored = _told(footnote, own_home, "restore", str(tmp_path / "copy.sqlite"))
    assert restored["articles"] == made["articles"]
    _assert_same(footnote, shipped, own_home)
    again = footnote("restore", str(tmp_path / "copy.sqlite"), home=own_home)
    assert again.code == 1
    assert "it holds catalogue.sqlite" in again.err


def _assert_same(footnote: Footnote, one: Path, other: Path) -> None:
    for command in (["index", "list"], ["index", "status"], ["index", "search", "water", "-k", "9"]):
        assert _told(footnote, one, *command) == _told(footnote, other, *command)


@pytest.mark.slow
def test_every_answer_is_the_same_after_the_journey_and_after_a_restored_backup(
    footnote: Footnote, shipped: Path, own_home: Path, tmp_path: Path, models: Path
) -> None:
    wanted = _answers(footnote, shipped, tmp_path, "default", 6)
    footnote("export", str(tmp_path / "library.jsonl"), home=shipped)
    assert footnote("import", str(tmp_path / "library.jsonl"), home=own_home).code == 0
    assert _answers(footnote, own_home, tmp_path, "default", 6) == wanted
    footnote("backup", str(tmp_path / "copy.sqlite"), home=shipped)
    third = _with_models(tmp_path / "third", models)
    assert footnote("restore", str(tmp_path / "copy.sqlite"), home=third).code == 0
    assert _answers(footnote, third, tmp_path, "default", 6) == wanted
    assert footnote("index", "rebuild", home=third).code == 0
    assert _answers(footnote, third, tmp_path, "default", 6) == wanted


@pytest.mark.slow
def test_answers_quote_the_renamed_articles_of_a_library_under_another_name(
    footnote: Footnote, shipped: Path, own_home: Path, tmp_path: Path
) -> None:
    footnote("export", str(tmp_path / "library.jsonl"), home=shipped)
    assert footnote("import", str(tmp_path / "library.jsonl"), "--library", "press", home=own_home).code == 0
    assert _told(footnote, own_home, "index", "status", "--library", "press")["libraries"] == ["press"]
    here, there = (
        _answers(footnote, *place, 30) for place in ((own_home, tmp_path, "press"), (shipped, tmp_path, "default"))
    )
    assert [answer["text"] for answer in here] == [answer["text"] for answer in there]
    for one, other in zip(here, there, strict=True):
        for mine, theirs in zip(one["citations"], other["citations"], strict=True):
            assert mine["article_id"] != theirs["article_id"]
            assert mine | {"article_id": ""} == theirs | {"article_id": ""}
            shown = _told(footnote, own_home, "index", "show", mine["article_id"], "--library", "press")
            assert shown["text"][mine["start"] : mine["end"]] == mine["quote"]


@pytest.mark.slow
def test_an_export_goes_through_a_pipe(
    shipped: Path,
    own_home: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    execute(PROGRAM, ["export", "-", "--home", str(shipped)])
    data = capfdbinary.readouterr().out
    assert data.startswith(b'{"footnote":')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert execute(PROGRAM, ["import", "-", "--home", str(own_home)]) == 0
    assert list((own_home / "spool").iterdir()) == []


def test_what_comes_through_a_pipe_and_finds_no_room_is_said(
    footnote: Footnote, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    (own_home / "spool").write_text("no folder", encoding="utf-8")
    ran = footnote("import", "-", home=own_home)
    assert ran.code == 1
    assert "spool cannot be written" in ran.err


@pytest.mark.slow
def test_whoever_stops_a_command_is_told_that_it_can_go_on(own_home: Path) -> None:
    command = [sys.executable, "-m", "bot", "import", "-", "--home", str(own_home)]
    child = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(own_home.glob("spool/*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGTERM)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Stopped." in told
    assert "Traceback" not in told
    assert list(own_home.glob("spool/*")) == []


def test_answers_are_counted_and_not_what_was_noted_of_them(
    footnote: Footnote, own_home: Path, articles: Path, tmp_path: Path
) -> None:
    footnote("index", "add", str(articles), home=own_home)
    for question in ("When did the harbour bridge open?", "Who cut the ribbon?"):
        assert footnote("ask", question, home=own_home).code == 0
    assert ", 2 recorded answers." in footnote("export", str(tmp_path / "library.jsonl"), home=own_home).err


def test_sources_that_came_paused_are_told(footnote: Footnote, own_home: Path, articles: Path, tmp_path: Path) -> None:
    footnote("index", "source", "add", str(articles), home=own_home)
    footnote("export", str(tmp_path / "library.jsonl"), home=own_home)
    told = footnote("import", str(tmp_path / "library.jsonl"), "--library", "copy", home=own_home)
    assert told.code == 0
    assert "1 of its sources came paused" in told.err
    listed = footnote("index", "source", "list", "--library", "copy", "--json", home=own_home)
    assert '"paused": true' in listed.out
    again = footnote("import", str(tmp_path / "library.jsonl"), "--library", "mine", "--trust", "--json", home=own_home)
    assert again.json["paused_sources"] == 0


def test_files_are_written_over_only_by_force_and_appear_whole(
    footnote: Footnote, shipped: Path, tmp_path: Path
) -> None:
    file = tmp_path / "library.jsonl"
    file.write_text("mine", encoding="utf-8")
    ran = footnote("export", str(file), home=shipped)
    assert ran.code == 1
    assert "--force" in ran.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert footnote("export", str(file), "--force", home=shipped).code == 0
    assert file.read_text(encoding="utf-8").startswith('{"footnote":')
    folder, device = tmp_path / "folder", tmp_path / "device"
    folder.mkdir()
    os.mkfifo(device)
    for command, place in (("export", folder), ("export", device), ("backup", device)):
        ran = footnote(command, str(place), "--force", home=shipped)
        assert (ran.code, "no file" in ran.err) == (1, True)
    assert device.is_fifo()
    folder.rmdir()
    device.unlink()
    missing = footnote("export", str(tmp_path / "new.jsonl"), "--library", "nowhere", home=shipped)
    assert missing.code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["library.jsonl"]
    ran = footnote("export", str(tmp_path / "no" / "new.jsonl"), home=shipped)
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_an_export_holds_no_token_and_no_key(
    footnote: Footnote, own_home: Path, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {"DISCORD_TOKEN": "token-of-mine", "CHAT_API_KEY": "key-of-mine"}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    footnote("index", "sync", str(articles), home=own_home)
    footnote("ask", "Where did the Marigold run aground?", home=own_home)
    footnote("export", str(tmp_path / "library.jsonl"), home=own_home)
    footnote("backup", str(tmp_path / "copy.sqlite"), home=own_home)
    for file in tmp_path.iterdir():
        if file.is_file():
            data = file.read_bytes()
            assert b"Marigold" in data
            assert not [value for value in secrets.values() if value.encode() in data]


def test_wrong_uses_are_one_sentence_each(footnote: Footnote, shipped: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.jsonl"
    footnote("export", str(file), home=shipped)
    for command, code, word in (
        (["import", str(file), "--merge", "--replace"], 2, "exclude"),
        (["import", str(file)], 1, "--replace"),
        (["import", str(ARTICLES / "nothing.jsonl")], 1, "No such file"),
        (["export", "-", "--json"], 2, "standard output"),
        (["restore", str(file)], 1, "footnote import"),
    ):
        ran = footnote(*command, home=shipped)
        assert ran.code == code, command
        assert word in ran.err
        assert "Traceback" not in ran.err
