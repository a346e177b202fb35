"""Every answer knows how far its library reaches and which of its sources are failing."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from tests.bot.cli.conftest import FERRY, Footnote

QUESTION = "How many people were on board the ferry Marigold when it ran aground?"


def test_an_answer_says_how_far_the_library_reaches_and_what_fails(
    footnote: Footnote, tmp_path: Path, own_home: Path
) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    assert footnote("index", "source", "add", str(folder), home=own_home).code == 0
    assert footnote("index", "refresh", "--all", home=own_home).code == 0
    answer = footnote("ask", QUESTION, "--json", home=own_home).json["searched"]
    assert (answer["newest"], answer["sources"], answer["failing"]) == ("2025-03-04", 1, [])
    read = datetime.fromisoformat(answer["read_at"]).astimezone()
    shown = footnote("ask", QUESTION, home=own_home).out
    assert f"Sources last read {read:%-d %B %Y, %H:%M}" in shown
    assert "failing" not in shown

    shutil.rmtree(folder)
    assert footnote("index", "refresh", "--all", home=own_home).code == 1
    assert "1 of 1 source is failing" in footnote("ask", QUESTION, home=own_home).out
    assert len(footnote("ask", QUESTION, "--json", home=own_home).json["searched"]["failing"]) == 1
