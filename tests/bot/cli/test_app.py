"""How a command line ends, and how one is completed."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.app import execute
from index.library import Library
from index.settings import IndexSettings
from tests.bot.cli.conftest import PROGRAM, Footnote
from tests.conftest import ROOT

ID = "0123456789ab"


@pytest.mark.parametrize("command", ["index list", "index status --json", "ask Who?", "doctor --help"])
def test_a_reader_who_leaves_early_does_not_fail_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    read, write = os.pipe()
    os.close(read)
    with open(write, "w", encoding="utf-8") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert execute(PROGRAM, [*command.split(), "--home", str(home)]) == 0
    assert "Traceback" not in (told := capsys.readouterr().err)
    assert "Broken" not in told


@pytest.mark.parametrize(
    ("words", "offered"),
    [("footnote i", {"import", "index"}), ("footnote index --", {"--help"}), ("footnote index list --so", {"--sort"})],
)
def test_commands_and_options_are_completed(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, words: str, offered: set[str]
) -> None:
    monkeypatch.setenv("_FOOTNOTE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    assert set(footnote(home=None).out.split()) == offered


def test_completion_is_installed(footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))
    assert footnote("--install-completion", home=None).code == 0
    (script,) = tmp_path.glob(".bash_completions/*")
    assert "_FOOTNOTE_COMPLETE" in script.read_text(encoding="utf-8")


def test_what_nobody_expected_is_told_once(
    home: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(settings: IndexSettings, *, wait: float = 0, owns: bool = True) -> Library:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        assert execute(replace(PROGRAM, open_library=broken), ["index", "list", "--home", str(home)]) == 1
    assert capsys.readouterr().err.count("ZeroDivisionError") == 1
    assert len(caplog.records) == 1


def test_a_person_who_reads_json_is_told_once(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("index", "show", ID, "--json")
    assert footnote(*asked).err.startswith("The library default holds no article")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = footnote(*asked)
    assert ran.err == ""
    assert ran.json["error"].startswith("The library default holds no article")


def test_a_bot_that_does_not_index_needs_a_token(footnote: Footnote) -> None:
    refused = footnote("run", "--no-index")
    assert refused.code == 2
    assert "DISCORD_TOKEN" in refused.err
    assert "footnote chat" in refused.err


@pytest.mark.parametrize("command", ["index list", "index status --json", "--help"])
def test_an_output_that_takes_no_more_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        arguments = [command] if command.startswith("-") else [*command.split(), "--home", str(home)]
        assert execute(PROGRAM, arguments) == 1
    assert capsys.readouterr().err == "Standard output cannot be written (No space left on device).\n"


def test_a_program_without_an_output_does_its_work(home: Path) -> None:
    command = f"exec {sys.executable} -m bot index status --home {home} >&-"
    ran = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
