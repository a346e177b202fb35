"""`footnote check` and `footnote digest`: claims of a text, and what is new."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Footnote

TEXT = (
    "The passenger ferry Marigold ran aground on a sandbank off Tern Point on Tuesday evening with 314 people "
    "on board. Lifeboats took the passengers to Elder Quay within three hours. Was anybody hurt?"
)


def test_a_text_a_file_and_stdin_are_checked_alike(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "post.txt"
    file.write_text(TEXT, "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    found = [footnote("check", source, "--json").json for source in (TEXT, str(file), "-")]
    assert [[one["mark"] for one in each["findings"]] for each in found] == [["contradicted", "supported"]] * 3
    assert found[0]["skipped"] == ["Was anybody hurt?"]
    cited = found[0]["findings"][1]["citations"][0]
    text = footnote("index", "show", cited["article_id"], "--json").json["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_marks_are_printed_in_words(footnote: Footnote) -> None:
    ran = footnote("check", TEXT)
    assert ran.code == 0
    assert "2 claims: 1 supported, 1 contradicted" in ran.out
    assert "Contradicted. The claim says 314; these words say 214." in ran.out
    assert "No model judged this" in ran.out


def test_a_file_that_is_not_there_is_not_taken_for_a_claim(footnote: Footnote, tmp_path: Path) -> None:
    missing = footnote("check", "draft.txt")
    assert missing.code == 2
    assert missing.err == "draft.txt cannot be read: No such file or directory.\n"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        pool.submit(pipe.write_text, TEXT, "utf-8")
        assert "2 claims" in footnote("check", str(pipe)).out


@pytest.mark.parametrize("arguments", [["Thanks!"], []])
def test_nothing_to_check_is_wrong_use(footnote: Footnote, arguments: list[str]) -> None:
    assert footnote("check", *arguments).code == 2


def test_what_is_new_is_listed_with_its_sources(footnote: Footnote) -> None:
    ran = footnote("digest", "--since", "2")
    assert "The passenger ferry Marigold ran aground" in ran.out
    assert "The Sandbar Courier" in ran.out
    assert len(footnote("digest", "-n", "1", "--json").json["stories"]) == 1
    assert footnote("digest", "--since", "2999-01-01").err.startswith("Nothing new has come in since 1 January 2999")
    assert footnote("digest", "--since", "yesterday").code == 2
    assert footnote("digest", "--since", "29990101").err.startswith("Nothing new has come in since 1 January 2999")
