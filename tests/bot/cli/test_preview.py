"""`footnote preview` writes what the bot says as pages, and says plainly what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.app import execute
from tests.bot.cli.conftest import PROGRAM, Footnote, Ran


@pytest.fixture
def footnote(capsys: pytest.CaptureFixture[str]) -> Footnote:
    """Run a command line that needs no data folder."""

    def run(*arguments: str) -> Ran:
        code = execute(PROGRAM, list(arguments))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def test_chosen_messages_become_pages(footnote: Footnote, tmp_path: Path) -> None:
    ran = footnote("preview", "answer", "not-found", "--out", str(tmp_path), "--theme", "light", "--width", "400")
    assert ran.code == 0
    assert ran.err.split() == [str(tmp_path / "answer.html"), str(tmp_path / "not-found.html")]
    page = (tmp_path / "answer.html").read_text(encoding="utf-8")
    assert page.count('<section class="light" style="width: 400px">') == page.count("<section") == 1
    assert "About 1,900 households in the suburb of Eastwater" in page
    assert "<b>remi</b> used <b>/ask question: How many households" in page


def test_an_unknown_message_is_told_which_there_are(footnote: Footnote, tmp_path: Path) -> None:
    ran = footnote("preview", "sonnet", "--out", str(tmp_path))
    assert ran.code == 2
    assert "There is no message “sonnet”. There are: answer, weak, which, extract, " in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_picture_without_chromium_is_one_clear_sentence(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = footnote("preview", "answer", "--png", "--out", str(tmp_path / "out"))
    assert ran.code == 1
    assert ran.err.startswith("A picture needs Chromium, which is not installed here;")
    assert not (tmp_path / "out").exists()
