"""`footnote gaps` and `footnote stats`: from questions in the terminal to what the desk reads."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from tests.bot.cli.conftest import FERRY, Footnote


def test_what_was_not_answered_is_a_gap_until_an_article_answers_it(
    footnote: Footnote, tmp_path: Path, own_home: Path
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    assert footnote("index", "sync", str(folder), home=own_home).code == 0
    assert footnote("gaps", home=own_home).err.startswith("Every question")
    for question in (
        "How tall is the lighthouse at Elm?",
        "=What is the height of the Elm lighthouse?",
        "Who is the harbour master?",
    ):
        footnote("ask", question, "--json", home=own_home)
    (gap,) = footnote("gaps", "--json", home=own_home).json["gaps"]
    assert gap["wordings"] == ["=What is the height of the Elm lighthouse?", "How tall is the lighthouse at Elm?"]
    assert gap["answered_now"] is None
    (row,) = csv.DictReader(StringIO(footnote("gaps", "--csv", home=own_home).out.removeprefix("\ufeff")))
    assert row["question"] == "'=What is the height of the Elm lighthouse?"
    assert row["answered_now"] == "no"

    said = "---\ntitle: Lighthouse at Elm\n---\n\nThe lighthouse at Elm is 41 metres tall, the harbour office said.\n"
    (folder / "elm.md").write_text(said, encoding="utf-8")
    assert footnote("index", "sync", str(folder), home=own_home).code == 0
    assert "answered now: Lighthouse at Elm" in footnote("gaps", home=own_home).out

    numbers = footnote("stats", "--json", home=own_home).json
    assert (numbers["questions"], numbers["answered"]) == (3, 1)
    assert numbers["publishers"] == {"The Sandbar Courier": 1}
    assert "3 questions, 33% answered" in footnote("stats", home=own_home).out
