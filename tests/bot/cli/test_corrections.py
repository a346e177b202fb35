"""`footnote corrections`: what changed in the sources of answers given in the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.bot.cli.conftest import FERRY, Footnote

QUESTION = "How many people were on board the ferry Marigold when it ran aground?"


def test_a_correction_is_listed_with_both_texts(footnote: Footnote, tmp_path: Path, own_home: Path) -> None:
    folder = tmp_path / "moving"
    folder.mkdir()
    file = folder / "ferry.md"
    file.write_text(FERRY, encoding="utf-8")
    assert footnote("index", "sync", str(folder), home=own_home).code == 0
    assert footnote("corrections", "--json", home=own_home).json["corrections"] == []
    answer = footnote("ask", QUESTION, "--json", home=own_home).json
    cited = next(one for one in answer["citations"] if "214 people" in one["quote"])

    file.write_text(FERRY.replace("214 people", "241 people"), encoding="utf-8")
    assert footnote("index", "sync", str(folder), home=own_home).code == 0
    listed = footnote("corrections", "--json", home=own_home).json
    (one,) = [one for one in listed["corrections"] if one["number"] == cited["number"]]
    assert (one["answer"], one["kind"], one["quote"]) == (answer["id"], "changed", cited["quote"])
    text = footnote("index", "show", one["article_id"], "--json", home=own_home).json["text"]
    assert text[one["now_start"] : one["now_end"]] == one["now"]
    assert "241 people" in one["now"]

    shown = footnote("corrections", home=own_home)
    assert f"Asked: {QUESTION}" in " ".join(shown.out.split())
    assert "the quoted sentence" in " ".join(shown.out.split())
    assert "241 people" in " ".join(shown.out.split())
    assert f"SHA-256 {one['sha256']}" in shown.out
    file.unlink()
    assert footnote("index", "sync", str(folder), home=own_home).code == 0
    assert footnote("corrections", "-n", "1", "--json", home=own_home).json["corrections"][0]["kind"] == "withdrawn"
